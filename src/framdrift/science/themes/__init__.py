"""Which themes a passage is about: suggestions for a person, never a verdict.

passage       one meaning in what somebody said or wrote
theme, code   one of the codebook's: T01-T19, T90 serious matter, T98 nothing to add, T99 other
corpus        passages written for training, with the codes that a person gave them
author        who wrote a passage; judged on authors that the training has not seen
feature       a number taken from a text: parts of words and, where the model for it is there, its meaning
margin        how far a passage lies on a theme's side, before calibration
confidence    calibrated probability that a person would give the code, each code by itself
threshold     codes at or above it are assigned; the one that serves micro-F1 best on unseen authors
abstain       the likeliest code is less than even: nothing is assigned, but a serious matter still is
"""
