"""Words that mark a side: the formula word by word, what chance does, and a planted mark."""

from __future__ import annotations

from math import log, sqrt
from random import Random

import pytest

from framdrift.science.contrast_words import MADE_UP, contrast, marking, words_of

WORDS = [f"ord{letter}" for letter in "abcdefghijklmnopqrst"]


def _people(rng: Random, n: int, *, also: str = "", chance: float = 0.0) -> list[set[str]]:
    people = [{word for word in WORDS if rng.random() < 0.25} for _ in range(n)]
    for said in people:
        if rng.random() < chance:
            said.add(also)
    return people


def _naive(word: str, one: list[set[str]], other: list[set[str]], background: list[set[str]]) -> tuple[float, float]:
    """Equations 16, 18 and 22 for one word, counted again from the beginning."""
    vocabulary = sorted({w for said in (*one, *other) for w in said})
    usual = {w: sum(w in said for said in (*one, *other, *background)) + 0.5 for w in vocabulary}
    everybody = len(one) + len(other) + len(background)
    made_up = MADE_UP * sum(usual.values()) / everybody
    sides = []
    for people in (one, other):
        y = sum(word in said for said in people)
        n = sum(len(said & set(vocabulary)) for said in people)
        sides.append((y + MADE_UP * usual[word] / everybody, n + made_up))
    (first, n_first), (second, n_second) = sides
    found = log(second / (n_second - second)) - log(first / (n_first - first))
    return found, found / sqrt(1 / first + 1 / second)


def test_as_counted_word_by_word() -> None:
    rng = Random(5)
    for _ in range(10):
        one, other, background = _people(rng, 15), _people(rng, 22), _people(rng, 8)
        found = contrast(one, other, background=background, least=1, seed=1, replicates=10)
        assert len(found) == len({w for said in (*one, *other) for w in said})
        for row in found:
            value, score = _naive(row.word, one, other, background)
            assert (row.log_odds, row.z) == (pytest.approx(value), pytest.approx(score))
            assert row.one == sum(row.word in said for said in one)


def test_chance_alone_marks_next_to_nothing() -> None:
    marked = 0
    for seed in range(30):
        rng = Random(seed)
        found = contrast(_people(rng, 30), _people(rng, 30), background=[], least=7, seed=seed, replicates=100)
        marked += sum(row.marks for row in found)
    assert marked <= 6  # of 600 words: without the rule about many comparisons about 30 would


def test_a_planted_word_is_found_on_its_side() -> None:
    rng = Random(2)
    stay, leave = _people(rng, 40), _people(rng, 40, also="lönen", chance=0.8)
    found = contrast(stay, leave, background=[], least=7, seed=1, replicates=200)
    of_stay, of_leave = marking(found, most=5)
    assert [row.word for row in of_leave] == ["lönen"]
    assert not of_stay
    row = of_leave[0]
    assert row.low > 0
    assert row.low < row.log_odds < row.high
    turned = contrast(leave, stay, background=[], least=7, seed=1, replicates=200)
    assert {one.word: round(one.log_odds, 9) for one in turned} == {one.word: round(-one.log_odds, 9) for one in found}


def test_what_few_say_is_never_shown() -> None:
    one, other = [{"karin", "kollegor", "lön"}] * 6, [{"kollegor", "lön"}] * 6
    found = contrast(one, other, background=[], least=7, seed=1, replicates=10)
    assert {row.word for row in found} == {"kollegor", "lön"}
    assert contrast([], other, background=[], least=1, seed=1) == ()
    assert contrast([{"lön"}], [{"lön"}], background=[], least=1, seed=1) == ()


def test_the_same_seed_gives_the_same_limits() -> None:
    rng = Random(8)
    one, other = _people(rng, 12), _people(rng, 12)
    first = contrast(one, other, background=[], least=1, seed=4, replicates=50)
    assert first == contrast(one, other, background=[], least=1, seed=4, replicates=50)


def test_words_are_simple() -> None:
    assert words_of("Lönen är 32 000, och LÖNEN avgör – inte chefen!") == {"lönen", "avgör", "chefen"}
    assert words_of("My manager's well-being") == {"manager's", "well-being"}
    assert words_of("") == frozenset()
