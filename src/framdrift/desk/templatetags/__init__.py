"""Template filters of the desk's own screens."""
