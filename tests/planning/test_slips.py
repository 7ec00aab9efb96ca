"""What a slip tells, and when it is worth a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from framdrift.foundation.calendar import national
from framdrift.planning.sentences import slip_sentence
from framdrift.planning.slips import Moved, Slip, is_worth_a_letter, joined, letter_key, seq_of_letter

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
NAMES = {1: "Client interview 2", 2: "Decision"}
FRIDAY, MONDAY = date(2026, 12, 4), date(2026, 12, 7)


def slip(days: int = 0, *, from_on: date = FRIDAY, to_on: date = MONDAY, code: str = "", step: int | None = 1) -> Slip:
    return Slip(AT - timedelta(days=days), from_on, to_on, (Moved(1, from_on, to_on),), code, step)


@pytest.mark.parametrize(
    ("told_on", "expected_on", "promised_on", "worth"),
    [
        (FRIDAY, FRIDAY, None, False),
        (FRIDAY, MONDAY, None, False),
        (FRIDAY, date(2026, 12, 8), None, False),
        (FRIDAY, date(2026, 12, 9), None, True),
        (date(2026, 12, 9), FRIDAY, None, True),
        (FRIDAY, MONDAY, FRIDAY, True),
        (MONDAY, FRIDAY, FRIDAY, True),
        (FRIDAY, MONDAY, MONDAY, False),
        # Christmas: 23 to 29 December is two working days.
        (date(2026, 12, 23), date(2026, 12, 29), None, False),
    ],
)
def test_a_letter_is_for_three_working_days_or_for_the_promise(
    told_on: date, expected_on: date, promised_on: date | None, worth: bool
) -> None:
    told = is_worth_a_letter(told_on=told_on, expected_on=expected_on, promised_on=promised_on, days=national())
    assert told is worth


def test_a_slip_says_what_moved_from_when_to_when_and_why() -> None:
    with translation.override("en"):
        told = slip_sentence(slip(code="step-unbooked"), NAMES)
    assert told == (
        "The plan ends Mon 7 Dec instead of Fri 4 Dec, because the time booked for Client interview 2 was taken away."
    )


def test_a_slip_that_leaves_the_end_alone_says_so() -> None:
    one = Slip(AT, MONDAY, MONDAY, (Moved(1, FRIDAY, MONDAY),), "step-booked", 1)
    with translation.override("en"):
        told = slip_sentence(one, NAMES)
    assert "Client interview 2 moved from Fri 4 Dec to Mon 7 Dec" in told
    assert told.endswith("The plan still ends Mon 7 Dec.")


def test_an_event_that_has_no_words_yet_is_told_in_general() -> None:
    with translation.override("en"):
        assert "something changed in the recruitment" in slip_sentence(slip(code="never-heard-of"), NAMES)


def test_days_that_go_by_at_one_step_are_one_slip() -> None:
    tuesday = date(2026, 12, 8)
    found = joined([slip(0, from_on=MONDAY, to_on=tuesday), slip(1), slip(2, code="step-booked")])
    assert [(one.expected_from_on, one.expected_to_on) for one in found] == [(FRIDAY, tuesday), (FRIDAY, MONDAY)]
    assert found[0].at == AT
    assert found[0].moved == (Moved(1, FRIDAY, tuesday),)


def test_days_at_different_steps_stay_apart() -> None:
    assert len(joined([slip(0, step=2), slip(1, step=1)])) == 2


def test_a_plan_that_ends_earlier_without_an_event_does_not_blame_a_step() -> None:
    with translation.override("en"):
        told = slip_sentence(slip(from_on=MONDAY, to_on=FRIDAY), NAMES)
    assert told == "The plan ends Fri 4 Dec already, not Mon 7 Dec, because something changed in the recruitment."


def test_joined_days_keep_every_event_newest_first() -> None:
    (one,) = joined([replace(slip(0), seqs=(9,)), replace(slip(1), seqs=(7,)), replace(slip(2), seqs=(4,))])
    assert one.seqs == (9, 7, 4)


def test_the_key_of_a_letter_names_the_event_it_is_about() -> None:
    assert seq_of_letter(letter_key(41, 7)) == 41


@pytest.mark.parametrize("key", ["", "news:41", "client-slip", "client-slip:41", "client-slip:x:7", "client-slip:41:x"])
def test_another_key_is_about_no_slip(key: str) -> None:
    assert seq_of_letter(key) is None
