"""Histories that other systems tell, read into the wing.

Transition: one thing told, such as "application 7 came to Interview at 10:00". Reader: the door that knows a system.
Reading: how one file is to be read. Unread: a row that is not taken, with its reason. Run: one import of one file,
resumable. Words: what the system's own words mean here. Course: stays and ends of one candidacy as told.
"""
