"""What of talks a client's seat sees, at levels A and B: talks that it holds itself, approved records that the level
lets it read, and serious matters that were passed to it. Every reading is noted in the log.
"""
