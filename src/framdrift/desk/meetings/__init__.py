"""Meetings of a consultant: today's and those to come, and one meeting with its people, its history and what is done.

Slot      a panel's time that a candidate may choose.
No        somebody cannot come: an alternate takes the seat, or the time is let go.
"""
