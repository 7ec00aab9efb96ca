"""OCEL: object-centric event logs, 1.0 as JSON and 2.0 as JSON, XML and SQLite.

event      has an activity, an instant, and relates to any number of objects
object     has a type; the objects of one chosen type are the cases
flattened  an event stands once in the case of each related object of that type, however many the relations
log        the door: each of the four forms in, an `EventLog` out
"""
