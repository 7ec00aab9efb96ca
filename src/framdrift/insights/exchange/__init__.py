"""Findings to and from other programs: REFI-QDA for qualitative analysis, SPSS and CSV for figures.

QDC        a codebook in REFI-QDA's format
QDPX       a project in REFI-QDA's format: codebook, words, which words stand under which code
selection  a passage: from and to in code points of its source, as the standard counts
GUID       the name of a thing for good: the same passage has the same in every export
cells      the figures of a release, as they were sealed: nothing else is ever exported as figures
"""
