"""Suggested themes: the corpus, the features, the model's decisions, and learning from examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from framdrift.science.themes import measures
from framdrift.science.themes.codebook import SERIOUS, UNPLACED, suggestible, themes
from framdrift.science.themes.duplicates import meant_alike, spelt_alike
from framdrift.science.themes.embedding import bundled, pieces_of
from framdrift.science.themes.features import BUCKETS, SHARE, Spelling, clean
from framdrift.science.themes.fitting import held_out, labels_of, train, with_examples
from framdrift.science.themes.model import NOTHING, SHIPPED_SPELLING, Model, leads, load, save
from framdrift.science.themes.passages import Passage, language_of
from tools.train_themes import CONTENT, corpus_of, frozen_hash

CORPUS = corpus_of(CONTENT / "corpus")
LEAST = 40


def tiny() -> list[Passage]:
    """Six authors, two codes that differ in their words, and some with both."""
    words = {"T11": ["lönen ökar aldrig", "pay has stood still"], "T13": ["fasta skift är svårt", "shifts at night"]}
    found = []
    for number in range(6):
        for code, texts in words.items():
            found += [
                Passage(f"{code}{number}{place}", f"{text} {number}", codes=(code,), author=f"a{number}", topic="x")
                for place, text in enumerate(texts)
            ]
        both = Passage(f"b{number}", f"lönen och skift {number}", codes=("T11", "T13"), author=f"a{number}", topic="x")
        found.append(both)
    return found


def test_the_codebook_is_whole() -> None:
    assert list(themes())[:2] == ["T01", "T02"]
    assert {SERIOUS, UNPLACED} <= set(themes())
    assert UNPLACED not in suggestible()
    assert all(theme.names["sv"] and theme.names["en"] for theme in themes().values())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_theme_has_enough_varied_passages(language: str) -> None:
    mine = [one for one in CORPUS if one.lang == language]
    counts = Counter(code for one in mine for code in one.codes)
    assert all(counts[code] >= LEAST for code in suggestible() if code not in ("T98", SERIOUS)), counts
    assert all(one.author and one.register and one.topic and one.kind for one in mine)
    assert len({one.author for one in mine}) >= 15
    assert max(Counter(one.author for one in mine).values()) < 80


def saying_something() -> list[Passage]:
    """The corpus and the test set but for T98: there are few ways to have nothing to add."""
    return [one for one in [*CORPUS, *corpus_of(CONTENT / "test")] if "T98" not in one.codes]


def test_no_passage_repeats_another() -> None:
    wordy = saying_something()
    near = spelt_alike([one.text for one in wordy])
    assert [(wordy[one].text, wordy[other].text) for one, other in near] == []


@pytest.mark.nightly
def test_no_passage_means_the_same_as_another() -> None:
    wordy = saying_something()
    near = meant_alike(bundled().embed([one.text for one in wordy]), [one.lang for one in wordy])
    assert [(wordy[one].text, wordy[other].text) for one, other in near] == []


def test_near_duplicates_are_seen() -> None:
    texts = ["Chefen lyssnar aldrig på oss i butiken.", "Chefen lyssnar aldrig på oss i butiken!", "Lönen är bra."]
    assert spelt_alike(texts) == [(0, 1)]


def test_the_test_set_is_as_it_was_frozen() -> None:
    assert frozen_hash() == (CONTENT / "FROZEN").read_text().strip()


def test_spelling_reads_letters_alone() -> None:
    rows = Spelling.of(["abc", "bcd"]).rows(["Löneläget!", "löneläget", "", "123", "lo\u0308nela\u0308get"])
    assert rows.shape == (5, BUCKETS)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([SHARE, SHARE, 0, 0, SHARE], abs=1e-6)
    assert np.array_equal(rows[0], rows[1])
    assert np.array_equal(rows[0], rows[4])  # the same letters, written in two ways


def test_halves_of_pairs_are_no_text() -> None:
    assert clean("a\ud800b") == "ab"


def test_long_texts_are_read_in_pieces() -> None:
    text = "En mening om jobbet. " * 100
    assert all(0 < len(piece) <= 601 for piece in pieces_of(text))
    assert "".join(pieces_of(text)).replace(" ", "") == text.replace(" ", "")
    assert pieces_of("x" * 2000)
    assert pieces_of("   ") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("Jag har det bra här.", "sv"), ("I like it here.", "en"), ("Lönen!", "sv"), ("", ""), ("...", "")],
)
def test_the_language_is_found(text: str, language: str) -> None:
    assert language_of(text) == language


def test_leads_are_over_the_best_other() -> None:
    assert leads(np.array([[1.0, 3.0, 2.0]])).tolist() == [[-2.0, 1.0, -1.0]]
    assert leads(np.array([[2.0, 2.0]])).tolist() == [[0.0, 0.0]]


def test_training_tells_two_themes_apart_and_is_the_same_twice() -> None:
    model = train(tiny(), ("T11", "T13"), None)
    again = train(tiny(), ("T11", "T13"), None)
    assert np.array_equal(model.weights, again.weights)
    assert model.calibration == again.calibration
    first = [one.themes[0][0] for one in model.suggest(["lönen", "skift"], None)]
    assert first == ["T11", "T13"]


def test_a_model_without_its_embedder_says_so() -> None:
    model = replace(train(tiny(), ("T11", "T13"), None), centre=np.zeros(3, np.float32))
    with pytest.raises(ValueError, match="embedder"):
        model.features(["x"], None)


def test_passages_of_an_author_are_judged_by_others() -> None:
    passages = tiny()
    groups = [one.author for one in passages]
    before = held_out(passages, ("T11", "T13"), None, groups)
    lied = [replace(one, codes=("T13",)) if one.author == "a0" else one for one in passages]
    after = held_out(lied, ("T11", "T13"), None, groups)
    mine = np.array([group == "a0" for group in groups])
    assert np.array_equal(before[mine], after[mine])
    assert not np.array_equal(before[~mine], after[~mine])


def decided(chances: list[float]) -> Model:
    """A model whose confidences are these whatever the text says, for T11, T13 and T90."""
    odds = [float(np.log(chance / (1 - chance))) for chance in chances]
    base = train(tiny(), ("T11", "T13"), None)
    return replace(
        base,
        codes=("T11", "T13", SERIOUS),
        weights=np.zeros((3, base.weights.shape[1]), np.float32),
        bias=np.array(odds, np.float32),
        calibration=(1.0, 0.0, 0.0),
        threshold=0.3,
    )


def test_unsure_assigns_nothing() -> None:
    (found,) = decided([0.45, 0.4, 0.1]).suggest(["ord"], None)
    assert (found.abstain, found.assigned) == (True, ())
    assert [code for code, _ in found.themes] == ["T11", "T13", SERIOUS]


def test_a_serious_matter_is_never_withheld() -> None:
    (found,) = decided([0.2, 0.1, 0.4]).suggest(["ord"], None)
    assert (found.abstain, found.assigned) == (True, (SERIOUS,))


def test_all_codes_at_the_threshold_are_assigned() -> None:
    (found,) = decided([0.6, 0.3001, 0.1]).suggest(["ord"], None)
    assert (found.abstain, found.assigned) == (False, ("T11", "T13"))


def test_nothing_is_said_of_no_words() -> None:
    assert decided([0.9, 0.1, 0.1]).suggest(["", " 12 !"], None) == [NOTHING, NOTHING]


def test_own_examples_move_the_model_and_only_they() -> None:
    model = train(tiny(), ("T11", "T13"), None)
    taught = [Passage(str(n), "fikat är dyrt numera", codes=("T11",)) for n in range(8)]
    before, after = (
        dict(one.suggest(["fikat är dyrt"], None)[0].themes)["T11"]
        for one in (model, with_examples(model, taught, None))
    )
    assert after > before
    assert with_examples(model, [], None) is model
    assert np.array_equal(with_examples(model, taught, None).weights, with_examples(model, taught, None).weights)


def test_what_was_saved_is_what_is_loaded(tmp_path: Path) -> None:
    model = train(tiny(), ("T11", "T13"), None)
    save(model, tmp_path / "one.npz")
    save(model, tmp_path / "two.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    texts = ["lönen är låg", "natt igen"]
    kept = load(tmp_path / "one.npz")
    assert (kept.codes, kept.threshold) == (model.codes, model.threshold)
    assert np.allclose(kept.margins(kept.features(texts, None)), model.margins(model.features(texts, None)), atol=0.02)


def test_the_shipped_fallback_knows_pay_from_shifts() -> None:
    model = load(SHIPPED_SPELLING)
    found = model.suggest(["Lönen har stått still i fyra år.", "My salary has not been raised for years."], None)
    assert [one.themes[0][0] for one in found] == ["T11", "T11"]


def test_measures_by_hand() -> None:
    confidences = np.array([[0.9, 0.2, 0.1], [0.4, 0.6, 0.1], [0.45, 0.3, 0.2]])
    labels = labels_of(
        [Passage("1", "", codes=("A",)), Passage("2", "", codes=("A", "B")), Passage("3", "", codes=("C",))],
        ("A", "B", "C"),
    )
    assert measures.top(confidences, labels, among=1) == pytest.approx(2 / 3)
    assert measures.top(confidences, labels, among=3) == 1
    assigned = measures.assigned_at(confidences, 0.35)
    assert assigned.tolist() == [[True, False, False], [True, True, False], [False, False, False]]
    assert measures.micro_f1(assigned, labels) == pytest.approx(6 / 7)
    assert measures.answered_at(confidences, labels) == pytest.approx(2 / 3)
