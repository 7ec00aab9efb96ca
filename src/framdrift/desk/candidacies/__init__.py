"""One candidate in one assignment: the page, and a POST address for every verb on it.

Verb       what a person does to a candidacy: pass the ball, give news, decide.
Doing      one attempt at a verb: who, when, on which candidacy, with which form.
"""
