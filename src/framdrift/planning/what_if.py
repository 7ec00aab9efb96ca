"""What if: changes to a plan that can be put together, and what each does before anything is saved. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from framdrift.planning.rules import Notice, PlanRow
from framdrift.recruiting.kinds import EvidenceKind, Side, StepType

AGAIN = -1
"""The id of a step that is not in the plan yet."""

_EVIDENCE_OF = {StepType.REFERENCES: EvidenceKind.REFERENCE, StepType.TEST: EvidenceKind.TEST}
_SEEN_AT = frozenset({StepType.INTERVIEW, StepType.CLIENT_INTERVIEW})
_MAY_GO = frozenset({StepType.SCREENING, StepType.CLIENT_PRESENTATION, *_SEEN_AT, *_EVIDENCE_OF})
_MAY_RUN_BESIDE = frozenset(_EVIDENCE_OF)
"""Nothing else waits for their outcome before the gate of the decision, so that they may run beside an interview."""


@dataclass(frozen=True)
class Shape:
    """One step of a plan that is only thought of; what the rules read of a row."""

    id: int
    position: int
    type: str
    scope: str
    side: str
    work_days: int
    response_work_days: int
    parallel: bool
    first_due_on: date


def shape_of(row: PlanRow) -> Shape:
    """A row as it is now."""
    return Shape(
        row.id,
        row.position,
        row.type,
        row.scope,
        row.side,
        row.work_days,
        row.response_work_days,
        row.parallel,
        row.first_due_on,
    )


@dataclass(frozen=True)
class Situation:
    """A plan and what it is counted with. `open_ids`: steps that nobody has come to yet."""

    rows: tuple[Shape, ...]
    open_ids: frozenset[int]
    start_on: date | None
    notice: Notice
    rests_in_july: bool


class Change(Protocol):
    """One change; it leaves what it cannot change as it is."""

    def applied(self, to: Situation) -> Situation:
        """The situation after it."""


@dataclass(frozen=True)
class AnswersWithin:
    """A side answers within so many working days: each of its steps ahead is longer or shorter by the difference."""

    side: Side
    work_days: int

    def applied(self, to: Situation) -> Situation:
        """See Change."""
        return replace(to, rows=tuple(self._row(row, to) for row in to.rows))

    def _row(self, row: Shape, to: Situation) -> Shape:
        if row.side != self.side or row.id not in to.open_ids:
            return row
        length = max(row.work_days - row.response_work_days + self.work_days, 1)
        return replace(row, work_days=length, response_work_days=self.work_days)


@dataclass(frozen=True)
class OnceMore:
    """The last of the client's interviews, or the agency's own, is held once more, right after itself: what ran beside
    it runs beside the new one."""

    def applied(self, to: Situation) -> Situation:
        """See Change."""
        last = last_interview(to.rows)
        if last is None:
            return to
        copy = replace(to.rows[last], id=AGAIN, parallel=False)
        rows = (*to.rows[: last + 1], copy, *to.rows[last + 1 :])
        return replace(to, rows=rows, open_ids=to.open_ids | {AGAIN})


@dataclass(frozen=True)
class Without:
    """A step that nobody has come to is left out."""

    step_id: int

    def applied(self, to: Situation) -> Situation:
        """See Change. What ran beside it follows what came before it, as it would have."""
        place = next((n for n, row in enumerate(to.rows) if row.id == self.step_id), None)
        if place is None or self.step_id not in to.open_ids:
            return to
        rest = list(to.rows[place + 1 :])
        if rest and rest[0].parallel and not to.rows[place].parallel:
            rest[0] = replace(rest[0], parallel=False)
        return replace(to, rows=(*to.rows[:place], *rest), open_ids=to.open_ids - {self.step_id})


@dataclass(frozen=True)
class Beside:
    """A step runs beside the one before it, or after it."""

    step_id: int
    is_beside: bool = True

    def applied(self, to: Situation) -> Situation:
        """See Change."""
        rows = tuple(
            replace(row, parallel=self.is_beside) if row.id == self.step_id and row.id in to.open_ids else row
            for row in to.rows
        )
        return replace(to, rows=rows)


@dataclass(frozen=True)
class StartOn:
    """The wanted start is another day."""

    day: date | None

    def applied(self, to: Situation) -> Situation:
        """See Change."""
        return replace(to, start_on=self.day)


@dataclass(frozen=True)
class NoticeOf:
    """Whoever is hired has another notice period."""

    notice: Notice

    def applied(self, to: Situation) -> Situation:
        """See Change."""
        return replace(to, notice=self.notice)


@dataclass(frozen=True)
class JulyRests:
    """Nothing is planned in July, or July is worked."""

    rests: bool

    def applied(self, to: Situation) -> Situation:
        """See Change."""
        return replace(to, rests_in_july=self.rests)


def with_changes(situation: Situation, changes: Sequence[Change]) -> Situation:
    """One change after the other."""
    for change in changes:
        situation = change.applied(situation)
    return situation


def last_interview(rows: Sequence[Shape]) -> int | None:
    """The place of the last interview, the client's before the agency's own."""
    for kind in (StepType.CLIENT_INTERVIEW, StepType.INTERVIEW):
        found = [place for place, row in enumerate(rows) if row.type == kind]
        if found:
            return found[-1]
    return None


class Need(Protocol):
    """Evidence that the gate of a decision asks for."""

    kind: str
    optional: bool


def may_be_left_out(row: Shape, needs: Sequence[Need], *, open_ids: frozenset[int]) -> bool:
    """Whether a step can go: nobody has come to it, and the decision does not rest on what it gives."""
    if row.id not in open_ids or row.type not in _MAY_GO:
        return False
    evidence = _EVIDENCE_OF.get(StepType(row.type))
    return not any(need.kind == evidence and not need.optional for need in needs)


def may_run_beside(row: Shape, rows: Sequence[Shape], *, open_ids: frozenset[int]) -> bool:
    """Whether the gate allows a step to run beside the one before it."""
    place = next((n for n, other in enumerate(rows) if other.id == row.id), 0)
    return place > 0 and row.id in open_ids and row.type in _MAY_RUN_BESIDE and rows[place - 1].scope == row.scope
