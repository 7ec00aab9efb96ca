"""Which balls come up today, found by narrow statements, against every open ball looked at one by one."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from framdrift.momentum import lines
from framdrift.momentum.duties import Duties, duties_of
from framdrift.momentum.queries import today
from framdrift.momentum.rules import MEETINGS
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import BallReason
from framdrift.recruiting.models import Assignment, Ball, PlanStep, Step
from framdrift.recruiting.queries.load import waiting_balls, waiting_count
from tests.cast import Cast
from tests.recruitment import candidate

DAY = timedelta(days=1)


def scattered(assignment: Assignment, cast: Cast, ada: Viewer, now: datetime, rng: random.Random) -> None:
    """Thirty candidacies anywhere in the plan, booked or not, with anybody, for any reason, due at any time."""
    columns = list(PlanStep.objects.filter(assignment=assignment, scope="candidacy"))
    holders: list[tuple[str, Account | None]] = [
        ("agency", cast.owner), ("agency", cast.teammate), ("client", cast.north.manager),
        ("candidate", None), ("outside", None),
    ]  # fmt: skip
    for number in range(30):
        entered = actions.enter_candidacy(
            assignment=assignment, candidate=candidate(f"Nr {number}", ada, now - 9 * DAY), source="applied",
            by=ada, at=now - 9 * DAY,
        )  # fmt: skip
        side, account = rng.choice(holders)
        Step.objects.filter(candidacy=entered).update(
            plan_step=rng.choice(columns),
            last_responsible_on=now.date() + rng.randint(-4, 9) * DAY,
            booked_at=rng.choice([None, None, now + rng.randint(-2, 4) * DAY]),
            held_at=rng.choice([None, None, None, now - DAY]),
        )
        Ball.objects.filter(candidacy=entered).update(
            side=side, account=account, reason=rng.choice([BallReason.DECIDE, BallReason.DO_STEP, BallReason.BOOK]),
            until_on=now.date() + rng.randint(-5, 5) * DAY,
        )  # fmt: skip


def comes_up(ball: Ball, duties: Duties) -> bool:
    """The rule in plain words: to decide, a meeting without a date, the reader's own, or others' overdue."""
    step, ours = ball.step, ball.assignment_id in duties.assignments
    undone = step.closed_at is None and step.booked_at is None and step.held_at is None
    near = step.plan_step.type in MEETINGS and step.last_responsible_on <= duties.horizon_on
    decide = ball.reason == BallReason.DECIDE
    mine = ball.account_id in duties.owners and ball.side == "agency"
    later = step.booked_at is not None and step.booked_at >= duties.tomorrow
    overdue = ours and ball.until_on < duties.today and ball.side != "agency"
    return (ours and decide) or (ours and undone and near and not decide) or (mine and not later) or overdue


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_same_balls_come_up_as_when_each_is_looked_at(
    seed: int, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    scattered(assignment, cast, ada, now, random.Random(seed))
    for ball in Ball.objects.filter(ended_at=None)[:30:7]:
        actions.snooze(item=f"ball:{ball.pk}", until_on=now.date() + DAY, by=ada, at=now)
    Absence.objects.create(account=cast.owner, first_on=now.date(), last_on=now.date(), deputy=cast.lead)
    for account in (cast.owner, cast.teammate, cast.lead):
        duties = duties_of(viewer_of(account), as_of=now)
        running = Ball.objects.filter(ended_at=None, assignment__status="open").select_related("step__plan_step")
        expected = {f"ball:{ball.pk}" for ball in running if comes_up(ball, duties)} - duties.snoozed
        found = [item.key for item in lines.balls(duties)]
        assert len(found) == len(set(found))
        assert set(found) == expected != set()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_count_of_the_teams_balls_is_the_length_of_its_list(
    seed: int, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    scattered(assignment, cast, ada, now, random.Random(seed))
    Account.objects.filter(pk=cast.owner.pk).update(minutes_per_day=40)
    for account in (cast.owner, cast.teammate, cast.lead, cast.interviewer):
        viewer = viewer_of(account)
        away = today(viewer, as_of=now).away
        assert waiting_count(viewer, away=away, as_of=now) == len(waiting_balls(viewer, as_of=now))
    assert waiting_balls(viewer_of(cast.lead), as_of=now)
