"""The application form of an assignment: open to anybody who has its address; nothing is ranked or sorted out."""
