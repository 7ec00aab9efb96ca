"""The dated plan of an assignment: its page, what-if, the date promised outward, candidates' notice periods."""
