"""Shortlists for the client: chosen, worded and ordered by the consultant, read through, shared."""
