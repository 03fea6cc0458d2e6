"""Changes of the tables, in order. None of them ever opens what is sealed."""
