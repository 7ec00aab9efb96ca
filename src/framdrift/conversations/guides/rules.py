"""Which questions a talk holds, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Question(Protocol):
    """What the rules need of a question."""

    code: str
    is_core: bool
    asked_by_manager_ok: bool
    moment: str


Q = TypeVar("Q", bound=Question)


def questions_for(questions: Sequence[Q], *, asks_own_report: bool, moment: str = "") -> list[Q]:
    """The questions of one talk, core ones first, each sort in the guide's order.

    `asks_own_report`: the interviewer is the person's nearest manager, who is never asked about by name or person.
    `moment` is the touchpoint's (`30`, `60` ...): a question with a moment of its own belongs to that talk alone.
    """
    fit = [
        one
        for one in questions
        if (one.asked_by_manager_ok or not asks_own_report) and (not one.moment or one.moment == moment)
    ]
    return [one for one in fit if one.is_core] + [one for one in fit if not one.is_core]


def moved(codes: Sequence[str], code: str, *, to: int) -> list[str]:
    """The order with one code taken to the place `to` (0 is the first); a place beyond the ends is the end."""
    rest = [one for one in codes if one != code]
    place = min(max(to, 0), len(rest))
    return [*rest[:place], code, *rest[place:]]


def free_code(taken: set[str]) -> str:
    """The next code for a question of one's own: X1, X2 ..."""
    number = 1
    while f"X{number}" in taken:
        number += 1
    return f"X{number}"
