"""Whom a programme asks and when, and how a small company's talks can be told of. Pure.

A touchpoint is a span of days counted from an anchor in the employment: day 28 to 40 after the first day. A person
falls due in it; one who came to be known after it is caught up, not forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from framdrift.conversations.kinds import Anchor, Holder, Level, TalkKind

APART_DAYS: Final = 150
YEAR_DAYS: Final = 365
TWICE: Final = 2
"""Stay talks with one person: at most two in 365 days, 150 days apart (rule R9)."""

CATCH_UP_DAYS: Final = {TalkKind.STAY: 3650, TalkKind.ONBOARDING: 60, TalkKind.EXIT: 30, TalkKind.ECHO: 90}
"""How long after a touchpoint has passed somebody is still asked. A first stay talk is never too late."""

EXPECTED_SHARE: Final = 0.7
"""The share of those asked that is reckoned with in the advice at launch."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A touchpoint as the rules see it."""

    code: str
    anchor: str
    first_day: int
    last_day: int


DEFAULT_STAGES: Final[dict[TalkKind, tuple[Stage, ...]]] = {
    TalkKind.STAY: (
        Stage("first", Anchor.START, 270, 365),
        Stage("yearly", Anchor.ANNIVERSARY, -30, 30),
        Stage("new_manager", Anchor.NEW_MANAGER, 60, 100),
        Stage("no_new_role", Anchor.NO_NEW_ROLE, 730, 790),
    ),
    TalkKind.ONBOARDING: (
        Stage("day_30", Anchor.START, 28, 40),
        Stage("day_60", Anchor.START, 58, 72),
        Stage("day_90", Anchor.START, 88, 104),
        Stage("month_5", Anchor.START, 145, 165),
    ),
    TalkKind.EXIT: (Stage("notice", Anchor.LAST_DAY, -45, -1),),
    TalkKind.ECHO: (Stage("echo", Anchor.LAST_DAY, 90, 180),),
}
"""What a new programme starts from, in days from the anchor."""

EVERYBODY_STAGE: Final = Stage("everybody", Anchor.ROUND, 0, 3650)
"""The one touchpoint of a programme that asks everybody in rounds."""

MOMENTS: Final = {"day_30": "30", "day_60": "60", "day_90": "90", "month_5": "150"}
"""Which moment of the onboarding guide belongs to a touchpoint."""


@dataclass(frozen=True, slots=True)
class Person:
    """An employment as the rules see it. `manager_since` and `role_since` are set when they differ from the start."""

    id: int
    started_on: date
    ended_on: date | None = None
    manager_since: date | None = None
    role_since: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One person due at one touchpoint, from the first day to the last; `is_late` is a catching up."""

    person_id: int
    code: str
    first_on: date
    last_on: date
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """An earlier invitation of a person."""

    code: str
    on: date


def due_at(person: Person, stage: Stage, *, on: date, until: date, catch_up_days: int) -> Due | None:
    """The person's next span at a touchpoint that has begun by `until` and is not too long past on the day `on`.

    A span that has passed is late: it runs from `on`, for as many days as it had. Nobody is due before the first day of
    the employment, and, but at exit and echo, nobody after the last.
    """
    spans = [
        (anchor + timedelta(days=stage.first_day), anchor + timedelta(days=stage.last_day))
        for anchor in _anchors(person, stage, until=until)
    ]
    open_now = [span for span in spans if span[0] <= until and span[1] + timedelta(days=catch_up_days) >= on]
    if not open_now:
        return None
    first, last = _most_fitting(open_now, on)
    if last >= on:
        return _while_there(person, stage, Due(person.id, stage.code, max(first, on), last))
    days = min(stage.last_day - stage.first_day, 30)
    return _while_there(person, stage, Due(person.id, stage.code, on, on + timedelta(days=days), is_late=True))


def due_of(
    person: Person, stages: Sequence[Stage], *, asked: Sequence[Asked], kind: TalkKind, on: date, until: date
) -> Due | None:
    """The one talk that a person is asked to next, by `until`; None where there is none.

    Of several touchpoints that have passed only the latest is caught up. Whoever has been asked for a touchpoint is not
    asked for it again within its own span or the catching up, and stay talks keep their distance (R9).
    """
    catch_up = CATCH_UP_DAYS[kind]
    found = [
        due
        for stage in stages
        if (due := due_at(person, stage, on=on, until=until, catch_up_days=catch_up)) is not None
        and not _already(asked, stage, due, catch_up)
    ]
    if not found:
        return None
    timely = [due for due in found if not due.is_late]
    chosen = min(timely, key=lambda due: (due.first_on, due.last_on)) if timely else found[-1]
    return _at_a_distance(chosen, asked, until=until) if kind is TalkKind.STAY else chosen


def earliest_again(asked: Iterable[date]) -> date | None:
    """The first day on which a person asked on these days may be asked to a stay talk again; None for never asked."""
    days = sorted(asked)
    if not days:
        return None
    apart = days[-1] + timedelta(days=APART_DAYS)
    if len(days) < TWICE:
        return apart
    return max(apart, days[-TWICE] + timedelta(days=YEAR_DAYS))


def rounds_apart(opened_on: date, *, every_months: int) -> date:
    """The first day of the next round of a programme that asks everybody."""
    return max(_months_later(opened_on, every_months), opened_on + timedelta(days=APART_DAYS))


def quarter_end(on: date) -> date:
    """The last day of the quarter that `on` lies in: continuous programmes close their rounds there (R10)."""
    month = (on.month - 1) // 3 * 3 + 3
    return _months_later(date(on.year, month, 1), 1) - timedelta(days=1)


def coarse_units(sizes: Mapping[int, int], *, people: int, least: int) -> frozenset[int]:
    """The units that may be named beside anonymous answers, of `sizes` asked in each and `people` in all.

    Each has `least` at the least, and so has the rest, or there is none: smaller ones are not named until that holds.
    """
    named = {unit: size for unit, size in sizes.items() if size >= least}
    while named and 0 < people - sum(named.values()) < least:
        del named[min(named, key=lambda unit: (named[unit], unit))]
    return frozenset(named)


def holder_fits(kind: str, level: str, holder: str) -> bool:
    """Whether the one who holds the talk can keep what the level promises, and is not the leaver's own manager."""
    if kind in (TalkKind.EXIT, TalkKind.ECHO) and holder == Holder.NEAREST_MANAGER:
        return False
    if level in (Level.THIRD_PARTY, Level.ANONYMOUS):
        return holder == Holder.AGENCY
    return level != Level.HR or holder in (Holder.HR, Holder.AGENCY)


