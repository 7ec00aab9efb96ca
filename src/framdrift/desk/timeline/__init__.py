"""One human sentence for every event, in the reader's language.

Sentence     what a person would say of an event: who did what, to whom, and which date that set.
Teller       the function that says it, one for each code of an event.
Quote        the words that somebody wrote, shown below the sentence.
"""
