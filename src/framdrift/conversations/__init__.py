"""Talks about why people stay and why they leave.

Guide        the questions of a talk, in both languages; a version that has been used is never changed again.
Programme    one company's talks of one kind: who is asked, when, by whom, on which channel, at which level.
Level        who reads what was said, A to D: told first, in plain words, and locked at the first answer.
Touchpoint   a span of days in an employment in which a talk falls due, such as day 30 after the first day.
Round        the answers that are told of together; each answer belongs to exactly one.
Invitation   one person asked in one round. At level D it says that a letter was sent, and nothing else.
Coverage     how many were asked, talked and declined: in bands, after the round, for large units only.
n_min        the fewest answers that anything is told of; frozen when the programme is launched.
"""
