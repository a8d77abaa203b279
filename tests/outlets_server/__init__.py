"""Loopback servers that answer as the outlets do, from invented stories, with faults on demand."""

from outlets_server.answers import Answered, Asked
from outlets_server.faults import FAULTS
from outlets_server.server import Outlets
from outlets_server.services import SERVICES
from outlets_server.stories import STORIES, Piece

__all__ = ["FAULTS", "SERVICES", "STORIES", "Answered", "Asked", "Outlets", "Piece"]
