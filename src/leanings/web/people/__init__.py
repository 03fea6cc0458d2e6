"""People: who is there for me."""
