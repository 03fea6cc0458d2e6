"""Now: three cards and one search line."""
