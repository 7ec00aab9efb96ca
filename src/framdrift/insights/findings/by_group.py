"""Themes group by group, raw, for the agency's interviewers: each group's share, drawn towards that of the company.

A team of ten in which seven speak of pay is no proof that pay is its own affair: its share leans on all the more the
fewer it has (beta-binomial, `science.shrinkage`). The groups are those that the gate makes, so that what is seen here
is of the same people as what the client is told; the client's bands lean on nothing, for a band is of its group alone
(docs/decisions/0019).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding.coded import CodedPerson
from framdrift.insights.coding.queries import coded_persons
from framdrift.insights.findings.queries import closed_rounds, is_read
from framdrift.insights.release.gathering import NO_THEME, respondent
from framdrift.insights.release.rules import COMPANY, SIDES, THEMES_FROM, item, limits_of, round_of
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed
from framdrift.organisations.roster.queries import UnitTree, unit_tree
from framdrift.science.disclosure.answers import Round
from framdrift.science.disclosure.partition import Atom, partition
from framdrift.science.proportions import Share, wilson
from framdrift.science.shrinkage import common, shrunk


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's share of persons, and where it lies when it leans on all groups."""

    share: Share
    drawn: float


@dataclass(frozen=True, slots=True)
class GroupedTheme:
    """One side of a theme: the company's share and each group's. `differs`: the groups do so by more than chance."""

    theme: str
    side: str
    company: Share
    groups: tuple[GroupShare, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Grouped:
    """One kind of talks, in groups of these units and so many people; `themes` that anybody speaks of, by how many."""

    kind: str
    units: tuple[tuple[str, ...], ...]
    people: tuple[int, ...]
    themes: tuple[GroupedTheme, ...]


@dataclass(frozen=True)
class CompanyGroups:
    """The kinds of talks that have been heard in at least two groups; `paths` names the units."""

    kinds: tuple[Grouped, ...]
    paths: Mapping[str, tuple[str, ...]]


def company_groups(viewer: Viewer, company_id: int, *, at: datetime) -> CompanyGroups:
    """Of the rounds that closed in the last year and that are read to the end. Raises NotAllowed for all but the
    agency's interviewers."""
    if not viewer.is_interviewer:
        raise NotAllowed
    read = [one for one in closed_rounds(company_id, at=at) if is_read(one)]
    if not read:
        return CompanyGroups((), {})
    tree = unit_tree(viewer, company_id, on=max(one.opens_on for one in read))
    codes = [line.code for line in book().in_use if line.code not in NO_THEME]
    found = (_of_kind(kind, read, tree, codes) for kind in (TalkKind.STAY, TalkKind.EXIT))
    return CompanyGroups(
        tuple(one for one in found if one is not None), {str(node.id): node.path for node in tree.nodes}
    )


def _of_kind(kind: str, read: Sequence[ProgrammeRound], tree: UnitTree, codes: Sequence[str]) -> Grouped | None:
    people = [one for held in read if held.programme.kind == kind for one in coded_persons(held)]
    parents = tree.parents()
    return grouped(kind, people, parents, codes)


def grouped(
    kind: str, people: Sequence[CodedPerson], parents: Mapping[str, str | None], codes: Sequence[str]
) -> Grouped | None:
    """These people in the gate's groups; None where they are too few for two of them."""
    asked = round_of([respondent(one) for one in people], parents, codes)
    atoms = partition(asked, limits_of(THEMES_FROM)).atoms
    if len(atoms) < 2:
        return None
    lines = [_theme(asked, atoms, code, side) for code in codes for side in SIDES]
    spoken = sorted(
        (one for one in lines if one.company.hits), key=lambda one: (-one.company.hits, one.theme, one.side)
    )
    units = tuple(tuple(unit for unit in atom.units if unit != COMPANY) for atom in atoms)
    return Grouped(kind, units, tuple(len(atom.respondents) for atom in atoms), tuple(spoken))


def _theme(asked: Round, atoms: Sequence[Atom], code: str, side: str) -> GroupedTheme:
    said = asked.hits[item(code, side)]
    shares = [wilson(len(said & atom.respondents), len(atom.respondents)) for atom in atoms]
    known = common(shares)
    assert known is not None, "every group has people"
    return GroupedTheme(
        theme=code,
        side=side,
        company=wilson(sum(one.hits for one in shares), sum(one.n for one in shares)),
        groups=tuple(GroupShare(one, shrunk(one, known)) for one in shares),
        differs=known.weight is not None,
    )
