"""The invented agency is believable, consistent with the wing's own rules, and the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import translation

from framdrift.cli.main import main
from framdrift.config.wiring import WIRING
from framdrift.conversations import events as talks
from framdrift.conversations.exits import events as leaving
from framdrift.foundation import texts
from framdrift.foundation.dispatch import deliver_pending
from framdrift.foundation.events import everything, first_broken
from framdrift.foundation.models import Event, FreeText, Letter
from framdrift.insights import events as coding
from framdrift.insights.release import events as releases
from framdrift.integrations.demo_agency.clock import WorkClock
from framdrift.integrations.demo_agency.filling import DatabaseInUse, Filled, Size, fill
from framdrift.integrations.demo_agency.names import handle
from framdrift.momentum.queries import today
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Agency, Role
from framdrift.recruiting import events
from framdrift.recruiting.default_templates import TEMPLATES, ensure_default_templates
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import (
    Assignment,
    Ball,
    Candidacy,
    Decision,
    Message,
    Outcome,
    PlanTemplate,
    Promise,
    Score,
)
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.science.calendars import WorkingDays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SMALL = Size(closed=9, open=10)


@pytest.fixture
def filled(db: None, now: datetime) -> Filled:
    """A small agency as of the tests' Tuesday."""
    return fill(seed=3, now=now, size=SMALL)


def test_it_has_the_size_that_was_asked_for(filled: Filled) -> None:
    assert (filled.assignments_closed, filled.assignments_open, filled.companies) == (9, 10, 12)
    assert Role.objects.filter(kind=Role.Kind.CONSULTANT, until__isnull=True).count() == 8
    assert Agency.objects.get().is_demo


def test_the_last_days_have_left_letters_and_answers(db: None, now: datetime) -> None:
    filled = fill(seed=3, now=now, size=SMALL, wiring=WIRING)
    states = Counter(Letter.objects.values_list("state", flat=True))
    assert {"sent", "held", "failed", "bounced"} <= states.keys(), states
    assert not Letter.objects.filter(state="sent", sent_at__gt=now).exists()
    assert not Letter.objects.filter(state="waiting", send_after__lte=now).exists()
    received = Counter(Message.objects.values_list("kind", "why_unsorted"))
    assert received[("bounce", "")] == received[("words", "other_sender")] == 1
    assert received[("words", "")] > 1
    assert filled.events == Event.objects.count()
    instants = recruiting_instants()
    assert instants == sorted(instants)
    assert first_broken(everything()) is None
    assert deliver_pending(WIRING, at=now) == 0


def test_the_ledger_and_the_chain_hold(filled: Filled, now: datetime) -> None:
    assert ledger_faults(now) == ()
    assert first_broken(everything()) is None
    assert all(texts.is_intact(text) for text in FreeText.objects.all())


def recruiting_instants() -> list[datetime]:
    """When what the book of days tells happened. Talks are staged afterwards, through their own actions."""
    staged = [kind for room in (talks, leaving, coding, releases) for kind in vars(room).values()]
    codes = {code for kind in staged if isinstance(code := getattr(kind, "code", None), str)}
    return list(Event.objects.exclude(code__in=codes).order_by("seq").values_list("at", flat=True))


def restart_numbers() -> None:
    """Rows are numbered as in a new database: PostgreSQL's counters do not roll back."""
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(line)


def _without_drawn(data: dict[str, Any]) -> dict[str, Any]:
    """A commitment's number is drawn, so that its place in no list tells whose talk it came from."""
    return {name: value for name, value in sorted(data.items()) if name != "commitment_id"}


def test_the_same_seed_and_instant_give_the_same_agency(db: None, now: datetime) -> None:
    def seal(seed: int, at: datetime) -> str:
        restart_numbers()
        with transaction.atomic():
            fill(seed=seed, now=at, size=Size(closed=2, open=2))
            told = [(event.code, event.at, _without_drawn(event.data)) for event in Event.objects.order_by("seq")]
            transaction.set_rollback(True)
        return sha256(repr(told).encode()).hexdigest()

    first = seal(5, now)
    assert seal(5, now) == first
    assert seal(6, now) != first
    assert seal(5, now + timedelta(days=1)) != first


