"""Computes the dated plan of an assignment and says what a slip moves.

Plan       the assignment's steps with start, due and last responsible dates.
Slip       a step that ends later than its plan; every later date follows.
Plan state on track, at risk or late, against the date promised outward.
Planning computes; what it changes it changes through recruiting.actions.
"""
