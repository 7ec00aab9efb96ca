"""One sitting in which every meeting of an assignment gets its time.

Round      the interviews of one step of the plan: how many, how long, who sits, between which dates.
Part       what somebody does in a round: sits, is one of several of whom one sits, or stands in where one cannot.
Asked      the rounds, the debriefs and the decision meeting of a sitting; kept as JSON with it.
Slot       a panel's time in which any candidate may be seen.
Left out   a meeting that no time was found for, why, and the smallest change that would help.
Search     the greedy answer is shown at once; a job looks for a better one in a process of its own.
"""
