"""Every number of advice comes from events: without them it is not told. Nothing about the person enters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import CharField, EmailField, Model, TextField
from django.test import Client

from framdrift.config.privacy_kinds import Kind
from framdrift.config.privacy_registry import REGISTRY
from framdrift.desk.candidacies.advice_words import explained, suggested
from framdrift.foundation.models import Event
from framdrift.momentum.advising.actions import give_suggested
from framdrift.momentum.advising.past import past_advice
from framdrift.momentum.advising.queries import draft_of
from framdrift.momentum.advising.rules import Draft, Number, Rule
from framdrift.momentum.models import RiskFit, Suggestion
from framdrift.momentum.risk.keeping import learn
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.planning.actions import recalculate
from framdrift.recruiting import actions
from framdrift.recruiting.actions.advice import give_advice
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Candidacy
from tests.cast import Cast
from tests.portals.client_world import bring_to_the_client
from tests.recruitment import candidate, column

PERSONAL = {Kind.CANDIDATE, Kind.REFEREE, Kind.SENSITIVE}


@pytest.fixture
def lea(assignment: Assignment, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> Candidacy:
    """At the decision since four days, with Karin's ball; one assessment and the reference in, one asked for; a date
    told by Karin and one told to Lea; somebody else withdrew, and the model has learned of it."""
    at = now - timedelta(days=4)
    gone = actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Iris Vik", ada, at), source="applied", by=ada, at=at
    )
    actions.end_candidacy(
        candidacy=gone, status="withdrew", told_reason="silence", told_by_side="candidate", by=ada, at=at
    )
    bring_to_the_client(cast, assignment, candidacy, ada, at=at)
    actions.give_news(candidacy=candidacy, channel="phone", next_news_on=now.date() + timedelta(days=3), by=ada, at=at)
    reference = actions.ask_reference(
        candidacy=candidacy, plan_step=column(assignment, StepType.REFERENCES), name="Bo Ek", by=ada, at=at
    )
    actions.receive_reference(reference=reference, body="Bra.", by=ada, at=at + timedelta(hours=1))
    actions.make_promise(
        candidacy=candidacy,
        kind="decision",
        to_side="agency",
        made_by=cast.north.manager,
        due_at=now + timedelta(days=2),
        by=ada,
        at=at,
    )
    recalculate(assignment=assignment, because_seq=0, by=ada, at=now)
    learn(at=now)
    _say(RiskFit.objects.get(), "better")
    candidacy.refresh_from_db()
    return candidacy


def _say(fit: RiskFit, verdict: str) -> None:
    fit.record["judgement"]["verdict"] = verdict
    fit.save(update_fields=["record"])


def _told(draft: Draft) -> dict[tuple[Rule, str], Number]:
    return {(sentence.rule, one.name): one for sentence in draft.sentences for one in sentence.numbers}


def test_without_its_events_a_number_is_not_told(lea: Candidacy, ada: Viewer, now: datetime) -> None:
    told = _told(draft_of(ada, lea, at=now))
    assert {rule for rule, _name in told} >= {Rule.IN_HAND, Rule.MISSING, Rule.WAITS, Rule.PROMISED, Rule.HOLDS}
    for key, number in told.items():
        assert number.events, key
        with transaction.atomic():
            gone = Event.objects.filter(seq__in=number.events)
            assert gone.count() == len(number.events), key
            gone.delete()
            left = _told(draft_of(ada, lea, at=now)).get(key)
            assert left is None or left.value != number.value, key
            transaction.set_rollback(True)
    assert _told(draft_of(ada, lea, at=now)) == told


def test_without_one_of_its_events_it_says_so(lea: Candidacy, ada: Viewer, now: datetime) -> None:
    told = _told(draft_of(ada, lea, at=now))
    for seq in sorted({seq for number in told.values() for seq in number.events}):
        with transaction.atomic():
            Event.objects.filter(seq=seq).delete()
            left = _told(draft_of(ada, lea, at=now))
            for key, number in told.items():
                if seq in number.events:
                    assert left.get(key) != number, (key, seq)
            transaction.set_rollback(True)


def _complete(lea: Candidacy, cast: Cast, ada: Viewer, at: datetime) -> None:
    """Karin's assessment comes in: everything is there, and the plan is dated anew."""
    card = lea.scorecards.get(author=cast.north.manager)
    karin = viewer_of(cast.north.manager)
    scores = {one.pk: (4, "Gav exempel.") for one in lea.assignment.criteria.all()}
    actions.submit_scorecard(scorecard=card, scores=scores, note="", by=karin, at=at)
    recalculate(assignment=lea.assignment, because_seq=0, by=ada, at=at)
    lea.refresh_from_db()


