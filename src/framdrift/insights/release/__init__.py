"""The only gate: what leaves the interviewers' desk, once and for good.

batch      the closed rounds of a programme that no release holds yet; each answer is in exactly one release
draft      what would go out now, with its audit; nothing is kept of it
release    the bytes that went out, sealed and chained to the company's release before; the database refuses changes
figures    a release of bands, of whole groups
words      a release of retold quotes: written by an interviewer, allowed by the person, released by two, a day later
"""
