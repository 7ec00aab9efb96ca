"""Assignments and the people in them, from kick-off to the end of the guarantee.

Assignment   a recruitment that the agency runs for a client company.
Candidacy    one candidate in one assignment.
Plan step    a dated step of the assignment's plan; the columns of its board.
Step         one stay of a candidacy (or of the assignment itself) at a plan step.
Ball         who must act for a step to go on, since when and until what date.
Promise      a date told to someone.
Evidence     what a decision rests on: scorecards, references, tests.
Gate         the rule that nothing is decided before its evidence is in.
Outcome      how a candidacy ended, with the reason told and by which side.
"""
