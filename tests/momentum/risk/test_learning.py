"""Histories out of the ledger; learning kept once; nothing personal anywhere near it; the page that tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    EmailField,
    Field,
    IntegerField,
    JSONField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SmallIntegerField,
    TextField,
)
from django.test import Client

from framdrift.config.privacy_kinds import Kind
from framdrift.config.privacy_registry import REGISTRY
from framdrift.momentum.models import RiskFit
from framdrift.momentum.risk.causes import LEFT_FOR_TERMS, LEFT_FOR_TIME, LEFT_UNTOLD, WITHDREW
from framdrift.momentum.risk.keeping import learn, newest, risk_in_force
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.momentum.risk.queries import CHUNK, histories
from framdrift.organisations.access import Viewer
from framdrift.planning.waiting_risk import ASSUMED, Waiting
from framdrift.recruiting import actions
from framdrift.recruiting.actions.plans import tell_notice
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy, Outcome
from tests.cast import Cast
from tests.portals.client_world import bring_to_the_client
from tests.recruitment import candidate, column
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
    assert (whole.candidacy_id, whole.ending, len(whole.news_on)) == (gone.pk, LEFT_FOR_TIME, 1)
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


READ = {
    "recruiting_candidacy": "id assignment_id company_id entered_at ended_at status precision",
    "recruiting_step": "id candidacy_id plan_step_id opened_at closed_at",
    "recruiting_planstep": "id type",
    "recruiting_ball": "id candidacy_id side since ended_at",
    "recruiting_pause": "id assignment_id since until",
    "recruiting_outcome": "candidacy_id told_reason told_by_side undone_at ended_at",
    "recruiting_promise": "id candidacy_id to_side made_at due_at kept_at withdrawn_at",
    "foundation_event": "subject code at data seq",
}
"""All that may be read of the process: instants, sides, sorts of steps, codes. Nothing of who somebody is."""
CHANGED: dict[type[Field[Any, Any]], object] = {
    CharField: "x",
    TextField: "x",
    EmailField: "x@y.se",
    DateTimeField: datetime(2001, 2, 3, tzinfo=UTC),
    DateField: date(2001, 2, 3),
    BooleanField: True,
    IntegerField: 7,
    SmallIntegerField: 1,
    PositiveSmallIntegerField: 1,
    PositiveIntegerField: 7,
    JSONField: {"x": 1},
}


def _columns() -> list[tuple[type[Model], Field[Any, Any]]]:
    """Every column of a kind that is about a person, by the register of columns, but those of the process."""
    models = {model._meta.label: model for model in apps.get_models()}
    found = []
    for label, line in REGISTRY.items():
        for one in models[label]._meta.concrete_fields if label in models else ():
            is_read = one.column in READ.get(models[label]._meta.db_table, "").split()
            if line.of(one.name) in PERSONAL and type(one) in CHANGED and not one.unique and not is_read:
                found.append((models[label], one))
    return found


def _change(model: type[Model], one: Field[Any, Any]) -> int:
    """Every row of a column gets another value: how many rows, and -1 where the database refused it."""
    try:
        with transaction.atomic():
            return model._base_manager.update(**{one.name: CHANGED[type(one)]})
    except DatabaseError:
        return -1


@pytest.fixture
def known(assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> Candidacy:
    """Lea, of whom much is known: who she is, consents, assessments with scores and words, a reference, a test, notes,
    a notice period, advice, a decision and an offer."""
    at = now - timedelta(days=9)
    actions.give_consent(candidate=candidacy.candidate, until_on=date(2028, 1, 1), by=ada, at=at)
    actions.mark_first_choice(candidacy=candidacy, by=ada, at=at)
    bring_to_the_client(cast, assignment, candidacy, ada, at=at)
    after = at + timedelta(hours=1)
    due_at = now + timedelta(days=2)
    actions.make_promise(
        candidacy=candidacy, kind="news", to_side="candidate", made_by=cast.owner, due_at=due_at, text="På fredag.",
        by=ada, at=after,
    )  # fmt: skip
    references = column(assignment, StepType.REFERENCES)
    asked = actions.ask_reference(candidacy=candidacy, plan_step=references, name="Bo Ek", by=ada, at=after)
    actions.receive_reference(reference=asked, body="Bra.", by=ada, at=after)
    actions.receive_test(candidacy=candidacy, plan_step=references, name="Logik", body="7 av 9", by=ada, at=after)
    actions.write_note(assignment=assignment, candidacy=candidacy, text="Väntar barn.", by=ada, at=after)
    tell_notice(candidacy=candidacy, months=3, to_month_end=True, by=ada, at=after)
    actions.decide(
        candidacy=candidacy, verdict="offer", decided_by=cast.owner, reason="Bäst", early_reason="Kortet kommer",
        by=ada, at=after,
    )  # fmt: skip
    actions.send_offer(candidacy=candidacy, answer_by_on=now.date() + timedelta(days=9), by=ada, at=after)
    return candidacy


REFUSED = {
    "Candidate.erased_at", "FreeText.erased_at", "Reference.declined_at", "Offer.answered_at",
    "Candidacy.next_step_on", "Candidacy.next_news_on",
}  # fmt: skip
"""Columns that the database ties to another one: they do not change alone."""
OF_A_PERSON = {
    "Candidate", "Candidacy", "Step", "Ball", "Outcome", "Consent", "FirstChoice", "Scorecard", "Score",
    "Reference", "TestResult", "Note", "NoticePeriod", "Advice", "Decision", "Offer", "FreeText",
}  # fmt: skip
"""The tables that have rows here, each with columns about a person."""


def test_changing_any_personal_field_changes_nothing(
    way: Callable[[str], Candidacy], known: Candidacy, ada: Viewer, now: datetime
) -> None:
    ways = [way("Iris Vik"), way("Omar Dahl")]
    before, fit = list(histories(as_of=now)), learn(at=now)
    kept = (fit.ended, fit.effects, fit.leaving, fit.record, fit.incidence)
    rows = {(model.__name__, one.name): (one, _change(model, one)) for model, one in _columns()}
    changed = {place: one for place, (one, number) in rows.items() if number > 0}
    refused = {".".join(place) for place, (_one, number) in rows.items() if number < 0}
    assert {table for table, _name in changed} == OF_A_PERSON
    assert len(changed) > 60
    assert refused <= REFUSED
    assert {type(one) for one in changed.values()} >= {CharField, TextField, DateTimeField, BooleanField}
    for number, candidacy in enumerate(ways):
        candidacy.candidate = candidate(f"Någon annan {number}", ada, now)
        candidacy.save(update_fields=["candidate"])
    assert list(histories(as_of=now)) == before
    again = learn(at=now)
    assert (again.ended, again.effects, again.leaving, again.record, again.incidence) == kept


def test_nothing_but_the_process_is_ever_asked_of_the_database(way: Callable[[str], Candidacy], now: datetime) -> None:
    way("Iris Vik")
    asked = {pair for sql in count(lambda: list(histories(as_of=now))) for pair in re.findall(r'"(\w+)"\."(\w+)"', sql)}
    assert asked <= {(table, column) for table, columns in READ.items() for column in columns.split()}
    assert len({table for table, _ in asked}) == len(READ), "the list has tables that nobody reads"


def test_each_reason_told_is_a_cause_of_its_own(
    assignment: Assignment, way: Callable[[str], Candidacy], ada: Viewer, now: datetime
) -> None:
    first, second = way("Iris Vik"), way("Omar Dahl")
    Outcome.objects.filter(candidacy=second).update(told_reason="pay")
    assert [one.ending for one in histories(as_of=now)] == [LEFT_FOR_TIME, LEFT_FOR_TERMS]
    Outcome.objects.filter(candidacy=first).update(undone_at=now)
    assert [one.ending for one in histories(as_of=now)] == [LEFT_UNTOLD, LEFT_FOR_TERMS]
    fit = learn(at=now)
    assert (fit.ended[WITHDREW], fit.ended[LEFT_FOR_TERMS], fit.ended[LEFT_FOR_TIME]) == (2, 1, 0)


def test_learning_keeps_the_newest_and_plans_reckon_with_it(way: Callable[[str], Candidacy], now: datetime) -> None:
    assert newest() is None
    assert risk_in_force() is ASSUMED
    way("Iris Vik")
    learn(at=now - timedelta(days=1))
    fit = learn(at=now)
    learn(at=now)
    assert RiskFit.objects.count() == 1
    assert (fit.candidacies, fit.ended[WITHDREW], fit.ended[LEFT_FOR_TIME]) == (1, 1, 1)
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


def test_the_page_tells_in_words_only_what_lies_clearly_beside_one(
    as_account: Callable[..., Client], cast: Cast, way: Callable[[str], Candidacy], now: datetime
) -> None:
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(language="en")
    ada = as_account(cast.owner)
    way("Iris Vik")
    fit = learn(at=now)
    for row in fit.effects[WITHDREW]:
        row[3:5] = {"silent over 2": (0.7, 0.1), "date known": (-0.7, 0.1)}.get(row[0], (0.1, 0.5))
    fit.save()
    page = " ".join(ada.get("/reports/risk/").content.decode().split())
    told = page[page.index("What raises or lowers it") : page.index("Everything that was looked at")]
    assert told.count("<li>") == 2
    assert "after 2 working days without news: <strong>2.0 times</strong>" in told
    assert "while the next date is known: <strong>0.5 times</strong>" in told
    assert "(between 0.4 and 0.6 in 80 cases of 100)" in told
    for row in fit.effects[WITHDREW]:
        row[3:5] = (0.1, 0.5)
    fit.save()
    assert "Nothing stands out with any certainty" in ada.get("/reports/risk/").content.decode()
