"""Exit: the session ends, and the browser goes somewhere dull."""
