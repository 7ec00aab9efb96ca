"""Times of a day as people write them."""

from __future__ import annotations

import pytest

from framdrift.desk.calendars.stretches import NotStretches, StretchesCross, stretches_of, written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8-12, 13-17", "8–12, 13–17"),
        ("13–16.45 8:30 — 12", "08:30–12, 13–16:45"),
        ("08:00 till 12:00 och 13 to 17", "8–12, 13–17"),
        ("9-10;10-11;", "9–10, 10–11"),
        ("  ", ""),
    ],
)
def test_what_people_write_is_read(text: str, said: str) -> None:
    assert written(stretches_of(text)) == said
    assert stretches_of(said) == stretches_of(text)


@pytest.mark.parametrize("text", ["morning", "8", "8-", "8-12 x", "8-25", "8.75-9", "8-12,,13-17", "8-9-10"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotStretches):
        stretches_of(text)


@pytest.mark.parametrize("text", ["12-8", "8-8", "8-12, 11-13"])
def test_what_crosses_is_refused(text: str) -> None:
    with pytest.raises(StretchesCross):
        stretches_of(text)
