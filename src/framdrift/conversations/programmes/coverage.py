"""How many were asked and talked, told to the client: after the round, in bands, for large units only.

The same gate as figures pass through (`science.disclosure`): one partition of those asked into groups of at least
LARGE, each told in bands, checked by its audit before anybody sees it. How many said no is told in such groups alone:
in a smaller one it could be read as a list of who did not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.refusals import RoundStillOpen
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.roster.queries import UnitTree, unit_trees
from framdrift.science.disclosure.answers import ItemKind, Limits, Round
from framdrift.science.disclosure.bands import band, size_class
from framdrift.science.disclosure.release import release

LARGE = 20
"""A unit is large, and its coverage told, from so many asked; never fewer than twice the programme's limit."""

_TALKED, _DECLINED = "talked", "declined"
_COMPANY = "company"
Asked = tuple[int, int | None, str]
"""One invitation: its id, the unit it belongs to, how far it came."""


@dataclass(frozen=True)
class CoverageLine:
    """One group: the names of the units it holds, the highest of each branch (none: the whole company), how many were
    asked and the shares who talked and who said no, as size class and bands of `science.disclosure.bands`. `declined`
    is empty in a group of fewer than LARGE."""

    units: tuple[str, ...]
    asked: str
    talked: str
    declined: str = ""


@dataclass(frozen=True)
class Coverage:
    """What the client may know of a closed round. `company` is None where fewer were asked than the limit."""

    company: CoverageLine | None
    large_units: tuple[CoverageLine, ...]


@dataclass(frozen=True)
class Progress:
    """For the agency's own eyes while a round runs: how many are where. Not at level D."""

    planned: int
    invited: int
    booked: int
    started: int
    done: int
    declined: int
    expired: int

    @property
    def asked(self) -> int:
        """All who have had a letter."""
        return self.invited + self.booked + self.started + self.done + self.declined + self.expired


def coverage(programme_round: ProgrammeRound) -> Coverage | None:
    """What the client sees of a round that is over. None at level D: nobody knows who answered. Three statements.

    Raises RoundStillOpen before that.
    """
    return coverages([programme_round])[programme_round.pk]


def coverages(rounds: Sequence[ProgrammeRound]) -> dict[int, Coverage | None]:
    """The same for each of some rounds at one company, by the round's id. Three statements, however many.

    Raises RoundStillOpen where one is not over.
    """
    if any(one.closed_at is None for one in rounds):
        raise RoundStillOpen
    named = [one for one in rounds if not one.programme.is_anonymous]
    asked: dict[int, list[Asked]] = {one.pk: [] for one in named}
    rows = Invitation.objects.filter(round__in=asked).exclude(state=InvitationState.PLANNED).order_by("pk")
    for round_id, pk, unit_id, state in rows.values_list("round", "pk", "unit_id", "state"):
        asked[round_id].append((pk, unit_id, state))
    trees = {}
    if any(len(asked[one.pk]) >= _least(one.programme) for one in named):
        trees = unit_trees(SYSTEM, named[0].company_id, days=[one.opens_on for one in named])
    return {one.pk: _told(one, asked[one.pk], trees) if one.pk in asked else None for one in rounds}


def _least(programme: Programme) -> int:
    return max(LARGE, 2 * programme.n_min)


def _told(programme_round: ProgrammeRound, rows: Sequence[Asked], trees: Mapping[date, UnitTree]) -> Coverage:
    programme = programme_round.programme
    asked, talked = len(rows), sum(state == InvitationState.DONE for _pk, _unit, state in rows)
    if asked < programme.n_min:
        return Coverage(None, ())
    least = _least(programme)
    said_no = sum(state == InvitationState.DECLINED for _pk, _unit, state in rows)
    declined = band(said_no, asked) if asked >= least else ""
    whole = CoverageLine((), size_class(asked, n_min=programme.n_min), band(talked, asked), declined)
    large = _large_units(rows, trees[programme_round.opens_on], least=least) if asked >= least else ()
    return Coverage(whole, large)


def progress(programme_round: ProgrammeRound) -> Progress | None:
    """How many are where in a round; None at level D. One statement."""
    if programme_round.programme.is_anonymous:
        return None
    states = list(Invitation.objects.filter(round=programme_round).values_list("state", flat=True))
    return Progress(**{state.value: states.count(state.value) for state in InvitationState})


def _large_units(rows: Sequence[Asked], tree: UnitTree, *, least: int) -> tuple[CoverageLine, ...]:
    names, parents = _under_one_root(tree)
    placed = {str(pk): str(unit) if str(unit) in parents else _COMPANY for pk, unit, _state in rows}
    counted = {_TALKED: InvitationState.DONE, _DECLINED: InvitationState.DECLINED}
    values = {item: {str(pk): int(state == counts) for pk, _unit, state in rows} for item, counts in counted.items()}
    told = release(
        Round(parents=parents, placed=placed, kinds=dict.fromkeys(counted, ItemKind.THEME), values=values),
        Limits(n_min=least, n_themes=least),
    )
    bands = {(cell.atom, cell.item): cell.band for cell in told.cells}
    return tuple(
        CoverageLine(
            tuple(names[unit] for unit in atom.units if unit in names and parents[unit] not in atom.units),
            atom.size,
            bands[atom.atom, _TALKED],
            bands[atom.atom, _DECLINED],
        )
        for atom in told.atoms
        if len(told.atoms) > 1
    )


def _under_one_root(tree: UnitTree) -> tuple[dict[str, str], dict[str, str | None]]:
    """Names and parents of the company's units, under one root that stands for the company."""
    names = {str(node.id): node.name for node in tree.nodes}
    return names, {_COMPANY: None, **tree.parents(top=_COMPANY)}
