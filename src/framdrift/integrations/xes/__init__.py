"""XES (IEEE 1849-2016): reading event logs.

trace      one case; its `concept:name` is its name, but two traces are two cases whatever they are called
event      `concept:name` is the activity, `time:timestamp` the instant, `org:resource` who
global     attributes every event has; the value stands in for a name an event lacks, never for a time
strict.py  reads every standard-conforming file, element by element
swift.py   reads the plain shape that nearly all exporters write, a block at a time; anything else goes to strict
log.py     the door: tries swift, falls back to strict, and gives an `EventLog`
"""
