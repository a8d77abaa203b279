"""Bytes -> Article: what a draft cites and what it claims. No I/O happens here."""
