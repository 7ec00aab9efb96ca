"""Letters: the words of each kind, what waits for a person's release, and what an assignment lets go by itself."""
