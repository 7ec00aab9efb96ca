"""Where the time went, told to the agency and to its clients from the same numbers.

period     the days that a report is about, and the instant it is seen from
ledger     balls, stays and pauses of the whole agency as columns, kept between questions and never stale
stretches  whom each recruitment waited for: every hour belongs to one ball
figures    the numbers: waiting, answers, promises, the way from step to step
report     one report for one reader
cases      the list behind a number
document   the report in words, charts and tables: the same on the page and on paper
drawing    charts as SVG
paper      the tagged PDF, set in a process of its own
"""
