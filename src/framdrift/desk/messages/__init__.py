"""What people outside write: read one, settle it, place what is unsorted, take its files."""
