"""One's own calendar: when one can meet, drawn or read from calendars. For staff, and for seats at client companies."""
