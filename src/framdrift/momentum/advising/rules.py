"""Which sentences of advice are worth saying, in a fixed order: pure (docs/science/advice.md).

Each rule fires on the state of the process alone. What it tells as a number it tells with the events behind it; a rule
whose events are not in the log says nothing. No rule weighs a person, names a total of scores, or says what somebody
will do: dates, promises, evidence, and what waiting costs among many. It never threatens, and where the risk model is
no better than the base rate it tells dates and promises only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from framdrift.momentum.advising.log import Log, Sources
from framdrift.momentum.advising.losing import Lost
from framdrift.planning.waiting_risk import OF, Leaving
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.science.hazards.verdicts import Verdict

VERSION = "advice 2"
APART = 2
"""Views on a criterion are apart from so many points on."""
WORTH_TELLING = 2
"""A day of decision that is so many working days sooner is worth a sentence."""
_OF_A_DECISION = (PromiseKind.DECISION, PromiseKind.FEEDBACK)

Value = int | str


class Rule(StrEnum):
    """The rules, in the order in which they fire."""

    IN_HAND = "in_hand"
    COMPLETE = "complete"
    MISSING = "missing"
    APART = "apart"
    WAITS = "waits"
    PROMISED = "promised"
    HOLDS = "holds"
    SOONER = "sooner"
    NO_HURRY = "no_hurry"
    ONE_MORE = "one_more"


@dataclass(frozen=True, slots=True)
class Number:
    """A count, or a day as ISO 8601, with the numbers of the events that it comes from."""

    name: str
    value: Value
    events: Sources


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one rule says. `terms` are codes or names that are no numbers, such as kinds of evidence and criteria."""

    rule: Rule
    numbers: tuple[Number, ...]
    terms: tuple[str, ...] = ()

    def value(self, name: str) -> Value:
        """A number by its name. KeyError where the sentence tells no such one."""
        found = {one.name: one.value for one in self.numbers}
        return found[name]

    def tells(self, name: str) -> bool:
        """Whether it tells such a number."""
        return any(one.name == name for one in self.numbers)

    @property
    def events(self) -> Sources:
        """Everything it rests on, in the order of the log."""
        return tuple(sorted({seq for one in self.numbers for seq in one.events}))


@dataclass(frozen=True)
class Lacks:
    """What a gate still wants of one kind of evidence from one side."""

    kind: str
    side: str
    wanted: int


@dataclass(frozen=True)
class Option:
    """Another way on: the day of decision and the plan's end that it would bring."""

    decision_on: date
    end_on: date
    work_days: int


@dataclass(frozen=True)
class Risk:
    """May the risk be told, and what it is: of the decision in so many working days beside so many more.

    `verdict` is on forecasts of leaving for whatever reason; what is lost for time alone comes with `compare` only
    where forecasts of that have been better than the base rate.
    """

    verdict: Verdict
    compare: Callable[[int, int], Lost]
    events: Sources


@dataclass(frozen=True)
class Facts:
    """Everything that the rules look at. Days count from `today` in the assignment's working days.

    `waits_since`: since when the client has had the ball, and for how many working days. `plan`: the events that the
    plan's dates come from. `sooner`, `one_more`: None where there is no such way.
    """

    log: Log
    lacks: Sequence[Lacks]
    apart: Sequence[str]
    waits_since: datetime | None
    waited: int
    as_of: datetime
    today: date
    decision_on: date | None
    decision_in: int
    end_on: date | None
    plan: Sources
    sooner: Option | None
    one_more: Option | None
    risk: Risk | None


@dataclass(frozen=True)
class Draft:
    """The sentences in their order, and the two days of decision that were compared, where any were."""

    sentences: tuple[Sentence, ...]
    proposed_on: date | None
    expected_on: date | None


def suggest(facts: Facts) -> Draft:
    """Every rule in turn."""
    found = tuple(sentence for rule in _RULES for sentence in rule(facts))
    spoken = {one.rule: one for one in found}
    proposed = facts.sooner.decision_on if facts.sooner and Rule.SOONER in spoken else None
    return Draft(found, proposed, facts.decision_on if facts.plan else None)


# --- evidence ------------------------------------------------------------------------------------
def _in_hand(facts: Facts) -> Iterator[Sentence]:
    pieces = {
        "assessments": facts.log.assessments(),
        "references": facts.log.references(),
        "tests": facts.log.tests(),
    }
    if any(pieces.values()):
        yield Sentence(
            Rule.IN_HAND, tuple(Number(name, len(events), events) for name, events in pieces.items() if events)
        )


def _complete(facts: Facts) -> Iterator[Sentence]:
    completed = facts.log.completed()
    if completed is not None and not facts.lacks:
        yield Sentence(Rule.COMPLETE, (Number("since_on", _day(completed.at, facts), (completed.seq,)),))


def _missing(facts: Facts) -> Iterator[Sentence]:
    agreed = facts.log.agreed()
    if facts.lacks and agreed:
        numbers = tuple(
            Number(f"wanted_{place}", one.wanted, (*agreed, *facts.log.asked(one.kind)))
            for place, one in enumerate(facts.lacks)
        )
        yield Sentence(Rule.MISSING, numbers, tuple(f"{one.kind}:{one.side}" for one in facts.lacks))


def _apart(facts: Facts) -> Iterator[Sentence]:
    given = facts.log.assessments()
    if facts.apart and len(given) > 1:
        yield Sentence(Rule.APART, (Number("criteria", len(facts.apart), given),), tuple(facts.apart))