def test_the_events_lead_to_the_rows(filled: Filled) -> None:
    """Replayed, the log gives where every candidacy stands, how it ended and when it next hears."""
    stands: dict[int, int] = {}
    ended: dict[int, str] = {}
    news: dict[int, str] = {}
    for event in everything():
        candidacy = event.data.get("candidacy_id")
        if event.code == events.CandidacyEntered.code:
            stands[candidacy] = event.data["plan_step_id"]
        elif event.code == events.CandidacyMoved.code:
            assert stands[candidacy] == event.data["from_step_id"]
            stands[candidacy] = event.data["to_step_id"]
        elif event.code == events.CandidacyEnded.code:
            assert candidacy not in ended
            ended[candidacy] = event.data["status"]
        elif event.code == events.AssignmentClosed.code:
            ended |= dict.fromkeys(event.data["expired_ids"], "expired")
        if candidacy and "next_news_on" in event.data:
            news[candidacy] = event.data["next_news_on"]
    rows = list(Candidacy.objects.all())
    assert {row.pk: row.plan_step_id for row in rows} == stands
    assert {row.pk: row.status for row in rows if row.status != "active"} == ended
    assert set(Outcome.objects.values_list("candidacy_id", "status")) == set(ended.items())
    for row in rows:
        if row.next_news_on is not None and not row.promises.filter(kind="news").exists():
            assert row.next_news_on.isoformat() == news[row.pk]


def test_balls_replayed_end_where_they_lie(filled: Filled) -> None:
    passed = {
        event.data["step_id"]: (event.data["to_side"], event.data.get("to_account_id"), event.data["until_on"])
        for event in everything()
        if event.code == events.BallPassed.code
    }
    handed_over = {event.data["assignment_id"] for event in everything() if event.code == events.OwnerChanged.code}
    open_balls = Ball.objects.filter(ended_at=None, step_id__in=passed).exclude(assignment_id__in=handed_over)
    assert open_balls.exists()
    for ball in open_balls:
        assert (ball.side, ball.account_id, ball.until_on.isoformat()) == passed[ball.step_id]


def test_everything_happened_in_order_and_in_working_hours(filled: Filled, now: datetime) -> None:
    instants = [instant for instant in recruiting_instants() if instant != now]
    assert instants == sorted(instants)
    assert instants[-1] <= now
    hours = {instant.astimezone(STOCKHOLM).hour for instant in instants}
    assert min(hours) >= 8
    assert max(hours) <= 17
    assert not [instant for instant in instants if instant.astimezone(STOCKHOLM).weekday() > 4]


def test_nothing_lies_around_for_ever(filled: Filled, now: datetime) -> None:
    oldest = (now - timedelta(days=30)).date()
    assert not Ball.objects.filter(ended_at=None, until_on__lt=oldest).exists()
    assert not Candidacy.objects.filter(status="active", next_news_on__lt=(now - timedelta(days=10)).date()).exists()
    settled = {"kept_at": None, "withdrawn_at": None}
    assert not Promise.objects.filter(**settled, due_at__lt=now - timedelta(days=30)).exists()


def test_nobody_was_hired_without_a_decision_and_early_ones_have_reasons(filled: Filled) -> None:
    hired = Candidacy.objects.filter(status="hired")
    assert hired.exists()
    assert not hired.exclude(decisions__verdict="offer").exists()
    early = Decision.objects.filter(evidence_complete=False, verdict__in=["advance", "offer"])
    assert not early.filter(early_reason=None).exists()
    for decision in Decision.objects.filter(evidence_complete=True):
        assert decision.known["missing"] == []


def test_every_score_is_on_a_criterion_of_its_own_assignment_with_what_was_seen(filled: Filled) -> None:
    for score in Score.objects.select_related("criterion", "scorecard__candidacy"):
        assert score.criterion.assignment_id == score.scorecard.candidacy.assignment_id
        assert bool(score.note) == (score.value is not None)


def test_no_reaction_hears_of_an_invented_past(filled: Filled, now: datetime) -> None:
    heard: list[int] = []
    wiring = {events.CandidacyEntered: (lambda event: heard.append(event.seq),)}
    assert deliver_pending(wiring, at=now) == 0
    assert heard == []


def test_owners_of_open_assignments_have_something_to_do(filled: Filled, now: datetime) -> None:
    owners = Account.objects.filter(owned_assignments__status="open").distinct()
    lines = {owner.name: len(today(viewer_of(owner), as_of=now).day.planned) for owner in owners}
    assert sum(count > 0 for count in lines.values()) >= len(lines) - 1, lines
    assert max(lines.values()) < 30


