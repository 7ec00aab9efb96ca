"""The report is counted by a process of its own, which alone loads numpy and keeps the columns.

wire       a question and its answer as JSON, one line each
asking     the web process's end: starts the counting process at the first question, and waits no longer than a reader
answering  the answer to a question, wherever it is counted
replying   what the counting process says, from one sight of the database
process    the counting process itself: goes when the web process goes, and when nobody has asked for a while
"""
