"""Finding times for single meetings, and keeping everybody's calendar right about them.

Opening    a time at which a whole panel can meet.
Substitute an alternate of a meeting who is free when somebody cannot come.
Owed       what a person's calendar has been told and what holds now differ: a letter is owed.
Copy       a meeting as it is written into somebody's own calendar, by a job.
Reply      an answer to an invitation that came by mail.
"""