def test_load_fills_one_assignment_over_its_columns_and_the_rest_over_others(
    db: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from framdrift.integrations.demo_agency import load

    monkeypatch.setattr(load, "MOST_IN_ONE", 150)
    before = fill(seed=3, now=now, candidates=300, size=Size(closed=1, open=1))
    crowded = max(Assignment.objects.all(), key=lambda one: one.candidacies.count())
    active = crowded.candidacies.filter(status="active")
    assert active.count() == 150
    assert active.values("plan_step").distinct().count() == 4
    assert before.candidates >= 300
    assert ledger_faults(now) == ()
    assert first_broken(everything()) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: Agency.objects.create(id=1, name="Lind"),
        lambda: Account.objects.create_user("ada@lind.example", name="Ada Lind"),
    ],
)
def test_a_used_database_is_refused_and_left_alone(db: None, now: datetime, make: Callable[[], object]) -> None:
    make()
    with pytest.raises(DatabaseInUse) as refused:
        fill(seed=1, now=now, size=SMALL)
    assert not refused.value.is_demo
    assert not Assignment.objects.exists()
    assert not Event.objects.exists()


def test_the_demonstration_itself_is_refused_the_second_time(filled: Filled, now: datetime) -> None:
    with pytest.raises(DatabaseInUse) as refused:
        fill(seed=3, now=now, size=SMALL)
    assert refused.value.is_demo


# --- templates, names, clock -----------------------------------------------------------------------
def test_the_shipped_templates_are_made_once(db: None) -> None:
    first = ensure_default_templates()
    assert [template.name for template in first] == list(TEMPLATES)
    assert [template.is_default for template in first] == [True, False, False]
    assert ensure_default_templates() == first
    for template in first:
        steps = list(template.steps.all())
        assert [step.position for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0].scope == Scope.ASSIGNMENT
        assert {"decision", "offer", "signing"} <= {step.type for step in steps}
        assert all(step.name_sv and step.name_en and step.work_days for step in steps)


def test_an_installation_with_a_template_of_its_own_keeps_just_that(db: None) -> None:
    own = PlanTemplate.objects.create(name="Vår egen", is_default=True)
    assert ensure_default_templates() == [own]


@pytest.mark.parametrize(
    ("name", "plain"), [("Åsa Öberg", "asa.oberg"), ("Emina Hadžić", "emina.hadzic"), ("Paweł Yılmaz", "pawel.yilmaz")]
)
def test_a_name_becomes_an_address(name: str, plain: str) -> None:
    assert handle(name) == plain


@pytest.mark.parametrize(
    ("at", "work_days", "later"),
    [
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), 0.5, datetime(2026, 11, 24, 13, 30, tzinfo=UTC)),
        (datetime(2026, 11, 27, 15, 0, tzinfo=UTC), 0.5, datetime(2026, 11, 30, 10, 30, tzinfo=UTC)),
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), 0, datetime(2026, 11, 30, 7, 0, tzinfo=UTC)),
        (datetime(2026, 10, 23, 7, 0, tzinfo=UTC), 1, datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
    ],
)
def test_working_days_are_added_inside_working_hours(at: datetime, work_days: float, later: datetime) -> None:
    assert WorkClock(WorkingDays(), STOCKHOLM).later(at, work_days) == later


# --- the command -----------------------------------------------------------------------------------
@pytest.fixture
def spoken() -> Iterator[None]:
    """The command speaks a language of its own; give the tests theirs back."""
    with translation.override("en"):
        yield


def test_the_command_fills_and_then_refuses(
    db: None, spoken: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(fill.__kwdefaults__, "size", Size(closed=1, open=1))
    assert main(["demo", "--json", "--seed", "4", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["assignments_open"], told["assignments_closed"], told["seed"]) == (1, 1, 4)
    assert main(["demo", "--lang", "en"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "already" in captured.err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--candidates", "100001"], 2, "--candidates"),
        (["--candidates", "-1"], 2, "--candidates"),
        (["--employees", "-1"], 2, "--employees"),
        (["--employees", "100001"], 2, "--employees"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    words: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--lang", "en", *words]) == status
    assert said in capsys.readouterr().err
