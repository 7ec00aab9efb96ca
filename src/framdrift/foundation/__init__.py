"""Machinery with no business in it.

Event     something that happened, in an append-only log where each row seals the one before.
Outbox    letters, written in the transaction of what they announce and sent at most once.
Job       work done later, with retries, leases and a schedule.
Link      a personal address that opens one door for one purpose.
Calendar  the working days of Sweden and the agency's own closures.
"""
