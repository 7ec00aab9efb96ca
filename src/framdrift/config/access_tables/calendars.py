"""One's own calendar: everybody who signs in has one, and nobody sees another's."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import ANY_ACCOUNT, OWN_KEY, Row, rows

ROWS: Final[dict[str, Row]] = {
    **rows(
        ANY_ACCOUNT,
        "my-calendar",
        "my-calendar-week",
        "my-calendar-hours",
        "calendar-caldav",
        "calendar-feed",
    ),
    **rows(OWN_KEY, "calendar-ask", "calendar-return", "calendar-read", "calendar-write", "calendar-disconnect"),
}
