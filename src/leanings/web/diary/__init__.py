"""The diary: checking in, writing, and leafing back."""
