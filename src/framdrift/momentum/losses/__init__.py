"""The two losses, counted honestly; docs/momentum/two-losses.md defines them.

Preferred      marked by a person as first choice, or decided for an offer, before the end. Never computed.
Lost to slowness    a preferred candidate withdrew: for a reason of time that was told, or while a ball was overdue.
Declined for time   an offer declined for a reason of time that was told.
Case           one end or answer, with the event that tells of it.
"""
