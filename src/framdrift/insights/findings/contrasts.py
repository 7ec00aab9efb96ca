"""Words that mark stay against exit at a company, in answers to like questions, language by language.

Raw, for the agency's interviewers alone: nothing of it is released. A word is shown only where enough persons say it,
never fewer than any of the programmes promised; so it leads to nobody, at level D either. Imported when it is asked
for: numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import ProgrammeRound
from framdrift.conversations.models.programmes import N_MIN_DEFAULT
from framdrift.insights.coding.wording import WordsSaid, words_said
from framdrift.insights.findings.queries import closed_rounds
from framdrift.insights.findings.rules import TOO_FEW
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.contrast_words import Marked, contrast, marking, words_of
from framdrift.science.themes.passages import language_of

_MOST: Final = 12
_LANGUAGES: Final = ("sv", "en")


class Matter(StrEnum):
    """What like questions ask about."""

    HOLDS = "holds"
    PULLS = "pulls"


LIKE: Final = {
    Matter.HOLDS: (frozenset({"C1", "S13"}), frozenset({"E6"})),
    Matter.PULLS: (frozenset({"C4", "C5", "S12"}), frozenset({"E1", "E2", "E3", "E8"})),
}
"""Questions of the shipped guides that ask the same of those who stay and of those who leave: (stay, exit)."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """One matter in one language: how many persons of each side answered, and the words that mark each.

    Both are empty where no word marks anything; `is_enough` is false where a side has too few to say.
    """

    matter: Matter
    language: str
    stay: int
    leave: int
    of_stay: tuple[Marked, ...]
    of_leave: tuple[Marked, ...]

    @property
    def is_enough(self) -> bool:
        """Whether both sides have been heard enough."""
        return min(self.stay, self.leave) >= TOO_FEW


@dataclass(frozen=True)
class Contrasts:
    """All matters and languages that anybody has answered; `least` persons say every word that is shown."""

    least: int
    found: tuple[Contrast, ...]


def company_contrasts(viewer: Viewer, company_id: int, *, at: datetime) -> Contrasts:
    """Of the rounds that closed in the last year. Raises NotAllowed for all but the agency's interviewers."""
    if not viewer.is_interviewer:
        raise NotAllowed
    rounds = closed_rounds(company_id, at=at)
    stay = _said(viewer, [one for one in rounds if one.programme.kind == TalkKind.STAY], at)
    leave = _said(viewer, [one for one in rounds if one.programme.kind == TalkKind.EXIT], at)
    least = max([N_MIN_DEFAULT, *(one.programme.n_min for one in rounds)])
    found = (
        _contrast(matter, language, stay, leave, least=least, seed=company_id)
        for matter in LIKE
        for language in _LANGUAGES
    )
    return Contrasts(least, tuple(one for one in found if one.stay or one.leave))


def _said(viewer: Viewer, rounds: Sequence[ProgrammeRound], at: datetime) -> tuple[WordsSaid, ...]:
    return words_said(viewer, rounds, words_of=words_of, language_of=language_of, at=at)


def _contrast(
    matter: Matter, language: str, stay: Sequence[WordsSaid], leave: Sequence[WordsSaid], *, least: int, seed: int
) -> Contrast:
    asked_stay, asked_leave = LIKE[matter]
    one, other = _persons(stay, language, asked_stay), _persons(leave, language, asked_leave)
    of_stay: tuple[Marked, ...] = ()
    of_leave: tuple[Marked, ...] = ()
    if min(len(one), len(other)) >= TOO_FEW:
        rest = [*_persons(stay, language, None, but=asked_stay), *_persons(leave, language, None, but=asked_leave)]
        of_stay, of_leave = marking(contrast(one, other, background=rest, least=least, seed=seed), most=_MOST)
    return Contrast(matter, language, len(one), len(other), of_stay, of_leave)


def _persons(
    said: Iterable[WordsSaid], language: str, questions: frozenset[str] | None, *, but: frozenset[str] = frozenset()
) -> list[frozenset[str]]:
    """Each person's words at these questions (None: at all others than `but`), in one language."""
    found: dict[int, frozenset[str]] = {}
    for one in said:
        is_asked = one.question not in but if questions is None else one.question in questions
        if is_asked and one.language == language:
            found[one.person] = found.get(one.person, frozenset()) | one.words
    return list(found.values())
