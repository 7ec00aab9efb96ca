"""To whom letters about a slip went or will go, read from the outbox by their keys; where none stands, why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from framdrift.foundation import calendar
from framdrift.foundation.models import Letter
from framdrift.organisations.access import Viewer
from framdrift.planning.heard import Heard, heard_of, hearers
from framdrift.planning.slips import Slip, is_worth_a_letter, seq_of_letter
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment
from framdrift.recruiting.queries.letters import letters_about
from framdrift.recruiting.rules import days_of
from framdrift.science.calendars import WorkingDays

_UNREAD = [f"{of}{name}" for of in ("", "joined_into__") for name in ("body_text", "body_html", "attachments")]


class NoLetter(StrEnum):
    """Why nobody was written to of a slip."""

    END_STANDS = "end-stands"
    AS_HEARD = "as-heard"
    TOO_LITTLE = "too-little"
    TOLD_LATER = "told-later"
    MOVED_AGAIN = "moved-again"
    SAID_YES = "said-yes"
    NOT_OPEN = "not-open"
    NOBODY = "nobody"
    NOT_YET = "not-yet"


@dataclass(frozen=True)
class Tidings:
    """Letters about one slip, oldest first, and where none of them goes or went, why.

    `heard_on`: the end that the client had heard of then; `later_at`: when the later letter that tells of it was
    written; `to`: the names of whoever will be written to.
    """

    letters: tuple[Letter, ...]
    why: NoLetter | None = None
    heard_on: date | None = None
    later_at: datetime | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Ground:
    """What the reasons rest on."""

    assignment: Assignment
    heard: Sequence[Heard]
    to: tuple[str, ...]
    days: WorkingDays

    def heard_before(self, at: datetime) -> date | None:
        return next((one.end_on for one in reversed(self.heard) if one.at < at), None)

    def is_worth_it(self, slip: Slip, told_on: date) -> bool:
        return is_worth_a_letter(
            told_on=told_on,
            expected_on=slip.expected_to_on,
            promised_on=self.assignment.promised_on,
            days=self.days,
        )


def tidings_of(viewer: Viewer, assignment: Assignment, slips: Sequence[Slip]) -> list[Tidings | None]:
    """For each slip, newest first, who was told; None for whoever may not see letters. `assignment` comes from the
    viewer's own query. A fixed number of statements."""
    if not viewer.is_recruiter:
        return [None] * len(slips)
    letters = _letters(viewer, assignment)
    names = hearers(assignment).order_by("pk").values_list("account__name", flat=True)
    ground = _Ground(assignment, heard_of(assignment), tuple(names), days_of(assignment, calendar.working_days()))
    found: list[Tidings | None] = []
    later_at: datetime | None = None
    is_newest = True
    for slip in slips:
        own = tuple(letter for seq in reversed(slip.seqs) for letter in letters.get(seq, ()))
        alive = [letter for letter in own if letter.state != Letter.State.CANCELLED]
        if alive:
            found.append(Tidings(tuple(alive)))
            later_at = alive[-1].written_at
        else:
            found.append(_without(slip, own, ground, later_at=later_at, is_newest=is_newest))
        is_newest = is_newest and not slip.moves_the_end
    return found


def _letters(viewer: Viewer, assignment: Assignment) -> Mapping[int, Sequence[Letter]]:
    """By the number of the event that each is about."""
    rows = letters_about(viewer, assignment).select_related("joined_into").defer(*_UNREAD)
    found: dict[int, list[Letter]] = defaultdict(list)
    for letter in rows.order_by("pk"):
        seq = seq_of_letter(letter.key)
        if seq is not None:
            found[seq].append(letter)
    return found


def _without(
    slip: Slip, taken_back: tuple[Letter, ...], ground: _Ground, *, later_at: datetime | None, is_newest: bool
) -> Tidings:
    """A slip that no letter tells of."""
    told_on = ground.heard_before(slip.at)
    if not slip.moves_the_end:
        return Tidings(taken_back, NoLetter.END_STANDS)
    if told_on is not None and not ground.is_worth_it(slip, told_on):
        why = NoLetter.AS_HEARD if told_on == slip.expected_to_on else NoLetter.TOO_LITTLE
        return Tidings(taken_back, why, heard_on=told_on)
    if later_at is not None:
        return Tidings(taken_back, NoLetter.TOLD_LATER, later_at=later_at)
    if not is_newest:
        return Tidings(taken_back, NoLetter.MOVED_AGAIN)
    if ground.heard and not ground.is_worth_it(slip, ground.heard[-1].end_on):  # since then
        return Tidings(taken_back, None if taken_back else NoLetter.SAID_YES)
    return Tidings(taken_back, _standing(ground), to=ground.to)


def _standing(ground: _Ground) -> NoLetter:
    """The newest end is worth a letter, and none has been written."""
    if ground.assignment.status != AssignmentStatus.OPEN:
        return NoLetter.NOT_OPEN
    return NoLetter.NOT_YET if ground.to else NoLetter.NOBODY