# --- whose turn it is, what was told ------------------------------------------------------------
def _waits(facts: Facts) -> Iterator[Sentence]:
    if facts.waits_since is None or facts.waited < 1:
        return
    events = facts.log.at_instant(facts.waits_since)
    if events:
        since = Number("since_on", _day(facts.waits_since, facts), events)
        yield Sentence(Rule.WAITS, (since, Number("work_days", facts.waited, events)))


def _promised(facts: Facts) -> Iterator[Sentence]:
    """What the client has told us; once, the nearest."""
    theirs = [one for one in facts.log.promises() if one.to_side == Side.AGENCY and one.kind in _OF_A_DECISION]
    if theirs:
        first = min(theirs, key=lambda one: (one.due_at, one.seq))
        yield Sentence(Rule.PROMISED, (Number("due_on", _day(first.due_at, facts), (first.seq,)),))


def _holds(facts: Facts) -> Iterator[Sentence]:
    if facts.plan and facts.decision_on is not None and facts.end_on is not None and facts.decision_on >= facts.today:
        numbers = (
            Number("decision_on", facts.decision_on.isoformat(), facts.plan),
            Number("end_on", facts.end_on.isoformat(), facts.plan),
        )
        yield Sentence(Rule.HOLDS, numbers, ("complete",) if not facts.lacks else ())


# --- other ways ----------------------------------------------------------------------------------
def _sooner(facts: Facts) -> Iterator[Sentence]:
    """Only once the evidence is in: a decision is never hurried past it."""
    option = facts.sooner
    if option is None or facts.lacks or not facts.plan or facts.decision_on is None or facts.end_on is None:
        return
    won = facts.decision_in - option.work_days
    if won < WORTH_TELLING:
        return
    lost = _lost(facts, option.work_days, facts.decision_in)
    if lost is not None and round(OF * lost.shown.more.middle) < 1:
        yield Sentence(Rule.NO_HURRY, _persons(lost, facts), _origin(lost, facts))
        return
    days = (
        Number("decision_on", option.decision_on.isoformat(), facts.plan),
        Number("instead_of_on", facts.decision_on.isoformat(), facts.plan),
        Number("end_on", option.end_on.isoformat(), facts.plan),
        Number("end_instead_of_on", facts.end_on.isoformat(), facts.plan),
        Number("work_days", won, facts.plan),
    )
    yield Sentence(Rule.SOONER, days + (_persons(lost, facts) if lost else ()), _origin(lost, facts) if lost else ())


def _one_more(facts: Facts) -> Iterator[Sentence]:
    """What one more round of interviews costs; told where views are apart or everything is in."""
    option = facts.one_more
    if option is None or not facts.plan or (facts.lacks and not facts.apart):
        return
    more = option.work_days - facts.decision_in
    if more < 1:
        return
    lost = _lost(facts, facts.decision_in, option.work_days)
    days = (
        Number("decision_on", option.decision_on.isoformat(), facts.plan),
        Number("work_days", more, facts.plan),
    )
    yield Sentence(Rule.ONE_MORE, days + (_persons(lost, facts) if lost else ()), _origin(lost, facts) if lost else ())


@dataclass(frozen=True)
class _Told:
    """What is lost, of all who leave, or of those alone who leave for time; and how many more of the first are the
    second, where both are told."""

    shown: Lost
    is_for_time: bool = False
    more_for_time: Leaving | None = None


def _lost(facts: Facts, sooner: int, later: int) -> _Told | None:
    """All who leave, or those alone who leave for time, whichever is foretold better than by the base rate. None where
    neither is, or where it cannot be traced."""
    if facts.risk is None or not facts.risk.events:
        return None
    lost = facts.risk.compare(sooner, later)
    if facts.risk.verdict in (Verdict.NO_BETTER, Verdict.WORSE):
        return _Told(lost.for_time, is_for_time=True) if lost.for_time else None
    return _Told(lost, more_for_time=lost.more.for_time)


def _persons(lost: _Told, facts: Facts) -> tuple[Number, ...]:
    """In whole persons of twenty, with the range; and the same in hundredths for whoever looks closer."""
    assert facts.risk is not None
    told = {"sooner": lost.shown.sooner, "later": lost.shown.later, "more": lost.shown.more}
    if lost.more_for_time is not None:
        told["time"] = lost.more_for_time
    return tuple(
        Number(f"{name}_{limit}{unit}", round(of * value), facts.risk.events)
        for name, leaving in told.items()
        for limit, value in (("low", leaving.low), ("middle", leaving.middle), ("high", leaving.high))
        for unit, of in (("", OF), ("_percent", 100))
    )


def _origin(lost: _Told, facts: Facts) -> tuple[str, ...]:
    """Whether the risk rests on own history, or on general experience alone; and whether it is of time alone."""
    assert facts.risk is not None
    if lost.is_for_time:
        return ("own", "time")
    return ("own",) if facts.risk.verdict == Verdict.BETTER else ("general",)


def _day(instant: datetime, facts: Facts) -> str:
    return instant.astimezone(facts.as_of.tzinfo).date().isoformat()


_RULES = (_in_hand, _complete, _missing, _apart, _waits, _promised, _holds, _sooner, _one_more)
"""In their order; `NO_HURRY` stands in the place of `SOONER`."""
