"""The order of today's work, pure: which class a piece of work belongs to, why it stands there, how long it takes.

The order is fixed and told: promises broken or due; what is ready to decide; steps on the plan without a date;
candidates who have heard nothing; evidence that a gate lacks; the rest by wait. Within a class: the critical date,
then the longest wait, then the id. It orders our work by the state of the process; it never weighs a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from framdrift.recruiting.kinds import BallReason, PromiseKind, Side, StepType

FIRST_SHOWN = 7
"""How many lines Today shows before "show more"."""

PLAN_HORIZON_WORK_DAYS = 3
"""A step without a date is work for today when its last responsible date is this near, in working days."""

MEETINGS = frozenset({StepType.INTERVIEW, StepType.CLIENT_INTERVIEW, StepType.CLIENT_PRESENTATION, StepType.TEST})
"""Steps that need a time that somebody has agreed to."""

MAX_NUDGES = 5
NUDGE_GAP_WORK_DAYS = 1.5
NUDGES_A_WEEK = 3
"""At most so many reminders of one thing, so far apart, and so many letters with reminders to one person a week."""


class Group(StrEnum):
    """The classes of Today, in their order."""

    PROMISE = "promise"
    DECISION = "decision"
    PLAN = "plan"
    SILENCE = "silence"
    GATE = "gate"
    WAIT = "wait"


_PLACE = {group: place for place, group in enumerate(Group)}


class Deed(StrEnum):
    """What the reader is to do."""

    GIVE_NEWS = "give_news"
    KEEP_PROMISE = "keep_promise"
    REMIND = "remind"
    DECIDE = "decide"
    SEND_OFFER = "send_offer"
    BOOK = "book"
    ASSESS = "assess"
    FETCH_EVIDENCE = "fetch_evidence"
    DO_STEP = "do_step"
    CONTACT = "contact"
    INFORM = "inform"
    FOLLOW_UP = "follow_up"
    FEE = "fee"
    RENEW_CONSENT = "renew_consent"
    ANSWER = "answer"
    PHONE = "phone"
    RELEASE = "release"


class Why(StrEnum):
    """Why the line stands here today; the sentence is made of it."""

    PROMISE_BROKEN = "promise_broken"
    PROMISE_DUE = "promise_due"
    THEIR_PROMISE_BROKEN = "their_promise_broken"
    THEIR_PROMISE_DUE = "their_promise_due"
    NOTICE_DUE = "notice_due"
    GUARANTEE_ENDS = "guarantee_ends"
    FEE_DUE = "fee_due"
    CONSENT_ENDS = "consent_ends"
    READY_TO_DECIDE = "ready_to_decide"
    OFFER_UNSENT = "offer_unsent"
    NO_DATE = "no_date"
    NO_NEWS = "no_news"
    LETTER_HELD = "letter_held"
    MESSAGE_WAITS = "message_waits"
    LETTER_CAME_BACK = "letter_came_back"
    WEEK_DRAFTED = "week_drafted"
    SCORECARD_MISSING = "scorecard_missing"
    EVIDENCE_MISSING = "evidence_missing"
    YOUR_BALL = "your_ball"
    THEIR_BALL_OVERDUE = "their_ball_overdue"


MINUTES: dict[Deed, int] = {
    Deed.GIVE_NEWS: 4,
    Deed.KEEP_PROMISE: 10,
    Deed.REMIND: 3,
    Deed.DECIDE: 15,
    Deed.SEND_OFFER: 20,
    Deed.BOOK: 8,
    Deed.ASSESS: 15,
    Deed.FETCH_EVIDENCE: 20,
    Deed.DO_STEP: 20,
    Deed.CONTACT: 10,
    Deed.INFORM: 4,
    Deed.FOLLOW_UP: 15,
    Deed.FEE: 5,
    Deed.RENEW_CONSENT: 4,
    Deed.ANSWER: 5,
    Deed.PHONE: 5,
    Deed.RELEASE: 3,
}
"""Estimates of working time a line, in minutes, where the step itself does not say."""


@dataclass(frozen=True)
class About:
    """What a line is about: ids for its links, names for its sentence. Names never reach the order."""

    assignment_id: int | None = None
    candidacy_id: int | None = None
    candidate_id: int | None = None
    plan_step_id: int | None = None
    assignment: str = ""
    company: str = ""
    candidate: str = ""
    step_sv: str = ""
    step_en: str = ""


@dataclass(frozen=True)
class Holder:
    """Who has to act where it is not the reader: the client's or colleague's account, or a name."""

    side: str = Side.AGENCY
    account_id: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Item:
    """One line of Today. `key` is stable, such as `promise:12`; `until` is set where the line has a time of day."""

    key: str
    group: Group
    deed: Deed
    why: Why
    critical_on: date
    waiting_since: datetime
    wait_work_days: float
    minutes: int
    about: About
    holder: Holder = field(default_factory=Holder)
    code: str = ""
    words: str = ""
    until: datetime | None = None
    standing_in_for: str = ""
    nudges: int = 0
    may_nudge: bool = True

    @property
    def number(self) -> int:
        """The id in the key."""
        return int(self.key.partition(":")[2])

    @property
    def sort(self) -> str:
        """The sort in the key: promise, ball, news, offer, scorecard, evidence, fee, guarantee, consent, letter."""
        return self.key.partition(":")[0]


@dataclass(frozen=True)
class Day:
    """Today: the first lines, those behind "show more" within the day's minutes, and what does not fit."""

    first: tuple[Item, ...]
    more: tuple[Item, ...]
    offered: tuple[Item, ...]
    minutes_per_day: int

    @property
    def planned(self) -> tuple[Item, ...]:
        """Everything that fits in the day."""
        return self.first + self.more

    @property
    def minutes(self) -> int:
        """What the planned lines take together."""
        return sum(item.minutes for item in self.planned)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Class, then critical date, then longest wait, then id."""
    return sorted(items, key=lambda item: (_PLACE[item.group], item.critical_on, item.waiting_since, item.number))


def day_of(items: Iterable[Item], *, minutes_per_day: int) -> Day:
    """Cut the ordered list at a day's minutes; nothing is skipped to make a later line fit; the first always fits."""
    ordered = in_order(without_repeats(items))
    fits, spent = 0, 0
    for item in ordered:
        spent += item.minutes
        if fits and spent > minutes_per_day:
            break
        fits += 1
    return Day(
        tuple(ordered[:fits][:FIRST_SHOWN]),
        tuple(ordered[:fits][FIRST_SHOWN:]),
        tuple(ordered[fits:]),
        minutes_per_day,
    )


