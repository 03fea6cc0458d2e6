"""What things are: frozen values and their rules, with the standard library only."""
