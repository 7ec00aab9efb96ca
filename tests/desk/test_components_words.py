"""How instants, days, durations and numbers are said, in both languages and across the turns of the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from framdrift.desk.components import words

_TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_stockholm() -> Iterator[None]:
    with timezone.override(ZoneInfo("Europe/Stockholm")):
        yield


@pytest.mark.parametrize(
    ("moved", "swedish", "english"),
    [
        (timedelta(hours=4), "i dag 14:00", "today 14:00"),
        (timedelta(hours=-20), "i går", "yesterday"),
        (timedelta(days=1), "i morgon 10:00", "tomorrow 10:00"),
        (timedelta(days=2), "tors 26 nov", "Thu 26 Nov"),
        (timedelta(days=-200), "fre 8 maj", "Fri 8 May"),
        (timedelta(days=100), "tors 4 mar 2027", "Thu 4 Mar 2027"),
        (timedelta(hours=14), "i morgon 00:00", "tomorrow 00:00"),
    ],
)
def test_when_is_said_as_people_say_it(moved: timedelta, swedish: str, english: str) -> None:
    for language, said in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert words.when_words(_TUESDAY + moved, _TUESDAY) == said


def test_the_reader_s_midnight_decides_what_today_is() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with translation.override("en"):
        assert words.when_words(late, _TUESDAY) == "tomorrow 00:30"
        with timezone.override(ZoneInfo("America/New_York")):
            assert words.when_words(late, _TUESDAY) == "today 18:30"


def test_the_day_before_is_yesterday_also_when_the_clock_was_turned() -> None:
    before, after = datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, 30, tzinfo=UTC)
    with translation.override("sv"):  # 25 October 2026 has 25 hours: 00:30 summer time and 00:30 the day after
        assert words.clock_words(before) == words.clock_words(after) == "00:30"
        assert words.when_words(before, after) == "i går"
        assert words.day_words(date(2026, 10, 26), date(2026, 10, 25)) == "i morgon"


def test_the_hour_that_comes_twice_is_told_apart_in_full() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with translation.override("en"):
        assert words.full_words(first) == "Sunday 25 October 2026 02:30 CEST"
        assert words.full_words(first + timedelta(hours=1)) == "Sunday 25 October 2026 02:30 CET"


def test_the_spring_night_skips_an_hour() -> None:
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert words.clock_words(before) == "01:59"
    assert words.clock_words(before + timedelta(minutes=1)) == "03:00"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        words.when_words(datetime(2026, 11, 24, 9, 0), _TUESDAY)


@pytest.mark.parametrize(
    ("first", "last", "swedish", "english"),
    [
        (date(2026, 11, 18), date(2026, 11, 25), "18–25 nov", "18–25 Nov"),
        (date(2026, 10, 29), date(2026, 11, 1), "29 okt – 1 nov", "29 Oct – 1 Nov"),
        (date(2026, 12, 5), date(2026, 12, 5), "5 dec", "5 Dec"),
        (date(2025, 11, 24), date(2026, 11, 23), "24 nov 2025 – 23 nov 2026", "24 Nov 2025 – 23 Nov 2026"),
    ],
)
def test_a_span_of_days_is_short(first: date, last: date, swedish: str, english: str) -> None:
    for language, said in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert words.span_words(first, last) == said


@pytest.mark.parametrize(
    ("days", "swedish", "english"),
    [
        (1, "1 arbetsdag", "1 working day"),
        (2, "2 arbetsdagar", "2 working days"),
        (0, "0 arbetsdagar", "0 working days"),
        (0.5, "0,5 arbetsdagar", "0.5 working days"),
        (0.98, "1 arbetsdag", "1 working day"),
        (13.6, "14 arbetsdagar", "14 working days"),
    ],
)
def test_working_days(days: float, swedish: str, english: str) -> None:
    for language, said in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert words.workday_words(days) == said


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 min"), (50, "50 min"), (60, "1 h"), (110, "1 h 50 min"), (59.7, "1 h")]
)
def test_minutes(minutes: float, said: str) -> None:
    assert words.minute_words(minutes).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [(12345.6, 1, "12 345,6", "12,345.6"), (1_000_000, 0, "1 000 000", "1,000,000"), (-3.25, 1, "−3,2", "−3.2")],
)
def test_numbers(value: float, decimals: int, swedish: str, english: str) -> None:
    for language, said in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert words.number_words(value, decimals).replace("\N{NO-BREAK SPACE}", " ") == said


def test_per_cent_and_lists() -> None:
    with translation.override("sv"):
        assert words.percent_words(0.8) == "80\N{NO-BREAK SPACE}%"
        assert words.joined_words(["Ada", "Bo", "Cleo"]) == "Ada, Bo och Cleo"
    with translation.override("en"):
        assert words.percent_words(0.125, 1) == "12.5%"
        assert words.joined_words(["Ada"]) == "Ada"
        assert words.joined_words([]) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Lind", "AL"), ("Karin Holm-Åberg", "KÅ"), ("Bo", "B"), ("Åsa Maria Öst", "ÅÖ"), ("", ""), ("4 (Nisse)", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert words.initials_of(name) == letters
