"""The sheet: one point, a few own words, one page."""
