"""A model learns a house's habits from its codes, is judged on people it has not seen, and never forgets a warning."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from framdrift.science.themes import model as models
from framdrift.science.themes.adapting import Adapted, Judgement, Moves, judged, learnt, shifts
from framdrift.science.themes.features import BUCKETS, Floats
from framdrift.science.themes.model import Model

PEOPLE, EACH = 40, 5
Labels = NDArray[np.bool_]


@pytest.fixture(scope="module")
def shipped() -> Model:
    """The model that reads meaning; features are made up here, so that no language model is needed."""
    return models.load()


@pytest.fixture(scope="module")
def features(shipped: Model) -> Floats:
    """Passages that mean something and are spelt like nothing."""
    drawn = np.random.default_rng(1).normal(size=(PEOPLE * EACH, len(shipped.centre)))
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    return np.hstack([drawn, np.zeros((len(drawn), BUCKETS))]).astype(np.float32)


@pytest.fixture(scope="module")
def habit(shipped: Model, features: Floats) -> Labels:
    """In this house everything on one side of a line is T10, and nothing else is ever given."""
    labels = np.zeros((len(features), len(shipped.codes)), dtype=bool)
    labels[:, shipped.codes.index("T10")] = features[:, 7] > 0
    return labels


@pytest.fixture(scope="module")
def as_told(shipped: Model, features: Floats) -> Labels:
    """People here code as the model thinks: there is nothing to learn."""
    chances = shipped.confidences(shipped.margins(features))
    return np.random.default_rng(2).random(chances.shape) < chances


def judge(shipped: Model, features: Floats, labels: Labels) -> Judgement:
    """With five passages a person."""
    return judged(shipped, features, labels, np.repeat(np.arange(PEOPLE), EACH).tolist(), seed=1)


def test_a_habit_is_learnt_and_found_better_on_unseen_people(shipped: Model, features: Floats, habit: Labels) -> None:
    found = judge(shipped, features, habit)
    assert found.is_better
    assert found.low > 0 and found.after.first > found.before.first
    assert found.gain == pytest.approx(found.before.log_loss - found.after.log_loss)
    assert (found.passages, found.persons) == (PEOPLE * EACH, PEOPLE)


def test_where_there_is_nothing_to_learn_the_model_stays(shipped: Model, features: Floats, as_told: Labels) -> None:
    found = judge(shipped, features, as_told)
    assert not found.is_better
    assert found.as_data()["is_better"] is False


def test_learning_moves_meaning_and_bias_and_no_part_of_a_word(shipped: Model, features: Floats, habit: Labels) -> None:
    moves = learnt(shipped, features, habit)
    assert moves.weights.shape == (len(shipped.codes), len(shipped.centre))
    spelt_alone = np.hstack([np.zeros((1, len(shipped.centre))), np.ones((1, BUCKETS))]).astype(np.float32)
    assert np.array_equal(shifts(spelt_alone, moves)[0], moves.bias.astype(np.float64))
    again = learnt(shipped, features, habit)
    assert np.array_equal(again.weights, moves.weights)


def test_a_serious_matter_is_never_less_likely_than_before(shipped: Model, features: Floats, habit: Labels) -> None:
    moves = learnt(shipped, features, habit)
    place = shipped.codes.index("T90")
    assert not moves.weights[place].any() and moves.bias[place] == 0
    loud = Moves(np.zeros_like(moves.weights), np.where(np.arange(len(shipped.codes)) == place, 0, 9).astype("f4"))
    text = ["Han hotade mig i korridoren och jag vågar inte gå dit ensam."]

    class Still:
        dimensions = len(shipped.centre)

        def embed(self, texts: list[str]) -> Floats:
            return np.ones((len(texts), self.dimensions), np.float32)

    features_of = shipped.features(text, Still())
    before = shipped.confidences(shipped.margins(features_of))[0, place]
    quiet = shipped.confidences(shipped.margins(features_of) + shifts(features_of, loud))[0, place]
    assert quiet < before, "the others would have drowned it"
    (told,) = Adapted(shipped, loud).suggest(text, Still())
    alone = shipped.told(text, shipped.confidences(shipped.margins(features_of)))[0]
    assert dict(told.themes).get("T90", 0) in (0, round(float(before), 4))
    assert ("T90" in told.assigned) == ("T90" in alone.assigned)


def test_what_was_learnt_is_kept_as_bytes_for_this_model_alone(shipped: Model, features: Floats, habit: Labels) -> None:
    moves = learnt(shipped, features, habit)
    kept = Moves.of_bytes(moves.as_bytes(), shipped)
    assert np.array_equal(kept.weights, moves.weights) and np.array_equal(kept.bias, moves.bias)
    with pytest.raises(ValueError, match="reshape"):
        Moves.of_bytes(moves.as_bytes(), models.load(models.SHIPPED_SPELLING))
