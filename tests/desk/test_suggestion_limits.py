"""The coding desk says how good the suggestions are: missed aims, the weaker language, the weak themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation

from framdrift.desk.conversations.suggestion_limits import Limits, limits_of
from framdrift.insights.codebook.queries import book
from framdrift.organisations.models import Account
from framdrift.science.themes.measured import AIMS, Figures, Measured, ThemeFigures, measured
from tests.cast import Cast

SignIn = Callable[[Account], Client]
MET = dict(zip(AIMS, (0.8, 0.95, 0.7, 0.9), strict=True))
GOOD, POOR = ThemeFigures(20, 20, 18), ThemeFigures(20, 10, 4)


def _measured(**changes: object) -> Measured:
    figures = Figures(100, MET)
    themes = {"T06": GOOD, "T11": GOOD}
    found = Measured(figures, figures, figures, figures, figures, themes, themes)
    return replace(found, **changes)  # type: ignore[arg-type]


def _limits(found: Measured) -> Limits:
    with translation.override("en"):
        return limits_of(found, book(), language="en")


@pytest.mark.django_db
def test_a_missed_aim_is_said_with_both_figures() -> None:
    short = Figures(100, {**MET, "micro_f1": 0.6446})
    told = _limits(_measured(test=short))
    assert [row.is_met for row in told.aims] == [True, True, False, True]
    assert told.said[0].endswith("(F1). 64.5% against an aim of 65%.")
    assert "right in 90% of its codes and find 90%" in told.said[1]
    assert not any(one.startswith("Missed") for one in _limits(_measured()).said)


@pytest.mark.django_db
@pytest.mark.parametrize(("weaker", "word"), [("english", "English"), ("swedish", "Swedish")])
def test_the_weaker_language_is_named_when_it_is_more_than_three_points(weaker: str, word: str) -> None:
    told = _limits(_measured(**{weaker: Figures(50, {**MET, "top1": 0.7})}))
    assert any(one.startswith(f"Weaker in {word}: the first suggestion is right for 70%") for one in told.said)
    near = _limits(_measured(**{weaker: Figures(50, {**MET, "top1": 0.78})}))
    assert not any(one.startswith("Weaker in") for one in near.said)


@pytest.mark.django_db
def test_a_theme_that_is_weak_here_or_on_the_corpus_is_named() -> None:
    told = _limits(_measured(themes={"T06": GOOD, "T11": POOR}))
    assert [(row.name, row.is_weak) for row in told.themes] == [
        ("Pay and benefits", True),
        ("Immediate manager", False),
    ]
    assert "Weakest themes, to look for yourself: Pay and benefits." in told.said
    unseen = _limits(_measured(themes_unseen={"T06": POOR, "T11": GOOD}))
    assert "Weakest themes, to look for yourself: Immediate manager." in unseen.said


def test_the_page_says_it_before_anything_has_been_learnt_here(cast: Cast, as_account: SignIn) -> None:
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    page = as_account(cast.interviewer).get("/conversations/coding/suggestions/").content.decode()
    found = measured()
    assert ("Missed: " in page) == bool(found.test.missed())
    assert page.count('scope="row"') >= len(AIMS) + len(found.themes)
    assert f"{found.test.n} passages, {found.swedish.n} in Swedish" in page
