"""Leanings: where are you leaning, and how sure are you?"""

__version__ = "0.1.0"
