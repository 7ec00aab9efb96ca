"""Where the house is put together: settings, root addresses, the schedule, and wiring.py, the table of consequences."""
