"""Whatever is done in whatever order: ledger and chain of events stay whole, and no clock loses or doubles time.

What an action refuses counts as done: a refusal must leave everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framdrift.foundation.events import everything, first_broken
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, Scope, Side, Verdict
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Pause, PlanStep, Reference, Scorecard
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.refusals import Refusal
from framdrift.recruiting.rules import waits
from tests.cast import Cast
from tests.recruitment import candidate

PEOPLE = 2


@dataclass
class Office:
    """A consultant with one assignment; `pick` is the number that an action chooses its particulars by."""

    cast: Cast
    by: Viewer
    assignment_id: int
    at: datetime
    pick: int = 0

    @property
    def assignment(self) -> Assignment:
        return Assignment.objects.get(pk=self.assignment_id)

    @property
    def candidacy(self) -> Candidacy:
        return Candidacy.objects.order_by("id")[self.pick % PEOPLE]

    @property
    def column(self) -> PlanStep:
        columns = PlanStep.objects.filter(assignment=self.assignment_id, scope=Scope.CANDIDACY).order_by("position")
        return columns[self.pick // PEOPLE % len(columns)]

    @property
    def ball(self) -> Ball:
        """One ball of the candidate's, open or long ended, as an old page may show it."""
        balls = Ball.objects.filter(candidacy=self.candidacy).order_by("id")
        return balls[self.pick // PEOPLE % len(balls)]

    @property
    def person(self) -> Account:
        people = (self.cast.owner, self.cast.teammate, self.cast.lead, self.cast.north.manager)
        return people[self.pick // PEOPLE % len(people)]


def _move(office: Office) -> None:
    actions.move_candidacy(
        candidacy=office.candidacy, to=office.column, early_reason="Bråttom", by=office.by, at=office.at
    )


def _end(office: Office) -> None:
    actions.end_candidacy(
        candidacy=office.candidacy,
        status=CandidacyStatus.WITHDREW,
        told_reason="pay",
        told_by_side="candidate",
        by=office.by,
        at=office.at,
    )


def _decide(office: Office) -> None:
    verdict = list(Verdict)[office.pick // PEOPLE % len(Verdict)]
    actions.decide(
        candidacy=office.candidacy,
        verdict=verdict,
        decided_by=office.cast.north.manager,
        reason="Vi vill det.",
        early_reason="Bråttom",
        by=office.by,
        at=office.at,
    )


def _pass_ball(office: Office) -> None:
    side = list(Side)[office.pick // 3 % len(Side)]
    account = {Side.AGENCY: office.cast.teammate, Side.CLIENT: office.cast.north.manager}.get(side)
    actions.pass_ball(ball=office.ball, side=side, account=account, reason="other", by=office.by, at=office.at)


def _send_offer(office: Office) -> None:
    answer_by_on = office.at.date() + timedelta(days=4)
    actions.send_offer(candidacy=office.candidacy, answer_by_on=answer_by_on, by=office.by, at=office.at)


def _answer_offer(office: Office) -> None:
    answer = ["accepted", "declined", "taken_back"][office.pick // PEOPLE % 3]
    actions.answer_offer(candidacy=office.candidacy, answer=answer, by=office.by, at=office.at)


def _scorecard(office: Office) -> None:
    card = actions.ask_scorecard(
        candidacy=office.candidacy, plan_step=office.column, author=office.cast.owner, by=office.by, at=office.at
    )
    criterion = office.assignment.criteria.first()
    assert isinstance(card, Scorecard) and criterion is not None
    actions.submit_scorecard(scorecard=card, scores={criterion.pk: (4, "")}, by=office.by, at=office.at)


def _reference(office: Office) -> None:
    reference: Reference = actions.ask_reference(
        candidacy=office.candidacy, plan_step=office.column, name="Rut", by=office.by, at=office.at
    )
    actions.receive_reference(reference=reference, body="Bra.", by=office.by, at=office.at)


def _decline_both(office: Office) -> None:
    actions.decline_candidacies(
        assignment=office.assignment,
        candidacies=list(Candidacy.objects.all()),
        told_reason="other_chosen",
        by=office.by,
        at=office.at,
    )


def _book(office: Office) -> None:
    later = office.at + timedelta(days=2)
    actions.book_step(
        candidacy=office.candidacy, plan_step=office.column, start_at=later, minutes=45, by=office.by, at=office.at
    )


VERBS: list[Callable[[Office], object]] = [
    _move, _move, _move, _end, _decide, _decide, _pass_ball, _send_offer, _answer_offer, _scorecard, _reference,
    _decline_both, _book,
    lambda o: actions.undo_move(candidacy=o.candidacy, by=o.by, at=o.at),
    lambda o: actions.undo_move(candidacy=o.candidacy, by=o.by, at=o.at),
    lambda o: actions.undo_end(candidacy=o.candidacy, by=o.by, at=o.at),
    lambda o: actions.reopen_candidacy(candidacy=o.candidacy, plan_step=o.column, by=o.by, at=o.at),
    lambda o: actions.open_parallel_step(candidacy=o.candidacy, plan_step=o.column, by=o.by, at=o.at),
    lambda o: actions.close_parallel_step(candidacy=o.candidacy, plan_step=o.column, by=o.by, at=o.at),
    lambda o: actions.unbook_step(candidacy=o.candidacy, plan_step=o.column, by=o.by, at=o.at),
    lambda o: actions.hold_step(candidacy=o.candidacy, plan_step=o.column, by=o.by, at=o.at),
    lambda o: actions.take_over_ball(ball=o.ball, taker=o.cast.lead, by=o.by, at=o.at),
    lambda o: actions.change_owner(assignment=o.assignment, to=o.person, by=o.by, at=o.at),
    lambda o: actions.mark_first_choice(candidacy=o.candidacy, by=o.by, at=o.at),
    lambda o: actions.hire(candidacy=o.candidacy, by=o.by, at=o.at),
    lambda o: actions.give_news(candidacy=o.candidacy, channel="phone", by=o.by, at=o.at),
    lambda o: actions.pause_assignment(assignment=o.assignment, by=o.by, at=o.at),
    lambda o: actions.resume_assignment(assignment=o.assignment, by=o.by, at=o.at),
    lambda o: actions.close_assignment(assignment=o.assignment, reason="cancelled", by=o.by, at=o.at),
    lambda o: actions.reopen_assignment(assignment=o.assignment, by=o.by, at=o.at),
]  # fmt: skip

Done = tuple[int, int, int]
"""Which verb, the number it picks its particulars by, and how many minutes after the one before."""
DONE = st.tuples(st.integers(0, len(VERBS) - 1), st.integers(0, 60), st.integers(1, 6000))


def _check_clocks(office: Office) -> None:
    pauses = list(Pause.objects.filter(assignment=office.assignment_id).values_list("since", "until"))
    for candidacy in Candidacy.objects.prefetch_related("steps", "balls__step", "outcomes"):
        balls = [(ball.step.last_responsible_on, ball) for ball in candidacy.balls.all()]
        found = waits(balls, pauses=pauses, as_of=office.at)
        assert all(one.until <= two.since for one, two in pairwise(found))
        if candidacy.status == CandidacyStatus.ACTIVE and not _was_reopened(candidacy):
            waited = sum((one.until - one.since for one in found), timedelta())
            paused = sum(((until or office.at) - since for since, until in pauses), timedelta())
            assert waited == office.at - candidacy.entered_at - paused


def _was_reopened(candidacy: Candidacy) -> bool:
    """An end that was left behind by reopening leaves a gap; one taken back leaves none."""
    return candidacy.outcomes.exists() and candidacy.steps.filter(opened_at__gte=_first_end(candidacy)).exists()


def _first_end(candidacy: Candidacy) -> datetime:
    return min(outcome.ended_at for outcome in candidacy.outcomes.all())


def test_whatever_is_done_the_ledger_the_chain_and_the_clocks_hold(
    cast: Cast, assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.enter_candidacy(
        assignment=assignment, candidate=candidate("Max Ek", ada, now), source="applied", by=ada, at=now
    )

    @settings(parent=settings(), max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.lists(DONE, min_size=2, max_size=14))
    def run(story: list[Done]) -> None:
        office = Office(cast, ada, assignment.pk, now)
        with transaction.atomic():
            for verb, pick, minutes in story:
                office.at, office.pick = office.at + timedelta(minutes=minutes), pick
                try:
                    with transaction.atomic():
                        VERBS[verb](office)
                except Refusal as refusal:
                    assert refusal.sentence()
            assert ledger_faults(office.at) == ()
            assert first_broken(everything()) is None
            _check_clocks(office)
            transaction.set_rollback(True)

    run()
