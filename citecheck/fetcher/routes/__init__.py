"""One file a route kind; the outlet table names them by kind."""

from citecheck.fetcher.routes.base import OutletRoute, kinds, make_route, register

__all__ = ["OutletRoute", "kinds", "make_route", "register"]
