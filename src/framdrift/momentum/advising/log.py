"""The events of a candidacy and its assignment, read as evidence: pure.

Whatever a sentence tells as a number is looked up here together with the events that it comes from. Where they are not
there the number is not told, whatever the rows of the database say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from framdrift.recruiting import events as happened
from framdrift.recruiting.events.outside import ReferenceTakenBack
from framdrift.recruiting.events.plans import PlanReshaped

Sources = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One event: its number in the log, its instant, code, subject such as `candidacy:12`, and data."""

    seq: int
    at: datetime
    code: str
    subject: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A date that was told and has been neither kept nor taken back: when, to which side, of what kind."""

    due_at: datetime
    to_side: str
    kind: str
    seq: int


@dataclass(frozen=True)
class Log:
    """In order of the log."""

    events: Sequence[Seen]
    candidacy: str

    def _own(self, *codes: str) -> list[Seen]:
        return [one for one in self.events if one.subject == self.candidacy and one.code in codes]

    def _all(self, *codes: str) -> list[Seen]:
        return [one for one in self.events if one.code in codes]

    # --- evidence --------------------------------------------------------------------------------
    def assessments(self) -> Sources:
        """The assessments that are in."""
        return _first_each(self._own(happened.ScorecardSubmitted.code), "scorecard_id")

    def references(self) -> Sources:
        """The references that are in and were not taken back."""
        found: dict[int, int] = {}
        for one in self._own(happened.ReferenceReceived.code, ReferenceTakenBack.code):
            if one.code == ReferenceTakenBack.code:
                found.pop(one.data["reference_id"], None)
            else:
                found[one.data["reference_id"]] = one.seq
        return tuple(found.values())

    def tests(self) -> Sources:
        """The tests that are in."""
        return _first_each(self._own(happened.TestReceived.code), "test_id")

    def asked(self, kind: str) -> Sources:
        """What was asked for of a kind of evidence and is not in yet."""
        asked, ended, key = _ASKED[kind]
        over = {one.data[key] for one in self._own(*ended)}
        return tuple(one.seq for one in self._own(asked) if one.data[key] not in over)

    def agreed(self) -> Sources:
        """What was agreed to decide on: the assignment as it was opened, and as its plan was changed."""
        return tuple(one.seq for one in self._all(happened.AssignmentOpened.code, PlanReshaped.code))

    def completed(self) -> Seen | None:
        """The moment at which everything was in."""
        return next(reversed(self._own(happened.EvidenceCompleted.code)), None)

    # --- where it stands -------------------------------------------------------------------------
    def entered(self) -> Seen | None:
        """When the candidate came."""
        return next(iter(self._own(happened.CandidacyEntered.code)), None)

    def stands_since(self) -> Seen | None:
        """The last move, back or forwards; the entry where there was none."""
        codes = (happened.CandidacyMoved.code, happened.MoveUndone.code, happened.CandidacyReopened.code)
        return next(reversed(self._own(*codes)), None) or self.entered()

    def news(self) -> Seen | None:
        """When the candidate last heard: news whose letter was taken back was never heard."""
        back = {one.data["letter_key"] for one in self._own(happened.NewsTakenBack.code)}
        heard = [one for one in self._own(happened.NewsGiven.code) if one.data.get("letter_key") not in back]
        return next(reversed(heard), None)

    def at_instant(self, at: datetime) -> Sources:
        """What was recorded of the candidacy at an instant, such as that at which a ball was passed."""
        return tuple(one.seq for one in self.events if one.subject == self.candidacy and one.at == at)

    def promises(self) -> list[OpenPromise]:
        """Dates told about this candidacy that are still open."""
        found: dict[int, OpenPromise] = {}
        for one in self._own(*_PROMISES):
            number = one.data["promise_id"]
            if one.code in (happened.PromiseMade.code, happened.PromiseReopened.code):
                due = datetime.fromisoformat(one.data["due_at"])
                found[number] = OpenPromise(due, one.data["to_side"], one.data["kind"], one.seq)
            else:
                found.pop(number, None)
        return list(found.values())

    # --- the plan --------------------------------------------------------------------------------
    def plan(self, *, expected_on: date, first_end_on: date) -> Sources:
        """The events that the plan's present dates come from; empty where the log tells of others.

        `expected_on`: the end as the row says; `first_end_on`: as the plan was first made.
        """
        opened = [one.seq for one in self._all(happened.AssignmentOpened.code)]
        moved = self._all(happened.PlanRecalculated.code)
        told_on = date.fromisoformat(moved[-1].data["expected_to_on"]) if moved else first_end_on
        if not opened or told_on != expected_on:
            return ()
        return (*opened[:1], *(one.seq for one in moved[-1:]))


_ASKED = {
    "scorecard": (
        happened.ScorecardAsked.code,
        (happened.ScorecardSubmitted.code,),
        "scorecard_id",
    ),
    "reference": (
        happened.ReferenceAsked.code,
        (happened.ReferenceReceived.code, happened.ReferenceDeclined.code),
        "reference_id",
    ),
    "test": ("", (), ""),
}
_PROMISES = (
    happened.PromiseMade.code,
    happened.PromiseKept.code,
    happened.PromiseReopened.code,
    happened.PromiseMoved.code,
    happened.PromiseWithdrawn.code,
)


def _first_each(rows: Iterable[Seen], key: str) -> Sources:
    found: dict[Any, int] = {}
    for one in rows:
        found.setdefault(one.data[key], one.seq)
    return tuple(found.values())
