"""Assignments: the list, the page with its plan and board, and a POST address for every verb."""
