"""What the gate is given: the answers of a programme's closed rounds, the tree as it was, the limits that were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from framdrift.conversations.events import ProgrammeLaunched
from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.foundation.models import Event
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.coded import CodedPerson
from framdrift.insights.coding.queries import coded_persons, uncut
from framdrift.insights.kinds import PassageState, Weight
from framdrift.insights.models import Passage
from framdrift.insights.release.rules import Respondent, limits_of, round_of
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.roster.queries import UnitTree, unit_tree
from framdrift.science.disclosure.answers import Limits, Round
from framdrift.science.themes.codebook import SERIOUS, UNPLACED

NO_THEME = frozenset({SERIOUS, UNPLACED, "T98"})
"""In no figure: what must be acted on, what could not be placed, and that there was nothing to add."""
BY_A_PERSON = "person"


@dataclass(frozen=True)
class Gathered:
    """A batch as the gate takes it in. `unread` counts passages that nobody has coded yet, and notes
    that have not been taken in as they are now."""

    programme: Programme
    rounds: tuple[ProgrammeRound, ...]
    tree: UnitTree
    answers: Round
    limits: Limits
    unread: int


def themes_told() -> Mapping[str, Mapping[str, str]]:
    """The names, by code and language, of all themes that a release tells of: the same whatever was answered (R4)."""
    return {
        line.code: {"sv": line.words.name_sv, "en": line.words.name_en}
        for line in book().in_use
        if line.code not in NO_THEME
    }


def batch(programme: Programme) -> tuple[ProgrammeRound, ...]:
    """The closed rounds that would go out together, oldest first: those in no release, nobody in two of them.

    At level D nobody can tell whether somebody answered twice: there the latest round alone. Three statements.
    """
    waiting = programme.rounds.filter(closed_at__isnull=False, released=None).order_by("number")
    rounds = tuple(waiting.select_related("programme"))
    if programme.is_anonymous:
        return rounds[-1:]
    held = Invitation.objects.filter(round__in=rounds, state=InvitationState.DONE)
    people = Counter[int]()
    told: list[ProgrammeRound] = []
    by_round: dict[int, list[int]] = {}
    for round_id, person in held.values_list("round_id", "employment_id"):
        by_round.setdefault(round_id, []).append(person)
    for one in rounds:
        if any(people[person] for person in by_round.get(one.pk, ())):
            break
        people.update(by_round.get(one.pk, ()))
        told.append(one)
    return tuple(told)


def gather(programme: Programme, rounds: Sequence[ProgrammeRound]) -> Gathered:
    """The batch's answers. The tree is the one of the day on which the last of the rounds opened."""
    tree = unit_tree(SYSTEM, programme.company_id, on=rounds[-1].opens_on)
    parents = tree.parents()
    people = [respondent(one) for programme_round in rounds for one in coded_persons(programme_round)]
    unread = Passage.objects.filter(round__in=rounds, state__in=[PassageState.WAITING, PassageState.AGAIN])
    return Gathered(
        programme=programme,
        rounds=tuple(rounds),
        tree=tree,
        answers=round_of(people, parents, list(themes_told())),
        limits=limits_of(told_limit(programme)),
        unread=unread.count() + uncut(rounds),
    )


def told_limit(programme: Programme) -> int:
    """The fewest answers that anything is told of: what people were told at launch, or higher where it was raised."""
    launched = Event.objects.filter(subject=f"programme:{programme.pk}", code=ProgrammeLaunched.code)
    at_launch = [int(event.data["n_min"]) for event in launched]
    return max([programme.n_min, *at_launch])


def last_day(rounds: Sequence[ProgrammeRound]) -> date:
    """The day on which the last of the rounds was to close."""
    return max(one.closes_on for one in rounds)


def respondent(coded: CodedPerson) -> Respondent:
    """Only what a person has coded counts: the machine suggests and decides nothing."""
    said = [one for one in coded.mentions if one.origin == BY_A_PERSON]
    return Respondent(
        key=f"{coded.round_id}:{coded.person}",
        unit=str(coded.unit_id) if coded.unit_id is not None else None,
        said=frozenset((one.theme, one.direction) for one in said),
        decisive=frozenset(one.theme for one in said if one.weight == Weight.DECISIVE),
    )
