"""What every page shares: the look, the pictures, the report."""
