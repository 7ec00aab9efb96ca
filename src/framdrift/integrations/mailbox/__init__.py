"""Applications by mail: an IMAP mailbox is read, each mail becomes an application to the assignment it was sent to.

What no assignment takes, and what cannot be read, is flagged in the mailbox for a person and left there.
"""
