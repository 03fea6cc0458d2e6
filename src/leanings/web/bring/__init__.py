"""Bringing a diary from elsewhere."""
