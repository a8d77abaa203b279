"""Check that every news article a text cites exists at its outlet, and backs what the text claims."""

__version__ = "0.1.0"
