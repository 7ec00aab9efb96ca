"""Candidates: looking them up, their page, adding, changing, merging duplicates."""
