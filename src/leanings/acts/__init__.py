"""What people do: one small door, the desk, and beside it only what does more than keep and find."""
