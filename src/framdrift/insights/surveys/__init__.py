"""Old surveys of leavers, from files of other systems: what they say of groups, and nothing of anybody.

mapping    which columns are read and what their values mean: kind of exit, unit, year, themes; no other is looked at
answer     one respondent's row for the length of the import: it is never kept
survey     what is kept: the mapping, for the next file with the same columns, and what the gate let through
"""
