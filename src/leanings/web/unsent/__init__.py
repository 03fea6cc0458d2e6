"""Write it, don’t send it."""
