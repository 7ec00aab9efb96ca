"""Reading instants and placing wall clocks in their zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.science.eventlog.instants import from_datetime, iso_utc, local_to_utc, read_iso
from framdrift.science.eventlog.refusals import LogRefused

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_what_python_writes_is_read_back(moment, minutes):
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    ticks, has_offset = read_iso(moment.isoformat() + offset)
    assert has_offset
    assert ticks == from_datetime(moment) - minutes * 60_000_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2015-01-05", "2015-01-05T00:00:00+00:00"),
        ("2015-01-05 10:20", "2015-01-05T10:20:00+00:00"),
        ("2015-01-05T24:00:00Z", "2015-01-06T00:00:00+00:00"),
        ("2015-01-05T10:20:30.1234569Z", "2015-01-05T10:20:30.123456+00:00"),
        ("2015-01-05T10:20:30,5+0130", "2015-01-05T08:50:30.500000+00:00"),
        (" 2015-01-05T10:20:30 -05 ", "2015-01-05T15:20:30+00:00"),
    ],
)
def test_shapes_of_iso_8601(text, shown):
    assert iso_utc(read_iso(text)[0]) == shown


@pytest.mark.parametrize(
    "text",
    ["", "x", "2015-13-01", "2015-02-29", "2015-01-05T25:00", "2015-01-05T10:61", "5/1/2015", "2015-01-05T10:00+15:30"],
)
def test_what_is_no_instant(text):
    assert read_iso(text) is None


@given(st.datetimes(datetime(1990, 1, 1), datetime(2035, 1, 1)))
def test_wall_clocks_as_python_has_them(moment):
    early, late = (moment.replace(tzinfo=STOCKHOLM, fold=fold).utcoffset() for fold in (0, 1))
    local = np.array([from_datetime(moment)])
    if early == late:
        assert local_to_utc(local, STOCKHOLM)[0] == from_datetime(moment) - early // timedelta(microseconds=1)
    else:
        with pytest.raises(LogRefused):
            local_to_utc(local, STOCKHOLM)


def test_hours_that_do_not_exist_or_come_twice_are_refused_in_words():
    for text, words in (("2026-03-29T02:30:00", "does not exist"), ("2026-10-25T02:30:00", "occurs twice")):
        with pytest.raises(LogRefused, match=words):
            local_to_utc(np.array([read_iso(text)[0]]), STOCKHOLM)
