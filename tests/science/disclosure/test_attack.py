"""The attack that breaks naive rules finds nobody in ours."""

from __future__ import annotations

import pytest

from framdrift.science.disclosure.answers import Limits
from framdrift.science.disclosure.bands import band
from framdrift.science.disclosure.gate import Draft, draft
from framdrift.science.disclosure.partition import partition
from framdrift.science.disclosure.release import release
from tests.science.disclosure import naive
from tests.science.disclosure.attack import Told, exposed
from tests.science.disclosure.companies import Company, company

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
    release(those.round_, Limits())  # passes its own audit
    made = draft(those.round_, Limits())
    for item in those.round_.kinds:
        told = of(made, those, item)
        assert not exposed(told)
        for line in told:
            for colluder in _two_kinds(line.people, those, item):
                own = colluder in those.round_.hits[item]
                assert not exposed(told, colluder=colluder, own=own), f"company {seed}, {item}"


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
    [(naive.two_filters, 0.95), (naive.live_exit_view, 0.95), (naive.next_smallest_hidden, 0.25)],
)
def test_the_attack_breaks_naive_rules(rule: object, least: float) -> None:
    assert callable(rule)
    broken = sum(bool(exposed(rule(company(seed)))) for seed in range(COMPANIES))
    assert broken >= least * COMPANIES


def test_the_attack_sees_an_overlap_planted_in_ours() -> None:
    those = company(1)
    told = [
        Told(atom.respondents, hits, hits)
        for atom in partition(those.round_, Limits()).atoms
        if (hits := sum(those.round_.values["T01"][who] for who in atom.respondents)) >= 0
    ]
    assert not exposed(told)
    missing = min(told[0].people)
    hits = sum(those.round_.values["T01"][who] for who in told[0].people - {missing})
    assert exposed([*told, Told(told[0].people - {missing}, hits, hits)])
