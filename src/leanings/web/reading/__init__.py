"""What my diary shows."""
