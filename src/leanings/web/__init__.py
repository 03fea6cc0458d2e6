"""The pages: the only folder that knows HTML and Django."""