def without_repeats(items: Iterable[Item]) -> list[Item]:
    """One line for one piece of work: the class that comes first keeps it.

    A candidate's news is one thing however many dates ask for it; a person is reminded once of one candidacy.
    """
    kept: dict[tuple[object, ...], Item] = {}
    for item in in_order(items):
        kept.setdefault(_work(item), item)
    return list(kept.values())


def _work(item: Item) -> tuple[object, ...]:
    candidacy = item.about.candidacy_id
    if candidacy is None:
        return (item.key,)
    if item.deed is Deed.GIVE_NEWS:
        return (Deed.GIVE_NEWS, candidacy)
    if item.deed is Deed.REMIND and item.group is not Group.PROMISE:
        return (Deed.REMIND, candidacy, item.holder.account_id)
    return (item.key,)


# --- classes -------------------------------------------------------------------------------------
def of_promise(kind: str, *, to_side: str, due_at: datetime, as_of: datetime) -> tuple[Deed, Why]:
    """What to do about a promise that is due today or broken, and why it stands here."""
    if kind == PromiseKind.SOURCE_NOTICE:
        return Deed.INFORM, Why.NOTICE_DUE
    if kind == PromiseKind.GUARANTEE:
        return Deed.FOLLOW_UP, Why.GUARANTEE_ENDS
    broken = due_at <= as_of
    if to_side == Side.AGENCY:
        return Deed.REMIND, Why.THEIR_PROMISE_BROKEN if broken else Why.THEIR_PROMISE_DUE
    deed = Deed.GIVE_NEWS if kind == PromiseKind.NEWS and to_side == Side.CANDIDATE else Deed.KEEP_PROMISE
    return deed, Why.PROMISE_BROKEN if broken else Why.PROMISE_DUE


def of_ball(
    *, side: str, mine: bool, reason: str, step_type: str, booked: bool, last_responsible_on: date, horizon_on: date
) -> tuple[Group, Deed, Why]:
    """Which class an open ball belongs to. Others' balls reach this rule when they are overdue or to decide."""
    theirs = side != Side.AGENCY or not mine
    if reason == BallReason.DECIDE:
        return Group.DECISION, Deed.REMIND if theirs else Deed.DECIDE, Why.READY_TO_DECIDE
    if step_type in MEETINGS and not booked and last_responsible_on <= horizon_on:
        return Group.PLAN, Deed.REMIND if theirs else Deed.BOOK, Why.NO_DATE
    if not theirs:
        return Group.WAIT, Deed.BOOK if reason == BallReason.BOOK and not booked else Deed.DO_STEP, Why.YOUR_BALL
    deed = Deed.REMIND if side in (Side.CLIENT, Side.AGENCY) else Deed.CONTACT
    return Group.WAIT, deed, Why.THEIR_BALL_OVERDUE


# --- reminders -----------------------------------------------------------------------------------
def may_nudge(*, sent: int, work_days_since_last: float | None, to_person_this_week: int) -> bool:
    """Whether one more reminder of this thing may go to its holder now."""
    if sent >= MAX_NUDGES or to_person_this_week >= NUDGES_A_WEEK:
        return False
    return work_days_since_last is None or work_days_since_last >= NUDGE_GAP_WORK_DAYS


def may_nudge_by_itself(*, sent: int, work_days_since_last: float | None, to_person_this_week: int) -> bool:
    """Whether the machine may remind: as `may_nudge`, with each wait longer than the one before, since reminders
    lose effect: 1.5 working days, then 3, 4.5 and 6."""
    if not may_nudge(sent=sent, work_days_since_last=work_days_since_last, to_person_this_week=to_person_this_week):
        return False
    return work_days_since_last is None or work_days_since_last >= NUDGE_GAP_WORK_DAYS * max(sent, 1)


def minutes_of(deed: Deed, *, step_minutes: int | None = None) -> int:
    """The estimate for a line; a step's own work takes what its plan says."""
    return step_minutes if deed is Deed.DO_STEP and step_minutes else MINUTES[deed]


def overflow(minutes: Sequence[int], *, capacity: int) -> int:
    """How many of these pieces of work, taken in order, lie beyond a day's minutes."""
    spent = 0
    for place, one in enumerate(minutes):
        spent += one
        if spent > capacity and place:
            return len(minutes) - place
    return 0
