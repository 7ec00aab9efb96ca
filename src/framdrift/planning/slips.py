"""What a recalculation moved, why, and who is told, pure.

Everything that moves a date is told on the timeline. A letter is another matter: the client hears of it when the
expected end lies at least `WORTH_A_LETTER` working days from the date it was last told (so that a plan which slips by a
day each morning is told too, once), or when it passes the promised date or comes back before it. Never for less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from framdrift.science.calendars import WorkingDays

WORTH_A_LETTER = 3
"""Working days."""

_LETTER = "client-slip"


@dataclass(frozen=True)
class Moved:
    """One step's date, from and to."""

    plan_step_id: int
    from_on: date
    to_on: date


@dataclass(frozen=True)
class Slip:
    """One recalculation: when, the expected end before and after, what moved, and what it came from.

    `seqs`: the numbers of the events that told of it.
    """

    at: datetime
    expected_from_on: date
    expected_to_on: date
    moved: tuple[Moved, ...]
    because_code: str
    because_step_id: int | None
    seqs: tuple[int, ...] = ()

    @property
    def moves_the_end(self) -> bool:
        """Whether the plan ends on another day."""
        return self.expected_from_on != self.expected_to_on

    @property
    def cause_step_id(self) -> int | None:
        """The step to name: the one that it came from, else the first that moved."""
        first = self.moved[0].plan_step_id if self.moved else None
        return self.because_step_id or first


def slip_of(data: Mapping[str, Any], *, at: datetime, seq: int | None = None) -> Slip:
    """What an event told; `seq` is its number, for whoever asks which letters followed."""
    return Slip(
        at,
        date.fromisoformat(data["expected_from_on"]),
        date.fromisoformat(data["expected_to_on"]),
        tuple(
            Moved(one["plan_step_id"], date.fromisoformat(one["from_on"]), date.fromisoformat(one["to_on"]))
            for one in data["moved"]
        ),
        data.get("because_code", ""),
        data.get("because_step_id"),
        () if seq is None else (seq,),
    )


def letter_key(seq: int, account_id: int) -> str:
    """The outbox key of the letter about the slip that event `seq` told, to one account."""
    return f"{_LETTER}:{seq}:{account_id}"


def seq_of_letter(key: str) -> int | None:
    """The number of the event that a letter is about, by its key; None where it is about no slip."""
    name, _, rest = key.partition(":")
    seq, _, account = rest.partition(":")
    return int(seq) if name == _LETTER and seq.isdecimal() and account.isdecimal() else None


def is_worth_a_letter(*, told_on: date, expected_on: date, promised_on: date | None, days: WorkingDays) -> bool:
    """Whether the client is written to: `told_on` is the end it last heard of."""
    if told_on == expected_on:
        return False
    if promised_on is not None and (told_on <= promised_on) != (expected_on <= promised_on):
        return True
    return abs(days.between(told_on, expected_on)) >= WORTH_A_LETTER


def joined(slips: Sequence[Slip]) -> list[Slip]:
    """Newest first; days that went by one after another at the same step are one slip."""
    found: list[Slip] = []
    for slip in slips:
        last = found[-1] if found else None
        if last and _goes_on(slip, last):
            found[-1] = replace(
                last,
                expected_from_on=slip.expected_from_on,
                moved=_together(slip.moved, last.moved),
                seqs=last.seqs + slip.seqs,
            )
        else:
            found.append(slip)
    return found


def _goes_on(earlier: Slip, later: Slip) -> bool:
    by_time = not earlier.because_code and not later.because_code
    return by_time and earlier.cause_step_id == later.cause_step_id


def _together(earlier: Sequence[Moved], later: Sequence[Moved]) -> tuple[Moved, ...]:
    began = {one.plan_step_id: one.from_on for one in earlier}
    return tuple(replace(one, from_on=began.get(one.plan_step_id, one.from_on)) for one in later)
