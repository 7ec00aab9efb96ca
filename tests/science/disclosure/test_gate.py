"""The gate against a plain second version, and each rule by hand."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from framdrift.science.disclosure.answers import ItemKind, Limits, Round
from framdrift.science.disclosure.audit import audit
from framdrift.science.disclosure.bands import band, coarse, size_class
from framdrift.science.disclosure.gate import Cell, Draft, draft
from framdrift.science.disclosure.partition import Partition, partition
from framdrift.science.disclosure.release import AuditFailed, published, release
from tests.science.disclosure import naive_gate
from tests.science.disclosure.companies import company


def round_of(counts: dict[str, int], parents: dict[str, str | None]) -> Round:
    """People by unit, each with a theme that every second mentions."""
    placed = {f"{unit}{n}": unit for unit, count in counts.items() for n in range(count)}
    values = {"T01": {who: n % 2 for n, who in enumerate(placed)}}
    return Round(parents, placed, {"T01": ItemKind.THEME}, values)


TREE = {"R": None, "A": "R", "B": "R", "A1": "A", "A2": "A", "A3": "A", "B1": "B"}


@some.composite
def rounds(draw: some.DrawFn) -> Round:
    """Any tree of up to nine units with people anywhere in it, two themes and two scores."""
    names = draw(some.permutations([f"u{n}" for n in range(draw(some.integers(1, 9)))]))
    parents: dict[str, str | None] = {names[0]: None}
    for place, name in enumerate(names[1:], 1):
        parents[name] = names[draw(some.integers(0, place - 1))]
    counts = draw(some.lists(some.integers(0, 24), min_size=len(names), max_size=len(names)))
    counts[0] += draw(some.sampled_from([0, 0, 70]))
    placed = {f"{unit}-{n}": unit for unit, count in zip(names, counts, strict=True) for n in range(count)}
    chance = draw(some.randoms(use_true_random=False))
    lean = chance.random()
    kinds = {"T1": ItemKind.THEME, "T2": ItemKind.THEME, "S1": ItemKind.SCORE, "S2": ItemKind.SCORE}
    values: dict[str, dict[str, int]] = {
        item: {
            who: int(chance.random() < lean) if kind is ItemKind.THEME else chance.choice([1, 2, 3, 4, 5, 5])
            for who in placed
            if chance.random() < 0.8
        }
        for item, kind in kinds.items()
    }
    return Round(parents, placed, kinds, values)


@settings(max_examples=300, deadline=None)
@given(round_=rounds(), n_min=some.integers(5, 20), more=some.integers(0, 12))
def test_as_the_contract_words_it(round_: Round, n_min: int, more: int) -> None:
    made = release(round_, Limits(n_min=n_min, n_themes=n_min + more))
    plain = naive_gate.gate(
        dict(round_.placed),
        {unit: parent or "" for unit, parent in round_.parents.items()},
        {item: dict(said) for item, said in round_.values.items()},
        {item: kind.value for item, kind in round_.kinds.items()},
        n_min,
        n_min + more,
    )
    units = {atom.atom: atom.units for atom in made.atoms}
    assert {atom.units: atom.size for atom in made.atoms} == {
        key: size_class(n, n_min=n_min) for key, n in plain["atoms"].items()
    }
    assert {(units[cell.atom], cell.item): cell.band for cell in made.cells} == plain["cells"]
    assert {
        (cell.unit, cell.item): (cell.atoms_low, cell.atoms_mixed, cell.atoms_high) for cell in made.parents
    } == plain["parents"]
    assert made.held_back == bool(plain["held"])


@given(n=some.integers(1, 400), hits=some.integers(0, 400))
def test_bands_are_those_of_exact_fractions(n: int, hits: int) -> None:
    hits = min(hits, n)
    assert band(hits, n) == naive_gate.band_of(hits, n)
    assert coarse(band(hits, n)) == naive_gate.level(band(hits, n))


@pytest.mark.parametrize(
    ("hits", "n", "told"),
    [
        (3, 10, "low"),
        (4, 10, "mixed"),
        (7, 10, "high"),
        (0, 7, "low"),
        (3, 20, "very_low"),
        (4, 20, "low"),
        (17, 20, "very_high"),
        (15, 60, "30"),
        (45, 60, "70"),
        (27, 60, "50"),
        (0, 100, "10"),
        (100, 100, "90"),
        (5, 100, "10"),
    ],
)
def test_bands_at_their_limits(hits: int, n: int, told: str) -> None:
    assert band(hits, n) == told


@pytest.mark.parametrize("wrong", [(3, 2), (-1, 5), (0, 0)])
def test_no_band_of_what_is_no_share(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no share"):
        band(*wrong)


@pytest.mark.parametrize(
    ("n", "n_min", "label"),
    [(7, 7, "7-15"), (16, 7, "16-59"), (60, 7, "60+"), (5, 5, "5-15"), (16, 16, "16-59"), (20, 17, "17-59")],
)
def test_size_classes_start_at_n_min(n: int, n_min: int, label: str) -> None:
    assert size_class(n, n_min=n_min) == label


def groups(made: Partition) -> dict[tuple[str, ...], int]:
    return {atom.units: len(atom.respondents) for atom in made.atoms}


def test_small_siblings_pool_under_their_parent() -> None:
    made = partition(round_of({"A1": 9, "A2": 3, "A3": 4, "B1": 8}, TREE), Limits())
    assert groups(made) == {("A1",): 9, ("A2", "A3"): 7, ("B1",): 8}
    assert {atom.code for atom in made.atoms} == {"A1", "B1", "rest:A"}


def test_a_pool_that_is_too_small_moves_up_and_is_left_out_below() -> None:
    made = partition(round_of({"A1": 9, "A2": 3, "A": 1, "B1": 4, "R": 2}, TREE), Limits())
    assert groups(made) == {("A1",): 9, ("A", "A2", "B1", "R"): 10}


def test_a_rest_at_the_root_joins_the_smallest_group_and_counts_for_the_root_alone() -> None:
    round_ = round_of({"A1": 12, "A2": 10, "B1": 10, "R": 2}, TREE)
    made = draft(round_, Limits())
    assert groups(made.partition) == {("A1",): 12, ("A2", "R"): 12, ("B1",): 10}
    assert {cell.unit for cell in made.parents} == {"R"}  # A has but one whole group left


def test_fewer_than_n_min_in_all_are_held_back() -> None:
    made = release(round_of({"A1": 3, "B1": 3}, TREE), Limits())
    assert made.held_back
    assert not made.atoms
    assert not made.cells


def test_nobody_at_all() -> None:
    made = release(round_of({}, TREE), Limits())
    assert not made.held_back
    assert not made.atoms


def test_themes_need_more_than_scores() -> None:
    assert not draft(round_of({"A1": 9}, TREE), Limits()).cells
    assert draft(round_of({"A1": 10}, TREE), Limits()).cells


def test_below_five_there_is_no_limit_to_choose() -> None:
    with pytest.raises(ValueError, match="below 5"):
        Limits(n_min=4)


def test_a_unit_called_like_a_rest_keeps_its_name() -> None:
    tree = {"R": None, "rest:R": "R", "A": "R", "B": "R"}
    made = partition(round_of({"rest:R": 8, "A": 4, "B": 4}, tree), Limits())
    assert len({atom.code for atom in made.atoms}) == len(made.atoms) == 2


def test_a_deep_tree_is_no_trouble() -> None:
    parents = {f"u{n}": f"u{n - 1}" if n else None for n in range(5000)}
    assert groups(partition(round_of({"u4999": 3, "u0": 5}, parents), Limits())) == {("u0", "u4999"): 8}


def broken(made: Draft, **changes: object) -> Draft:
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def test_the_audit_sees_each_planted_fault() -> None:
    round_ = company(3).round_
    made = draft(round_, Limits())
    assert all(audit(round_, made).values())
    first, second = made.partition.atoms[:2]
    shared = dataclasses.replace(second, respondents=second.respondents | {min(first.respondents)})
    small = dataclasses.replace(first, respondents=frozenset(sorted(first.respondents)[:4]))
    rest = made.partition.atoms[2:]
    faults = {
        "each_in_one_group": broken(made, partition=Partition((first, shared, *rest), frozenset())),
        "large_enough": broken(made, partition=Partition((small, second, *rest), frozenset())),
        "sets_cannot_be_split": broken(made, partition=Partition((first, shared, *rest), frozenset())),
        "bands_only": broken(made, cells=(Cell(made.cells[0].atom, made.cells[0].item, "40"), *made.cells[1:])),
        "no_colluder": broken(made, cells=(Cell(made.cells[0].atom, made.cells[0].item, "all"), *made.cells[1:])),
        "answers_decide_nothing": broken(made, cells=made.cells[1:]),
        "parents_from_bands": broken(made, parents=made.parents[1:]),
    }
    for check, fault in faults.items():
        assert not audit(round_, fault)[check], check
        with pytest.raises(AuditFailed, match=check):
            published(round_, fault)
