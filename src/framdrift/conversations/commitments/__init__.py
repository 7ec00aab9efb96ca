"""Said - done - did it help: what is promised after talks, what came of it, and whether it made a difference.

Commitment   something that somebody will do by a day, in words that its owner may read: an agreement, never a quote.
Owner        whose it is to do: a seat at the company, or one of the agency's who work with talks.
Origin       the talk it came from, and so the person: known to those alone who may read that talk's record.
Clearance    why the company may read the words: record approved, the person's yes, or general enough for anybody.
Told         the company can read it from a day on; at level C all of a round at once, after its close.
Report       what the owner says: done, moved to a new day, or dropped, and why.
Verdict      what one person answers in a later talk: did it help?
"""
