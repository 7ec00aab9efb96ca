"""Advice to the client on one candidacy: suggested by rules in a fixed order, edited and sent by a person, judged.

Log         the events of a candidacy and its assignment, read as evidence for numbers.
Number      a value that a sentence tells, with the events that it comes from; without them it is not told.
Sentence    what one rule found worth saying: the rule and its numbers, no words.
Draft       the sentences in their order; the words are the desk's, in the reader's language.
Option      another way on (sooner, one more round) with its dates and what it does to the risk.
Suggestion  the draft that stood before a consultant when advice was sent; kept with it.
"""
