"""Calendars at Google, through the Calendar API v3. Written from the published documentation:

free/busy       developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
events          developers.google.com/workspace/calendar/api/v3/reference/events
etags           developers.google.com/workspace/calendar/api/guides/version-resources
tokens          developers.google.com/identity/protocols/oauth2/web-server
"""
