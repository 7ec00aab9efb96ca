"""Who is employed at the client companies: rosters taken in from files, kept by hand, and each person's page."""
