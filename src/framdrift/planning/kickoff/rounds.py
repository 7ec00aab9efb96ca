"""What is asked of a sitting, as values and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from framdrift.recruiting.kinds import MeetingKind, SeatRole


class Part(StrEnum):
    """What somebody does in a round."""

    SITS = "sits"
    ONE_OF = "one_of"
    STANDS_IN = "stands_in"
    MAY_COME = "may_come"


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody of a panel."""

    account_id: int
    part: Part
    role: SeatRole = SeatRole.INTERVIEWER


@dataclass(frozen=True, slots=True)
class Round:
    """`count` meetings of one kind at a plan step, each of `minutes`, on days from `first_on` to `last_on` included.

    `place` is where they are held: empty or a link where they are by video.
    """

    kind: MeetingKind
    plan_step_id: int
    minutes: int
    count: int
    sitters: tuple[Sitter, ...]
    first_on: date
    last_on: date
    place: str = ""

    @property
    def key(self) -> str:
        """Its name among the rounds of a sitting."""
        return f"{self.kind}-{self.plan_step_id}"

    def of_part(self, part: Part) -> tuple[Sitter, ...]:
        """Those with a part, in the order they were named."""
        return tuple(one for one in self.sitters if one.part == part)

    @property
    def is_manned(self) -> bool:
        """Whether anybody would sit in it."""
        return bool(self.of_part(Part.SITS) or self.of_part(Part.ONE_OF))


@dataclass(frozen=True, slots=True)
class Asked:
    """All rounds of a sitting, in the order of the plan: each debrief behind its interviews, the decision last."""

    rounds: tuple[Round, ...]

    @property
    def account_ids(self) -> tuple[int, ...]:
        """Everybody in it, each once."""
        return tuple(dict.fromkeys(one.account_id for round_ in self.rounds for one in round_.sitters))

    @property
    def first_on(self) -> date:
        """The first day on which anything may be."""
        return min(one.first_on for one in self.rounds)

    @property
    def last_on(self) -> date:
        """The last day on which anything may be."""
        return max(one.last_on for one in self.rounds)

    def places_of(self, account_id: int) -> tuple[str, ...]:
        """The places of the rounds that an account is in, each once."""
        own = (one.place for one in self.rounds if any(sitter.account_id == account_id for sitter in one.sitters))
        return tuple(dict.fromkeys(own))

    def round(self, key: str) -> Round | None:
        """A round by its name."""
        return next((one for one in self.rounds if one.key == key), None)

    def with_round(self, changed: Round) -> Asked:
        """The same with one round in place of the one with its name."""
        return replace(self, rounds=tuple(changed if one.key == changed.key else one for one in self.rounds))


def as_json(asked: Asked) -> dict[str, Any]:
    """As it is kept with the sitting."""
    return {"rounds": [_round_as_json(one) for one in asked.rounds]}


def _round_as_json(one: Round) -> dict[str, Any]:
    return {**asdict(one), "first_on": one.first_on.isoformat(), "last_on": one.last_on.isoformat()}


def from_json(kept: Mapping[str, Any]) -> Asked:
    """As it was asked."""
    return Asked(tuple(_rounds_from(kept.get("rounds", ()))))


def _rounds_from(rows: Sequence[Mapping[str, Any]]) -> Iterator[Round]:
    for row in rows:
        sitters = tuple(Sitter(one["account_id"], Part(one["part"]), SeatRole(one["role"])) for one in row["sitters"])
        yield Round(
            kind=MeetingKind(row["kind"]),
            plan_step_id=row["plan_step_id"],
            minutes=row["minutes"],
            count=row["count"],
            sitters=sitters,
            first_on=date.fromisoformat(row["first_on"]),
            last_on=date.fromisoformat(row["last_on"]),
            place=row.get("place", ""),
        )
