"""Calendars at Microsoft 365, through Microsoft Graph 1.0. Written from the published documentation:

getSchedule    learn.microsoft.com/en-us/graph/api/calendar-getschedule?view=graph-rest-1.0
create event   learn.microsoft.com/en-us/graph/api/user-post-events?view=graph-rest-1.0
update event   learn.microsoft.com/en-us/graph/api/event-update?view=graph-rest-1.0
delete event   learn.microsoft.com/en-us/graph/api/event-delete?view=graph-rest-1.0
tokens         learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow
"""
