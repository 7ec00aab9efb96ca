"""How long an import of 10,000 and of 100,000 rows takes, and how much memory it needs at most."""
