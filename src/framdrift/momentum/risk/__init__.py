"""The risk of losing somebody on the way, from the state of the process alone.

State     what is true of a candidacy on a day: how long it has gone on, how long since news, where the ball lies.
History   one candidacy's days, from the ledger: steps, balls, news, promises. Nothing about the person.
Fit       what own history has made of the documented prior; fitted anew every night.
Origin    a day in the past from which was foretold, with only what was known then, and judged by what came.
"""
