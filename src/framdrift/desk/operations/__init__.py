"""The engine room, for administrators and leads.

Job       work done later; a failed one is tried again or set aside by a person.
Reaction  what follows from an event; a failed one likewise.
Health    one address that a monitor asks.
"""
