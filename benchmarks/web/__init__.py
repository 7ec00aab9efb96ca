"""How long pages and writes take, how many SQL statements they make, and what the server's processes weigh."""
