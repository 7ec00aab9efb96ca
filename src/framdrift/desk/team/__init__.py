"""The team's balls: what waits for a colleague with time, and how much everybody holds."""
