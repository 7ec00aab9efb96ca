"""The room of a talk, records and serious matters. Who holds which talk, and who may read which record, stands in
`conversations/answers/scope.py`: an address lets a kind of user knock, and the talk is found for who asks."""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import ALLOW, CLIENT_SEAT, INTERVIEWERS, Row, row, rows

MATTERS: Final = row(lead=ALLOW, interviewer=ALLOW)
"""A lead sees those that were passed to them, an interviewer those that they noted."""

ROWS: Final[dict[str, Row]] = {
    **rows(INTERVIEWERS, "talk-begin", "talk-room", "talk-read-back", "talk-helped", "talk-probe", "talk-serious"),
    **rows(INTERVIEWERS, "talk-room-worker"),
    **rows(MATTERS, "matters", "matter", "matter-told", "matter-pass-on", "matter-close"),
    **rows(CLIENT_SEAT, "client-talks", "client-talk", "client-talk-begin", "client-talk-room"),
    **rows(CLIENT_SEAT, "client-talk-read-back", "client-talk-helped", "client-talk-serious", "client-record"),
    **rows(CLIENT_SEAT, "client-talk-probe", "client-talk-after", "client-talk-room-worker"),
    **rows(CLIENT_SEAT, "client-matters", "client-matter", "client-matter-told"),
    **rows(CLIENT_SEAT, "client-matter-pass-on", "client-matter-close"),
}
