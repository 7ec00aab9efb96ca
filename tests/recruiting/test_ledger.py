"""The ledger is whole after everything that actions do, and every planted fault is found and named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Step
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.upkeep import LedgerBroken, check_ledger
from tests.recruitment import column

LATER = timedelta(hours=1)


def rules(at: datetime) -> set[str]:
    return {fault.rule for fault in ledger_faults(at)}


def test_a_life_of_moves_leaves_the_ledger_whole(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    interview, references = column(assignment, StepType.INTERVIEW), column(assignment, StepType.REFERENCES)
    at = iter(now + n * LATER for n in range(20))
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=next(at))
    actions.undo_move(candidacy=candidacy, by=ada, at=next(at))
    actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=next(at))
    actions.open_parallel_step(candidacy=candidacy, plan_step=references, by=ada, at=next(at))
    ball = Ball.objects.get(step__plan_step=interview, candidacy=candidacy, ended_at=None)
    actions.pass_ball(ball=ball, side="candidate", reason="answer", by=ada, at=next(at))
    actions.pause_assignment(assignment=assignment, by=ada, at=next(at))
    actions.resume_assignment(assignment=assignment, by=ada, at=next(at))
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=next(at)
    )
    actions.reopen_candidacy(candidacy=candidacy, by=ada, at=next(at))
    assert ledger_faults(next(at)) == ()
    actions.close_assignment(assignment=assignment, reason="cancelled", by=ada, at=next(at))
    assert ledger_faults(next(at)) == ()


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _late_ball(now: datetime) -> None:
    Ball.objects.filter(candidacy__isnull=False).update(since=now - timedelta(days=1))


def _second_company(now: datetime) -> None:
    _sql(
        "UPDATE recruiting_candidacy SET company_id = "
        "(SELECT MAX(id) FROM organisations_company WHERE id <> recruiting_candidacy.company_id)"
    )


def _closed_step_ball_early(now: datetime) -> None:
    Step.objects.filter(candidacy__isnull=False).update(closed_at=now)
    Ball.objects.filter(candidacy__isnull=False).update(ended_at=now - LATER)


def _split_ball(now: datetime) -> None:
    ball = Ball.objects.get(candidacy__isnull=False)
    Ball.objects.filter(pk=ball.pk).update(ended_at=now - 2 * LATER)
    ball.pk, ball.since = None, now - LATER
    ball.save()


PLANTED: list[tuple[str, Callable[[datetime], object]]] = [
    ("active candidacy without a ball", lambda now: Ball.objects.update(ended_at=now)),
    ("open step without exactly one open ball", lambda now: Ball.objects.update(ended_at=now)),
    ("active candidacy without an open step where it stands", lambda now: Step.objects.update(closed_at=now)),
    ("open ball on a closed step", lambda now: Step.objects.update(closed_at=now)),
    ("balls of a step with a gap or an overlap", _late_ball),
    ("balls of a step with a gap or an overlap", _split_ball),
    ("closed step whose last ball ended at another instant", _closed_step_ball_early),
    ("ball of another candidacy or assignment than its step", lambda now: Ball.objects.update(candidacy=None)),
    ("row of another company than its assignment", _second_company),
    ("ball that begins in the future", lambda now: Ball.objects.update(since=now + LATER)),
    (
        "active candidacy in a closed assignment",
        lambda now: Assignment.objects.update(status="closed", closed_at=now, close_reason="cancelled"),
    ),
    (
        "open step in a closed assignment",
        lambda now: Assignment.objects.update(status="closed", closed_at=now, close_reason="cancelled"),
    ),
    (
        "ended candidacy with an open step",
        lambda now: Candidacy.objects.update(status="rejected", ended_at=now, next_step_on=None, next_news_on=None),
    ),
]


@pytest.mark.parametrize(("rule", "plant"), PLANTED)
def test_a_planted_fault_is_found(
    candidacy: Candidacy, now: datetime, rule: str, plant: Callable[[datetime], object]
) -> None:
    assert rules(now) == set()
    plant(now)
    assert rule in rules(now)


@pytest.mark.parametrize("field", ["next_step_on", "next_news_on"])
def test_the_database_itself_refuses_an_undated_candidacy(candidacy: Candidacy, field: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidacy.objects.update(**{field: None})


def test_the_nightly_look_fails_loudly(candidacy: Candidacy, now: datetime) -> None:
    check_ledger.call(now.isoformat())
    Ball.objects.update(ended_at=now)
    with pytest.raises(LedgerBroken, match="without a ball"):
        check_ledger.call(now.isoformat())
