"""A talk's row says when nobody answered in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from framdrift.conversations.invitations.queries import TalkLine
from framdrift.desk.conversations.shown import talk_rows

DAY = date(2026, 3, 4)
ASKED = TalkLine(
    id=1,
    person="Lea",
    company="Nordbygg",
    programme_id=1,
    programme_sv="Stannasamtal",
    programme_en="Stay interviews",
    kind="stay",
    level="C",
    channel="video",
    state="invited",
    on=DAY,
    booked_at=None,
    place="",
    times_offered=0,
    interviewer="Ingrid",
    is_mine=True,
)


@pytest.mark.parametrize(
    ("line", "today", "told"),
    [
        (ASKED, DAY, "invited"),
        (ASKED, date(2026, 3, 5), "no answer yet"),
        (replace(ASKED, booked_at=datetime(2026, 3, 9, 9, tzinfo=UTC), state="booked"), date(2026, 3, 5), "booked"),
    ],
)
def test_an_answer_that_is_late_is_said(line: TalkLine, today: date, told: str) -> None:
    with translation.override("en"):
        (row,) = talk_rows([line], today=today)
    assert row.state == told
    assert (row.badge == "late") == (told == "no answer yet")
