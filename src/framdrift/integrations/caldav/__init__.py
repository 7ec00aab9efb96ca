"""Calendars on CalDAV servers (RFC 4791): finding them, reading busy times, writing meetings.

Server, principal, home, calendar: each leads to the next (RFC 6764, section 6), and a person may give any of them.
"""
