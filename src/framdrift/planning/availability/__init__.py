"""When people can meet.

Calendar     a person's own, read through a door (CalDAV, a feed, Microsoft 365, Google); only busy times are kept.
Hours        the ordinary hours of each weekday, less focus time.
Painted week a week that the person drew by hand: what was drawn holds instead of the hours.
Buffer       minutes kept free before and after whatever is booked.
Free window  an interval in UTC, half-open, in which a meeting may be put.
Copy         a meeting of ours as it lies in a person's own calendar.
"""
