"""Who may see what, at every address."""
