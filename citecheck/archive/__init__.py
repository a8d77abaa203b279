"""Headlines at rest: the local archive, consulted before the network."""
