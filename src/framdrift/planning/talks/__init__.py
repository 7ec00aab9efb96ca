"""Times for talks, found in the calendar of whoever holds them.

Opening    a start that the interviewer's calendar leaves open, proposed on the person's own page.
Hold       the time that was picked, in the interviewer's calendar: it names nobody, but at level A.
"""
