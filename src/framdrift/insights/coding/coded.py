"""What coding hands to the gate: persons and the themes they mentioned. Pure; no word of what was said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """That a person spoke of a theme, once however many passages say so.

    `direction` is "holds", "pulls", "mixed" or "" where nobody has said; "mixed" also where passages differ. `weight`
    is the heaviest of "decisive", "contributing", "mentioned". `origin` is "person", or "machine" where no person has
    read the passage and the theme stands at or above the model's threshold.
    """

    theme: str
    direction: str
    weight: str
    origin: str


@dataclass(frozen=True, slots=True)
class CodedPerson:
    """One respondent of a round. `person` leads to nobody and is the same each time within the round.

    `unit_id` is where the person worked when asked; at level D a coarse unit, or None. `mentions` by theme.
    """

    person: str
    round_id: int
    unit_id: int | None
    is_stay: bool
    mentions: tuple[Mention, ...]
