"""The attack that breaks naive rules finds nobody in ours."""

from __future__ import annotations

from itertools import product

import pytest

from framdrift.science.disclosure.answers import Limits as Agreed
from framdrift.science.disclosure.bands import band
from framdrift.science.disclosure.gate import Draft, draft
from framdrift.science.disclosure.partition import partition
from framdrift.science.disclosure.release import release
from tests.science.disclosure import naive
from tests.science.disclosure.attack import Told, exposed
from tests.science.disclosure.companies import DECISIVE, Company, company
from tests.science.disclosure.nested import KINDS, Group, Limits, possible, settled

COMPANIES = 30


def of(made: Draft, those: Company, item: str) -> list[Told]:
    """What our cells tell of an item, to somebody who has found out the exact size of every group."""
    atoms = {atom.code: atom for atom in made.partition.atoms}
    told = []
    for cell in made.cells:
        if cell.item == item:
            people = those.round_.asked(item, atoms[cell.atom].respondents)
            fits = [hits for hits in range(len(people) + 1) if band(hits, len(people)) == cell.band]
            told.append(Told(people, min(fits), max(fits)))
    return told


def attacked(seed: int) -> None:
    """Nobody is exposed to any single colluder, whatever the colluder answered."""
    those = company(seed)
    release(those.round_, Agreed())  # passes its own audit
    made = draft(those.round_, Agreed())
    for item in those.round_.kinds:
        told = of(made, those, item)
        assert not exposed(told)
        for line in told:
            for colluder in _two_kinds(line.people, those, item):
                own = colluder in those.round_.hits[item]
                assert not exposed(told, colluder=colluder, own=own), f"company {seed}, {item}"

    _attacked_together(made, those)


def _attacked_together(made: Draft, those: Company) -> None:
    """Nor to somebody who reads what is told of a theme together with who calls it decisive."""
    speaks, decisive = (of(made, those, item) for item in ("T01", DECISIVE))
    for one, other in zip(speaks, decisive, strict=True):
        assert one.people == other.people
        group = Group(len(one.people), (one.least, one.most), (0, 0), (other.least, other.most))
        for who in one.people:
            own = (int(who in those.round_.hits["T01"]), 0, int(who in those.round_.hits[DECISIVE]))
            others = [kind for kind in KINDS if possible(group, (own, kind))]
            assert {kind[0] for kind in others} == {kind[2] for kind in others} == {0, 1}


def _two_kinds(people: frozenset[str], those: Company, item: str) -> list[str]:
    """One who counts and one who does not: any other knows the same as one of them."""
    by_answer = {who in those.round_.hits[item]: who for who in sorted(people)}
    return list(by_answer.values())


@pytest.mark.parametrize("seed", range(COMPANIES))
def test_ours_exposes_nobody(seed: int) -> None:
    attacked(seed)


@pytest.mark.nightly
def test_ours_exposes_nobody_in_two_thousand_companies() -> None:
    for seed in range(2000):
        attacked(seed)


@pytest.mark.parametrize(
    ("rule", "least"),
    [
        (naive.two_filters, 0.95),
        (naive.decisive_by_two_filters, 0.95),
        (naive.live_exit_view, 0.95),
        (naive.next_smallest_hidden, 0.25),
    ],
)
def test_the_attack_breaks_naive_rules(rule: object, least: float) -> None:
    assert callable(rule)
    broken = sum(bool(exposed(rule(company(seed)))) for seed in range(COMPANIES))
    assert broken >= least * COMPANIES


@pytest.mark.parametrize("n", [*range(10, 32), 45, 59, 60, 61, 75])
def test_three_bands_of_a_theme_read_together_settle_nobody(n: int) -> None:
    """Holds, draws away, decisive: whatever is told of a group whose exact size is known, whoever reads it."""
    limits = _limits(n)
    groups = [Group(n, *three) for three in product(limits, repeat=3)]
    read = [(group, own) for group in groups for own in KINDS if possible(group, (own,))]
    assert len(read) > len(groups)
    assert not any(settled(group, own) for group, own in read)


def _limits(n: int) -> list[Limits]:
    """The least and the most of each band that a group of n can have."""
    by_band: dict[str, list[int]] = {}
    for hits in range(n + 1):
        by_band.setdefault(band(hits, n), []).append(hits)
    return [(min(fits), max(fits)) for fits in by_band.values()]


def test_reading_together_sees_more_than_one_by_one() -> None:
    """Were it told that at most one spoke, whoever did would know that nobody else calls it decisive."""
    planted = Group(10, (0, 1), (0, 0), (0, 3))
    assert settled(planted, (1, 0, 0))
    assert not settled(Group(10, (0, 3), (0, 3), (0, 3)), (1, 0, 0))


def test_the_attack_sees_an_overlap_planted_in_ours() -> None:
    those = company(1)
    told = [
        Told(atom.respondents, hits, hits)
        for atom in partition(those.round_, Agreed()).atoms
        if (hits := sum(those.round_.values["T01"][who] for who in atom.respondents)) >= 0
    ]
    assert not exposed(told)
    missing = min(told[0].people)
    hits = sum(those.round_.values["T01"][who] for who in told[0].people - {missing})
    assert exposed([*told, Told(told[0].people - {missing}, hits, hits)])
