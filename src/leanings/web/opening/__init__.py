"""Opening a place, and locking it."""
