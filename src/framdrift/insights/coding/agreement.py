"""How far two coders of a round agree, theme by theme, with the limits under which nothing is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.scope import codable_in
from framdrift.insights.kinds import Part, PassageState
from framdrift.insights.models import Code, Passage
from framdrift.organisations.access import Viewer
from framdrift.science.agreement import Agreement, TwiceCoded, agreements

LEAST_PASSAGES = 30
LEAST_GIVEN = 5
"""Fewer passages coded twice, or a theme that both coders together gave to fewer, are too few to say."""
TENTATIVE, GOOD = 0.667, 0.8
"""Krippendorff's own limits: above the upper one rely on it, between them only tentatively, below not at all."""


@dataclass(frozen=True)
class ThemeAgreement:
    """One theme's line; `found` is None where there are too few to say."""

    theme: str
    given: int
    found: Agreement | None

    @property
    def is_good(self) -> bool:
        """Whether shares of the theme may be relied on."""
        return self.found is not None and self.found.alpha is not None and self.found.alpha >= GOOD

    @property
    def is_tentative(self) -> bool:
        """Whether they may be told of with care."""
        return not self.is_good and self.found is not None and (self.found.alpha or 0) >= TENTATIVE

    @property
    def may_be_chance(self) -> bool:
        """Whether the interval reaches down to what chance gives, however high the figure itself stands."""
        return self.found is not None and self.found.interval is not None and self.found.interval[0] <= 0


@dataclass(frozen=True)
class RoundAgreement:
    """A round's: how many were drawn and coded twice, and each theme that anybody gave."""

    sampled: int
    twice: int
    persons: int
    themes: tuple[ThemeAgreement, ...]

    @property
    def is_enough(self) -> bool:
        """Whether anything can be said."""
        return self.twice >= LEAST_PASSAGES


def round_agreement(viewer: Viewer, programme_round: ProgrammeRound) -> RoundAgreement:
    """The agreement of a round, most given themes first. Three statements."""
    drawn = list(codable_in(viewer, programme_round).filter(sampled_at__isnull=False))
    coded = twice_coded(drawn)
    known = book()
    given = {code: sum((code in one.first) + (code in one.second) for one in coded) for code in known.themes}
    told = [code for code, times in given.items() if times >= LEAST_GIVEN and len(coded) >= LEAST_PASSAGES]
    found = {one.theme: one for one in agreements(coded, told, seed=programme_round.pk)}
    lines = [ThemeAgreement(code, times, found.get(code)) for code, times in given.items() if times]
    persons = len({one.person for one in coded})
    ordered = sorted(lines, key=lambda line: (-line.given, line.theme))
    return RoundAgreement(len(drawn), len(coded), persons, tuple(ordered))


def twice_coded(drawn: Sequence[Passage]) -> list[TwiceCoded]:
    """Of those drawn, what both have coded and nobody reads anew. One statement."""
    done = [one for one in drawn if one.second_done_at and one.state in (PassageState.CODED, PassageState.NOTHING)]
    codes: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for passage_id, part, theme in Code.objects.filter(passage__in=[one.pk for one in done], ended_at=None).values_list(
        "passage_id", "part", "theme"
    ):
        codes[passage_id, part].add(theme)
    return [
        TwiceCoded(
            person=one.invitation_id or str(one.place),
            first=frozenset(codes[one.pk, Part.FIRST]),
            second=frozenset(codes[one.pk, Part.SECOND]),
        )
        for one in done
    ]
