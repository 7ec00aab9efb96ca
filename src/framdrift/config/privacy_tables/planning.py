"""What is kept of people's calendars and hours. Only busy times come in from a calendar: no titles, places or names."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import CONTRACT, EMPLOYED, INTEREST, MACHINERY, STAFF, Entry, entry

REGISTRY: Final[dict[str, Entry]] = {
    "planning.CalendarConnection": entry(
        STAFF,
        "Reading when somebody is busy from a calendar they chose, and writing meetings there; ends when they say so.",
        CONTRACT,
        EMPLOYED,
        none="kind state last_error error_detail mark",
        staff="address user_name home",
        secret="secret",
    ),
    "planning.BusyTime": entry(STAFF, "When somebody cannot meet: the times alone.", INTEREST, MACHINERY, secret="uid"),
    "planning.WorkingHours": entry(STAFF, "When somebody can meet.", CONTRACT, EMPLOYED),
    "planning.FocusTime": entry(STAFF, "When somebody does not want meetings.", CONTRACT, EMPLOYED),
    "planning.Limits": entry(STAFF, "How many meetings a day are enough.", CONTRACT, EMPLOYED),
    "recruiting.TravelTime": entry(
        STAFF, "How long the way to meetings takes somebody, so that it is kept free.", CONTRACT, EMPLOYED
    ),
    "planning.PaintedWeek": entry(STAFF, "When somebody can meet, drawn by hand.", INTEREST, MACHINERY),
    "planning.HandWindow": entry(STAFF, "When somebody can meet, drawn by hand.", INTEREST, MACHINERY),
    "planning.CalendarCopy": entry(
        STAFF,
        "Which meetings lie in whose calendar, to move and remove them there.",
        CONTRACT,
        "with the connection",
        none="meeting_uid etag",
        secret="href",
    ),
}
