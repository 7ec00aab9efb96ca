"""What makes the day at hand a day: promises that fall due, one that was broken, a few lines set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from framdrift.integrations.demo_agency import promises
from framdrift.integrations.demo_agency.daybook import Daybook
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment
from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.recruiting.models import FeeMilestone, Snooze

_WORDS = (
    "Ringer med besked efter kundens möte.",
    "Svar om lönespannet.",
    "Besked om det andra samtalet blir på plats eller digitalt.",
    "Namn på dem som är med i klientintervjun.",
)
_HOURS = (11, 12, 15, 16)


def stage_today(book: Daybook, files: Sequence[Recruitment], *, rng: Random, now: datetime) -> None:
    """For each owner one promise due on the day at hand or broken the day before; three lines set aside."""
    for number, owner in enumerate(dict.fromkeys(file.owner.pk for file in files)):
        theirs = [file for file in files if file.owner.pk == owner]
        _promise_for_today(theirs, rng=rng, now=now, days_late=1 if number % 3 == 2 else 0)
    for file in files:
        _fees_follow_the_plan(file)
    for file in rng.sample(list(files), min(3, len(files))):
        _set_aside(book, file, now=now)


def _promise_for_today(files: Sequence[Recruitment], *, rng: Random, now: datetime, days_late: int) -> None:
    found = [(file, course) for file in files for course in file.active]
    rng.shuffle(found)
    for file, course in found:
        days = file.clock.days
        due_on = days.add(file.on(now), -days_late) if days_late else days.on_or_after(file.on(now))
        made_at = file.clock.on(days.add(due_on, -2), rng.uniform(9, 16))
        if course.row.entered_at < made_at < now:
            _promise(file, course, made_at=made_at, due_at=file.clock.on(due_on, rng.choice(_HOURS)), rng=rng)
            return


def _promise(file: Recruitment, course: Course, *, made_at: datetime, due_at: datetime, rng: Random) -> None:
    promises.promise(
        file,
        PromiseKind.CUSTOM,
        to_side=Side.CANDIDATE,
        due_at=due_at,
        made_by=file.owner,
        course=course,
        words=rng.choice(_WORDS),
        at=made_at,
    )


def _fees_follow_the_plan(file: Recruitment) -> None:
    """A part of the fee that has not been reached is expected when the plan now says."""
    for row in file.book.rows[FeeMilestone]:
        if isinstance(row, FeeMilestone) and row.assignment is file.row and row.reached_at is None:
            row.due_on = max(row.due_on or file.row.expected_on, file.row.expected_on)


def _set_aside(book: Daybook, file: Recruitment, *, now: datetime) -> None:
    ball = next((course.stay.ball for course in file.active if course.stay.ball.account_id == file.owner.pk), None)
    if ball is not None:
        _snooze(book, file.owner, f"ball:{ball.pk}", file, now=now)


def _snooze(book: Daybook, account: Account, item: str, file: Recruitment, *, now: datetime) -> None:
    until_on = file.clock.days.add(file.on(now), 2)
    book.new(Snooze, account=account, item=item, until_on=until_on, made_at=now - timedelta(hours=2))
