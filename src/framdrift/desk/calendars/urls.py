"""Addresses of one's own calendar."""

from __future__ import annotations

from django.urls import include, path

from framdrift.desk.calendars import connecting, hours, keeping, views

_PAGES = [
    path("", views.calendar, name="my-calendar"),
    path("week/", views.week, name="my-calendar-week"),
    path("hours/", hours.hours, name="my-calendar-hours"),
    path("connect/caldav/", connecting.caldav, name="calendar-caldav"),
    path("connect/feed/", connecting.feed, name="calendar-feed"),
    path("connect/<str:provider>/", connecting.ask, name="calendar-ask"),
    path("return/<str:provider>/", connecting.answer, name="calendar-return"),
    path("<int:calendar_id>/read/", keeping.read, name="calendar-read"),
    path("<int:calendar_id>/write/", keeping.write, name="calendar-write"),
    path("<int:calendar_id>/disconnect/", keeping.disconnect, name="calendar-disconnect"),
]

urlpatterns = [path("my/calendar/", include(_PAGES))]
