"""Calendars that are published as a file at an address (ICS feeds): they can be read, never written."""
