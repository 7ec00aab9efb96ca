"""Touch time: the agency's minutes of work in an assignment, always an estimate, corrected by whoever did the work."""
