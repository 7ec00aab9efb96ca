"""An interviewer's own figures, for learning: how much they talked, which follow-ups they used, how many talks a week.

Seen by the interviewer alone: they rank nobody.
"""
