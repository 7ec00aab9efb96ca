"""A living, believable, invented Swedish agency: the same for the same seed and the same as-of instant.

Cast       the agency's staff, the client companies and their seats.
History    one assignment lived through from kick-off to its end, or to the as-of instant.
Ledger     writes down what a history does: rows and events together, as the wing's own actions would.
Pace       how fast a company answers: a share of the working days that were agreed.
Load       more assignments and candidates, for measuring.
Filling    puts it all into an empty database, in one transaction.
"""
