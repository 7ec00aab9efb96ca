"""When the decision, the yes and the start will come: foretold, published, and judged by what came.

Past       what the agency's history taught by an instant: lengths of steps, answers to offers, whole recruitments.
Sight      one assignment as it stood at an instant.
Foretold   the days by which something will have come in 10, 50, 80 and 90 cases of 100.
Forecast   such days as they were published; never changed.
Case       a published forecast beside what came of it, or that it is still open, or that nothing could come.
"""
