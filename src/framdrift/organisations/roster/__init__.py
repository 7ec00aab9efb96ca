"""Who is employed at a client company, and how that comes to be known.

Employment   one person's work at one company, with its first day, and its last when it has ended.
Placement    where in the tree of units, under which manager and as what, from a day until another.
Tree         the company's units as they lay on a day.
Promised     what a person was told about the work before they took it.
Arrival      a hire from recruiting that becomes an employment.
Roster       everybody at a company; taken in from a file that the company's own system writes.
Missing      employed here and not in the file: asked about, never ended by silence.
"""
