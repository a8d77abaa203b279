"""One file a route kind; the outlet table names them by kind."""

from citecheck.fetcher.routes.base import OutletRoute, Stage, kinds, make_route, register

__all__ = ["OutletRoute", "Stage", "kinds", "make_route", "register"]
