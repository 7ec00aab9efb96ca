"""The outbox: what went, what waits and until when, what failed and what to do about it, what nobody knows.

Line     a letter in the list.
Reason   why a letter stands where it stands, in a sentence.
Fault    a mail server's words, translated into what to do.
"""
