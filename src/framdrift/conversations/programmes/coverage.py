"""How many were asked and talked, told to the client: after the round, in bands, for large units only.

The same gate as figures pass through (`science.disclosure`): one partition of those asked into groups of at least
LARGE, each told in bands, checked by its audit before anybody sees it. How many said no is told in such groups alone:
in a smaller one it could be read as a list of who did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from framdrift.conversations.kinds import InvitationState
from framdrift.conversations.models import Invitation, ProgrammeRound
from framdrift.conversations.refusals import RoundStillOpen
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.roster.queries import unit_tree
from framdrift.science.disclosure.answers import ItemKind, Limits, Round
from framdrift.science.disclosure.bands import band, size_class
from framdrift.science.disclosure.release import release

LARGE = 20
"""A unit is large, and its coverage told, from so many asked; never fewer than twice the programme's limit."""

_TALKED, _DECLINED = "talked", "declined"
_COMPANY = "company"


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
    if programme_round.closed_at is None:
        raise RoundStillOpen
    programme = programme_round.programme
    if programme.is_anonymous:
        return None
    rows = list(
        Invitation.objects.filter(round=programme_round)
        .exclude(state=InvitationState.PLANNED)
        .values_list("pk", "unit_id", "state")
    )
    asked, talked = len(rows), sum(state == InvitationState.DONE for _pk, _unit, state in rows)
    if asked < programme.n_min:
        return Coverage(None, ())
    least = max(LARGE, 2 * programme.n_min)
    said_no = sum(state == InvitationState.DECLINED for _pk, _unit, state in rows)
    declined = band(said_no, asked) if asked >= least else ""
    whole = CoverageLine((), size_class(asked, n_min=programme.n_min), band(talked, asked), declined)
    return Coverage(whole, _large_units(programme_round, rows, least=least) if asked >= least else ())


def progress(programme_round: ProgrammeRound) -> Progress | None:
    """How many are where in a round; None at level D. One statement."""
    if programme_round.programme.is_anonymous:
        return None
    states = list(Invitation.objects.filter(round=programme_round).values_list("state", flat=True))
    return Progress(**{state.value: states.count(state.value) for state in InvitationState})


def _large_units(
    programme_round: ProgrammeRound, rows: Sequence[tuple[int, int | None, str]], *, least: int
) -> tuple[CoverageLine, ...]:
    names, parents = _tree(programme_round.company_id, on=programme_round.opens_on)
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


def _tree(company_id: int, *, on: date) -> tuple[dict[str, str], dict[str, str | None]]:
    """Names and parents of the company's units, under one root that stands for the company."""
    tree = unit_tree(SYSTEM, company_id, on=on)
    names = {str(node.id): node.name for node in tree.nodes}
    parents: dict[str, str | None] = {_COMPANY: None}
    parents |= {str(node.id): str(node.parent_id) if node.parent_id is not None else _COMPANY for node in tree.nodes}
    return names, parents