def test_risk_is_told_only_while_its_endings_are_in_the_log(
    lea: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    _complete(lea, cast, ada, now)
    told = _told(draft_of(ada, lea, at=now))
    assert (Rule.ONE_MORE, "more_middle") in told
    with transaction.atomic():
        Event.objects.filter(code="candidacy-ended").delete()
        left = _told(draft_of(ada, lea, at=now))
        assert (Rule.ONE_MORE, "more_middle") not in left
        assert (Rule.ONE_MORE, "decision_on") in left
        transaction.set_rollback(True)
    _say(RiskFit.objects.get(), "no_better")
    assert (Rule.ONE_MORE, "more_middle") not in _told(draft_of(ada, lea, at=now))
    RiskFit.objects.all().delete()
    general = next(one for one in draft_of(ada, lea, at=now).sentences if one.rule is Rule.ONE_MORE)
    assert general.terms == ("general",)


def test_changing_any_personal_field_changes_no_number(lea: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    _complete(lea, cast, ada, now)
    before = draft_of(ada, lea, at=now)
    assert any(one.tells("more_middle") for one in before.sentences)
    changed = set()
    for model, name in _columns():
        field = model._meta.get_field(name)
        if not getattr(field, "unique", False) and not getattr(field, "choices", None):
            rows = model._base_manager.update(**{name: "x"})
            changed |= {f"{model.__name__}.{name}"} if rows else set()
    assert len(changed) > 10, "of rows that are there"
    assert changed >= {"Candidate.name", "Candidate.email", "Candidate.city", "FreeText.body", "Reference.name"}
    lea.refresh_from_db()
    assert draft_of(ada, lea, at=now) == before


def _columns() -> list[tuple[type[Model], str]]:
    models = {model._meta.label: model for model in apps.get_models()}
    return [
        (models[label], column.name)
        for label, line in REGISTRY.items()
        for column in (models[label]._meta.concrete_fields if label in models else ())
        if line.of(column.name) in PERSONAL and isinstance(column, CharField | TextField | EmailField)
    ]


def test_what_was_suggested_is_kept_with_what_was_sent(lea: Candidacy, ada: Viewer, now: datetime) -> None:
    found = suggested(ada, lea, at=now, today=now.date())
    for text, is_changed in ((found.words, False), (found.words + " Ring mig.", True)):
        advice = give_suggested(
            candidacy=lea,
            text=text,
            draft=found.draft,
            words=found.words,
            language=found.language,
            by=ada,
            at=now + timedelta(minutes=is_changed),
        )
        kept = Suggestion.objects.get(advice=advice)
        assert (kept.is_changed, str(kept.draft), kept.language) == (is_changed, found.words, "sv")
        assert [one["rule"] for one in kept.sentences] == [str(one.rule) for one in found.draft.sentences]
        assert all(number["events"] for one in kept.sentences for number in one["numbers"])
        assert "Lea" not in str(kept.sentences)
    record = past_advice(ada, as_of=now + timedelta(hours=1)).record
    assert (record.n, record.changed) == (1, 1), "of each candidacy the last counts"


def test_each_sentence_stands_with_its_events_as_the_timeline_tells_them(
    lea: Candidacy, ada: Viewer, now: datetime
) -> None:
    found = suggested(ada, lea, at=now, today=now.date())
    parts = explained(found, lea, now=now, today=now.date())
    assert " ".join(one.words for one in parts) == found.words
    assert all(one.lines for one in parts)
    assert any("Bo Ek" in line.sentence or "referen" in line.sentence.lower() for one in parts for line in one.lines)


PAGES: tuple[Callable[[Candidacy], str], ...] = (
    lambda row: f"/candidacies/{row.pk}/advice/why/",
    lambda row: "/reports/advice/",
)


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_for_those_who_may_see_them(
    as_account: Callable[..., Client], cast: Cast, lea: Candidacy, page: Callable[[Candidacy], str]
) -> None:
    assert as_account(cast.owner).get(page(lea)).status_code == 200
    assert as_account(cast.north.manager).get(page(lea)).status_code == 404


def test_the_report_tells_counts_while_they_are_few(
    as_account: Callable[..., Client], cast: Cast, lea: Candidacy, ada: Viewer
) -> None:
    type(cast.owner).objects.update(language="en")
    page = as_account(cast.owner).get("/reports/advice/").content.decode()
    assert "Too few to say: of 0 pieces of advice it is known what came." in page
    assert "own words" in page


def test_the_report_costs_the_same_however_much_advice(
    as_account: Callable[..., Client],
    cast: Cast,
    lea: Candidacy,
    assignment: Assignment,
    ada: Viewer,
    statements: Callable[..., None],
) -> None:
    def advise() -> None:
        at = lea.entered_at
        for number in range(5):
            other = actions.enter_candidacy(
                assignment=assignment,
                candidate=candidate(f"Kandidat {number}", ada, at),
                source="applied",
                by=ada,
                at=at,
            )
            give_advice(candidacy=other, text="Vänta in referensen.", by=ada, at=at)

    browser = as_account(cast.owner)
    statements("desk/report_advice", ask=lambda: browser.get("/reports/advice/"), grow=advise)
