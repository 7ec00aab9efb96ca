"""One-time codes: six digits, ten minutes, five tries, one browser, once; and no letter too many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from framdrift.foundation import codes
from framdrift.foundation.codes import Verdict
from framdrift.foundation.models import OneTimeCode

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERE, THERE = "this-browser", "another-browser"

pytestmark = pytest.mark.django_db


def _issue(*, browser: str = HERE, at: datetime = AT, **kept: str) -> str:
    return codes.issue(purpose="withdraw", subject_key="candidacy:1", browser=browser, at=at, kept=kept)


def _spend(
    code: str, *, browser: str = HERE, at: datetime = AT, purpose: str = "withdraw", subject: str = "1"
) -> Verdict:
    return codes.spend(purpose=purpose, subject_key=f"candidacy:{subject}", browser=browser, code=code, at=at)


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_opens_once_and_is_nowhere_kept() -> None:
    code = _issue(told="pay")
    assert len(code) == 6
    row = OneTimeCode.objects.get()
    assert code not in str(OneTimeCode.objects.values().get())
    assert codes.waiting(purpose="withdraw", subject_key="candidacy:1", browser=HERE, at=AT) == {"told": "pay"}
    assert _spend(f"{code[:3]} {code[3:]}") is Verdict.RIGHT
    assert _spend(code) is Verdict.NONE
    row.refresh_from_db()
    assert row.kept == {}
    assert codes.waiting(purpose="withdraw", subject_key="candidacy:1", browser=HERE, at=AT) is None


@pytest.mark.parametrize(
    "other",
    [{"browser": THERE}, {"purpose": "erase"}, {"subject": "2"}, {"at": AT + codes.LIVES}],
    ids=["browser", "purpose", "subject", "late"],
)
def test_a_code_is_for_one_browser_purpose_and_subject_and_ten_minutes(other: dict[str, object]) -> None:
    code = _issue()
    assert _spend(code, **other) is Verdict.NONE  # type: ignore[arg-type]
    assert _spend(code) is Verdict.RIGHT


def test_the_fifth_wrong_try_ends_it_and_what_was_asked_is_still_there() -> None:
    code = _issue(told="pay")
    assert [_spend(_wrong(code)) for _ in range(5)] == [Verdict.WRONG] * 4 + [Verdict.USED_UP]
    assert _spend(code) is Verdict.USED_UP
    assert codes.waiting(purpose="withdraw", subject_key="candidacy:1", browser=HERE, at=AT) == {"told": "pay"}
    new = _issue(at=AT + timedelta(minutes=1), told="pay")
    assert _spend(new, at=AT + timedelta(minutes=1)) is Verdict.RIGHT


def test_a_double_press_writes_one_letter_and_a_new_code_takes_the_old_ones_place() -> None:
    first = _issue()
    assert _issue(at=AT + timedelta(seconds=5)) == ""
    second = _issue(at=AT + timedelta(minutes=2))
    if first != second:  # one in a million
        assert _spend(first, at=AT + timedelta(minutes=2)) is Verdict.WRONG
    assert _spend(second, at=AT + timedelta(minutes=2)) is Verdict.RIGHT


def _crowd(at: datetime = AT) -> list[str]:
    """A robot asks, each time as another browser; the codes that are mailed."""
    asked = [_issue(browser=f"robot {number}", at=at) for number in range(100)]
    return [code for code in asked if code]


def test_a_robot_that_asks_locks_nobody_out_and_fills_no_mailbox() -> None:
    mailed = _crowd()
    assert [len(code) for code in mailed] == [6] * codes.MOST_AN_HOUR + [12]
    assert _issue(told="pay") == "", "the long code is on its way already"
    assert codes.waiting(purpose="withdraw", subject_key="candidacy:1", browser=HERE, at=AT) == {"told": "pay"}
    assert _spend(mailed[0]) is Verdict.WRONG, "a short code is another browser's"
    late = AT + timedelta(minutes=30)
    assert _spend(codes.grouped(mailed[-1]), at=late) is Verdict.RIGHT
    assert _spend(mailed[-1], browser="robot 99", at=late) is Verdict.WRONG, "once"


def test_the_long_code_opens_its_own_purpose_for_an_hour_and_then_there_is_another() -> None:
    long = _crowd()[-1]
    late = AT + codes.LONG_LIVES
    assert _spend(long, browser="robot 99", purpose="erase") is Verdict.NONE
    codes.issue(purpose="erase", subject_key="candidacy:1", browser=HERE, at=AT)
    assert _spend(long, purpose="erase") is Verdict.WRONG
    assert len(_issue(at=late - timedelta(minutes=5))) == 12, "nobody is left with one that ends at once"
    assert _spend(long, at=late) is Verdict.WRONG
    assert len(_issue(at=late + timedelta(hours=1))) == 6


def test_codes_go_with_their_subject_and_with_time() -> None:
    _issue()
    assert codes.sweep(at=AT + timedelta(hours=12)) == 0
    assert codes.sweep(at=AT + timedelta(days=2)) == 1
    _issue()
    assert codes.forget(subject_key="candidacy:1") == 1
