"""A low moment: a minute first, and whether the screen is one's own."""
