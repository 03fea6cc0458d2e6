"""Making a place, and keeping in it what was written before it was there."""
