"""Which story is cited, what differs, and what the answers prove."""