@dataclass(frozen=True, slots=True)
class SizeAdvice:
    """What a company of this size can be told. `groups` is the most groups that figures can be given for,
    `answers` how many are reckoned with, `too_few` that no figure is likely, `anonymous_unwise` that level D would
    point people out, `themes` whether themes and retold quotes can be told (ten answers)."""

    people: int
    n_min: int
    answers: int
    groups: int
    too_few: bool
    themes: bool
    anonymous_unwise: bool


THEMES_FROM: Final = 10
ANONYMOUS_FROM_GROUPS: Final = 3


def size_advice(people: int, *, n_min: int) -> SizeAdvice:
    """What to reckon with when so many are asked: seven in ten answer; whoever is missing makes groups fewer."""
    answers = int(people * EXPECTED_SHARE)
    return SizeAdvice(
        people=people,
        n_min=n_min,
        answers=answers,
        groups=people // n_min,
        too_few=answers < n_min,
        themes=answers >= max(THEMES_FROM, n_min),
        anonymous_unwise=people < ANONYMOUS_FROM_GROUPS * n_min + n_min,
    )


def _anchors(person: Person, stage: Stage, *, until: date) -> Iterator[date]:
    if stage.anchor in (Anchor.START, Anchor.ROUND):
        yield person.started_on
    elif stage.anchor == Anchor.ANNIVERSARY:
        yield from _anniversaries(person.started_on, until=until + timedelta(days=YEAR_DAYS))
    elif stage.anchor == Anchor.NEW_MANAGER and person.manager_since is not None:
        yield person.manager_since
    elif stage.anchor == Anchor.NEW_ROLE and person.role_since is not None:
        yield person.role_since
    elif stage.anchor == Anchor.NO_NEW_ROLE:
        yield person.role_since or person.started_on
    elif stage.anchor == Anchor.LAST_DAY and person.ended_on is not None:
        yield person.ended_on


def _anniversaries(start: date, *, until: date) -> Iterator[date]:
    """From the second on: the first year is the first talk's."""
    years = 2
    while (day := _months_later(start, 12 * years)) <= until:
        yield day
        years += 1


def _most_fitting(spans: Sequence[tuple[date, date]], on: date) -> tuple[date, date]:
    """The span that runs on the day, else the next to come, else the latest past."""
    ahead = [span for span in spans if span[1] >= on]
    return min(ahead) if ahead else max(spans)


def _while_there(person: Person, stage: Stage, due: Due) -> Due | None:
    if stage.anchor == Anchor.LAST_DAY:
        return due
    if person.ended_on is not None and due.first_on > person.ended_on:
        return None
    return due if due.last_on >= person.started_on else None


def _already(asked: Sequence[Asked], stage: Stage, due: Due, catch_up_days: int) -> bool:
    """Asked for this touchpoint in this span; a yearly one comes again."""
    since = due.first_on - timedelta(days=stage.last_day - stage.first_day + catch_up_days)
    if stage.anchor == Anchor.ANNIVERSARY:
        since = due.first_on - timedelta(days=YEAR_DAYS // 2)
    elif stage.anchor in (Anchor.START, Anchor.LAST_DAY):
        since = date.min
    return any(one.code == stage.code and one.on >= since for one in asked)


def _at_a_distance(due: Due, asked: Sequence[Asked], *, until: date) -> Due | None:
    free_on = earliest_again(one.on for one in asked)
    if free_on is None or free_on <= due.first_on:
        return due
    if free_on > until:
        return None
    last = max(due.last_on, free_on + timedelta(days=14))
    return Due(due.person_id, due.code, free_on, last, is_late=due.last_on < free_on)


def _months_later(on: date, months: int) -> date:
    year, month = divmod(on.month - 1 + months, 12)
    first = date(on.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first + timedelta(days=min(on.day, (following - first).days) - 1)
