"""Batches: as many documents as a disk holds, checked in waves, in memory that does not grow with them."""
