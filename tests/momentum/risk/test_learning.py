"""Histories out of the ledger; learning kept once; nothing personal anywhere near it; the page that tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import CharField, EmailField, Model, TextField
from django.test import Client

from framdrift.config.privacy_kinds import Kind
from framdrift.config.privacy_registry import REGISTRY
from framdrift.momentum.models import RiskFit
from framdrift.momentum.risk.keeping import learn, newest, risk_in_force
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.momentum.risk.queries import CHUNK, histories
from framdrift.momentum.risk.rules import WITHDREW
from framdrift.organisations.access import Viewer
from framdrift.planning.waiting_risk import ASSUMED, Waiting
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast
from tests.recruitment import candidate
from tests.statements import count

PERSONAL = {Kind.CANDIDATE, Kind.REFEREE, Kind.SENSITIVE}


@pytest.fixture
def way(assignment: Assignment, ada: Viewer, now: datetime) -> Callable[[str], Candidacy]:
    """A candidacy begun twenty days before `now`, told once, and withdrawn five days before."""

    def go(name: str) -> Candidacy:
        begun = now - timedelta(days=20)
        found = actions.enter_candidacy(
            assignment=assignment, candidate=candidate(name, ada, begun), source="applied", by=ada, at=begun
        )
        at = begun + timedelta(days=3)
        actions.give_news(candidacy=found, channel="phone", next_news_on=(at + timedelta(days=4)).date(), by=ada, at=at)
        actions.end_candidacy(
            candidacy=found,
            status="withdrew",
            told_reason="silence",
            told_by_side="candidate",
            by=ada,
            at=now - timedelta(days=5),
        )
        return found

    return go


def test_a_history_tells_what_had_happened_by_then(way: Callable[[str], Candidacy], now: datetime) -> None:
    gone = way("Iris Vik")
    (whole,) = histories(as_of=now)
    assert (whole.candidacy_id, whole.ending, len(whole.news_on)) == (gone.pk, WITHDREW, 1)
    assert whole.steps
    assert whole.balls[-1].last_on == whole.last_on
    (before,) = histories(as_of=now - timedelta(days=6))
    assert (before.ending, before.last_on) == ("", None)
    assert before.balls[-1].last_on is None
    assert list(histories(as_of=now - timedelta(days=30))) == []


def test_statements_do_not_grow_with_the_candidacies(way: Callable[[str], Candidacy], now: datetime) -> None:
    way("Iris Vik")
    few = len(count(lambda: list(histories(as_of=now))))
    for number in range(6):
        way(f"Kandidat {number}")
    assert len(count(lambda: list(histories(as_of=now)))) == few <= 9
    assert CHUNK > 7


def _columns() -> list[tuple[type[Model], str]]:
    """Every column that holds words about a person, by the register of columns."""
    models = {model._meta.label: model for model in apps.get_models()}
    found = []
    for label, line in REGISTRY.items():
        for column in models[label]._meta.concrete_fields if label in models else ():
            if line.of(column.name) in PERSONAL and isinstance(column, CharField | TextField | EmailField):
                found.append((models[label], column.name))
    return found


def test_changing_any_personal_field_changes_nothing(way: Callable[[str], Candidacy], now: datetime) -> None:
    way("Iris Vik")
    way("Omar Dahl")
    before, fit = list(histories(as_of=now)), learn(at=now)
    kept = (fit.effects, fit.leaving, fit.record)
    columns = _columns()
    assert len(columns) > 20
    for model, name in columns:
        if not model._meta.get_field(name).unique and not model._meta.get_field(name).choices:
            model._base_manager.update(**{name: "x"})
    assert list(histories(as_of=now)) == before
    again = learn(at=now)
    assert (again.effects, again.leaving, again.record) == kept


def test_learning_keeps_the_newest_and_plans_reckon_with_it(way: Callable[[str], Candidacy], now: datetime) -> None:
    assert newest() is None
    assert risk_in_force() is ASSUMED
    way("Iris Vik")
    learn(at=now - timedelta(days=1))
    fit = learn(at=now)
    learn(at=now)
    assert RiskFit.objects.count() == 1
    assert (fit.candidacies, fit.ended[WITHDREW]) == (1, 1)
    risk = risk_in_force()
    assert isinstance(risk, LearnedRisk)
    found = risk.leaving(Waiting(0, 20, 4))
    assert 0 < found.low < found.middle < found.high < 1
    assert found.n == 1


def test_the_page_says_how_far_to_trust_it(
    as_account: Callable[..., Client], cast: Cast, way: Callable[[str], Candidacy], now: datetime
) -> None:
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(language="en")
    ada = as_account(cast.owner)
    assert "Nothing has been learned yet" in ada.get("/reports/risk/").content.decode()
    way("Iris Vik")
    learn(at=now)
    page = ada.get("/reports/risk/").content.decode()
    assert "Too few to say." in page
    assert "after 2 working days without news" in page
    assert "Iris" not in page
    assert as_account(cast.north.manager).get("/reports/risk/").status_code == 404
