"""What a seat at a client company sees: what waits on me, and how our assignments go."""
