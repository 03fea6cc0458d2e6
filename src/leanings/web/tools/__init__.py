"""Tools, by what would help."""
