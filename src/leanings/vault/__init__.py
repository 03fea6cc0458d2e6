"""Keeping: keys, sealed things, and the only code that speaks to the database."""
