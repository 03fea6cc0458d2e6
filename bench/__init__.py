"""How fast, how right, and against whom."""
