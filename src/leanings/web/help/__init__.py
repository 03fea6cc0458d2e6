"""Help: one page for a low or a dangerous moment, open to everyone, before any question."""
