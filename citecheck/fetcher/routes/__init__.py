"""One file a route kind; the outlet table names them by kind."""
