"""Kept: what lies in a place, and everything that can be done with it."""
