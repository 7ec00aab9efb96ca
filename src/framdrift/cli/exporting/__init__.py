"""What `framdrift export` is made of: whose rows, which columns, and the file they go into."""
