"""How good the shipped model is, as measured when it was trained: a file beside it, so that pages need not load it.

Written by `make train-themes` from the same figures as benchmarks/themes/RESULTS.md. The test set was written by
somebody who had not seen the training texts, and frozen before the first training; `unseen` is the model's own corpus,
each author's passages judged by a model that had learnt from the others alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

MEASURED: Final = Path(__file__).with_name("measured.json")
AIMS: Final[Mapping[str, float]] = {"top1": 0.75, "top3": 0.90, "micro_f1": 0.65, "answered": 0.5}
"""What was aimed for on the test set. `micro_f1`: assigned codes against a person's; `answered`: the share of passages
answered at a precision of 0.8."""
MOST_APART: Final = 0.03
"""Swedish was to be right no more seldom than English by more than this."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of `n` passages, each measure from 0 to 1 by the names of AIMS."""

    n: int
    shares: Mapping[str, float]

    def missed(self) -> tuple[str, ...]:
        """The measures that fall short of what was aimed for."""
        return tuple(name for name, aim in AIMS.items() if self.shares[name] < aim)


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """A person gave the theme `given` times, the model alone would `assigned` times, `right` of those rightly."""

    given: int
    assigned: int
    right: int

    @property
    def found(self) -> float:
        """The share of those that a person gives which the model gives too; 0 where nobody gave any."""
        return self.right / self.given if self.given else 0.0

    @property
    def rightly(self) -> float:
        """The share of those that the model gives which a person gives too; 0 where it gave none."""
        return self.right / self.assigned if self.assigned else 0.0


@dataclass(frozen=True)
class Measured:
    """The test set as a whole and by language, themes by code there and on the unseen corpus, and spelling alone."""

    test: Figures
    swedish: Figures
    english: Figures
    unseen: Figures
    spelling: Figures
    themes: Mapping[str, ThemeFigures]
    themes_unseen: Mapping[str, ThemeFigures]

    @property
    def altogether(self) -> ThemeFigures:
        """All themes of the test set added up."""
        found = self.themes.values()
        return ThemeFigures(
            sum(one.given for one in found), sum(one.assigned for one in found), sum(one.right for one in found)
        )


@cache
def measured() -> Measured:
    """What the shipped file says."""
    told: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    test, unseen = told["test"], told["unseen"]
    return Measured(
        test=_figures(test["all"]),
        swedish=_figures(test["sv"]),
        english=_figures(test["en"]),
        unseen=_figures(unseen["all"]),
        spelling=_figures(told["spelling"]),
        themes=_themes(test["themes"]),
        themes_unseen=_themes(unseen["themes"]),
    )


def kept_of(results: Mapping[str, Any]) -> dict[str, Any]:
    """What is shipped of the results of a training."""
    model, parts = results["model"], ("all", "sv", "en", "themes")
    return {
        "test": {part: model["test"][part] for part in parts},
        "unseen": {part: model["unseen"]["author"][part] for part in parts},
        "spelling": results["model_spelling"]["test"]["all"],
    }


def _figures(told: Mapping[str, float]) -> Figures:
    return Figures(int(told["n"]), {name: told[name] for name in AIMS})


def _themes(told: Mapping[str, Mapping[str, int]]) -> dict[str, ThemeFigures]:
    return {code: ThemeFigures(one["n"], one["assigned"], one["right"]) for code, one in told.items()}
