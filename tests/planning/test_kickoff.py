"""A kick-off in one sitting: everything gets its time without a clash; what cannot be placed says what would help."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Absence
from framdrift.planning.availability.queries import free_windows
from framdrift.planning.kickoff.asking import default_rounds
from framdrift.planning.kickoff.drafting import draft
from framdrift.planning.kickoff.gathering import problem_for
from framdrift.planning.kickoff.improving import improve, searched
from framdrift.planning.kickoff.owners import handed_over
from framdrift.planning.kickoff.problem import at_once
from framdrift.planning.kickoff.rounds import Asked, Part, Sitter, as_json, from_json
from framdrift.recruiting import actions
from framdrift.recruiting.actions import sittings
from framdrift.recruiting.kinds import MeetingKind, MeetingState, SearchState, SeatRole, Side, SittingState
from framdrift.recruiting.meeting_refusals import NothingToHold, PersonBusy, SittingOver
from framdrift.recruiting.models import Assignment, Ball, Meeting, MeetingSeat, PlanTemplate, Sitting, TempoTerm
from framdrift.science.windows import covers
from tests.cast import Cast


def clock() -> float:
    return time.monotonic()


@pytest.fixture
def asked(assignment: Assignment, now: datetime) -> Asked:
    return default_rounds(assignment, today=now.date())


def no_clash() -> None:
    """Nobody sits in two meetings at once."""
    for account in set(MeetingSeat.objects.values_list("account_id", flat=True)):
        rows = Meeting.objects.exclude(state=MeetingState.CANCELLED).filter(
            seats__account=account, seats__is_alternate=False, seats__left_at=None
        )
        for first, second in pairwise(rows.order_by("start_at")):
            assert first.end_at <= second.start_at


def test_the_defaults_follow_the_plan(asked: Asked, cast: Cast) -> None:
    kinds = [(one.kind, one.count) for one in asked.rounds]
    assert kinds == [
        (MeetingKind.INTERVIEW, 6),
        (MeetingKind.INTERVIEW, 3),
        (MeetingKind.DEBRIEF, 1),
        (MeetingKind.DECISION, 1),
    ]
    assert from_json(as_json(asked)) == asked
    agency, client, debrief, decision = asked.rounds
    assert [one.account_id for one in agency.of_part(Part.STANDS_IN)] == [cast.teammate.pk]
    assert [one.account_id for one in client.sitters] == [cast.north.manager.pk]
    both = {cast.north.manager.pk, cast.owner.pk}
    assert both == {one.account_id for one in debrief.of_part(Part.SITS)}
    assert both == {one.account_id for one in decision.of_part(Part.SITS)}


def test_everything_is_proposed_in_less_than_a_second(
    assignment: Assignment, asked: Asked, ada: Viewer, now: datetime
) -> None:
    began = clock()
    sitting = draft(assignment=assignment, asked=asked, by=ada, at=now, clock=clock)
    assert clock() - began < 1
    rows = Meeting.objects.filter(sitting=sitting)
    assert rows.count() == 11 and not sitting.left_out
    no_clash()
    for row in rows:
        windows = free_windows([s.account_id for s in row.seats.all()], start=now, end=now + timedelta(days=60), at=now)
        assert all(
            covers(windows[s.account_id], row.start_at, row.end_at) for s in row.seats.filter(is_alternate=False)
        )
    debrief = rows.get(kind=MeetingKind.DEBRIEF)
    assert debrief.start_at >= max(rows.filter(plan_step=debrief.plan_step, kind="interview").values_list("end_at"))[0]
    assert rows.get(kind=MeetingKind.DECISION).start_at >= debrief.end_at


def test_a_search_is_never_worse_and_stops_when_told(asked: Asked, cast: Cast, now: datetime) -> None:
    problem = problem_for(asked, at=now)
    greedy = at_once(problem, clock=clock)
    better = searched(problem, told=lambda standing: False, clock=clock, seconds=2)
    assert (len(better.held), -better.objective) >= (len(greedy.held), -greedy.objective)


def test_the_job_writes_what_it_found_unless_somebody_has_changed_the_draft(
    assignment: Assignment, asked: Asked, ada: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framdrift.planning.kickoff.improving.SECONDS", 1.0)
    sitting = draft(assignment=assignment, asked=asked, by=ada, at=now, clock=clock)
    improve.call(sitting.pk, sitting.version, now.isoformat())
    done = Sitting.objects.get(pk=sitting.pk)
    assert done.search in (SearchState.DONE, SearchState.STOPPED) and done.gap is not None
    assert Meeting.objects.filter(sitting=sitting).count() == 11
    no_clash()
    first = Meeting.objects.filter(sitting=sitting).first()
    assert first is not None
    sittings.change_proposal(meeting=first, start_at=None, by=ada, at=now)
    improve.call(sitting.pk, sitting.version, now.isoformat())
    assert Meeting.objects.filter(sitting=sitting).count() == 10


def test_from_draft_to_the_clients_yes(
    assignment: Assignment, asked: Asked, ada: Viewer, cast: Cast, now: datetime
) -> None:
    sitting = draft(assignment=assignment, asked=asked, by=ada, at=now, clock=clock)
    sittings.send_sitting(sitting=sitting, by=ada, at=now)
    ball = Ball.objects.get(assignment=assignment, ended_at=None)
    assert (ball.side, ball.account_id) == (Side.CLIENT, cast.north.manager.pk)
    with pytest.raises(SittingOver):
        draft(assignment=assignment, asked=asked, by=ada, at=now, clock=clock)
    karin = viewer_of(cast.north.manager)
    bad = Meeting.objects.filter(sitting=sitting, kind=MeetingKind.DEBRIEF).get()
    done = sittings.confirm_sitting(sitting=sitting, unsuitable=[bad.pk], remark="Inte då", by=karin, at=now)
    assert done.state == SittingState.CONFIRMED
    assert Meeting.objects.filter(sitting=sitting, state=MeetingState.CONFIRMED).count() == 10
    assert not TempoTerm.objects.filter(assignment=assignment, agreed_at=None).exists()
    assert Ball.objects.get(assignment=assignment, ended_at=None).account_id == cast.owner.pk
    again = sittings.confirm_sitting(sitting=sitting, unsuitable=[], remark="", by=karin, at=now)
    assert again.confirmed_at == done.confirmed_at


def test_what_has_no_time_says_who_would_have_to_be_free(
    assignment: Assignment, asked: Asked, ada: Viewer, cast: Cast, now: datetime
) -> None:
    Absence.objects.create(account=cast.north.manager, first_on=date(2026, 1, 1), last_on=date(2027, 12, 31))
    sitting = draft(assignment=assignment, asked=asked, by=ada, at=now, clock=clock)
    assert {row["why"] for row in sitting.left_out} == {"panel_never_free"}
    helped = [row["change"]["account_ids"] for row in sitting.left_out if row["change"]]
    assert helped and all(cast.north.manager.pk in ids for ids in helped)
    assert Meeting.objects.filter(sitting=sitting).count() == 6


def test_two_drafts_cannot_hold_the_same_hour(
    assignment: Assignment, asked: Asked, ada: Viewer, cast: Cast, template: PlanTemplate, now: datetime
) -> None:
    other = actions.open_assignment(
        company=cast.south.company,
        title="Controller",
        owner=cast.owner,
        template=template,
        kickoff_on=date(2026, 11, 3),
        crew=actions.Crew(contacts={cast.south.manager: "decider"}),
        by=ada,
        at=now - timedelta(days=21),
    )
    first = draft(assignment=assignment, asked=asked, by=ada, at=now, clock=clock)
    second = draft(assignment=other, asked=default_rounds(other, today=now.date()), by=ada, at=now, clock=clock)
    sittings.send_sitting(sitting=first, by=ada, at=now)
    with pytest.raises(PersonBusy):
        sittings.send_sitting(sitting=second, by=ada, at=now)
    again = draft(assignment=other, asked=from_json(second.asked), by=ada, at=now, clock=clock)
    sittings.send_sitting(sitting=again, by=ada, at=now)
    no_clash()


def test_dropping_frees_everybody(assignment: Assignment, asked: Asked, ada: Viewer, now: datetime) -> None:
    sitting = draft(assignment=assignment, asked=asked, by=ada, at=now, clock=clock)
    sittings.send_sitting(sitting=sitting, by=ada, at=now)
    sittings.drop_sitting(sitting=sitting, reason="", by=ada, at=now)
    assert not Meeting.objects.live().exists()
    with pytest.raises(NothingToHold):
        draft(assignment=assignment, asked=Asked(()), by=ada, at=now, clock=clock)


def _sitter(account_id: int, part: Part, role: SeatRole = SeatRole.HOST) -> Sitter:
    return Sitter(account_id, part, role)


def test_the_hosts_chair_goes_with_the_step_and_what_was_settled_by_hand_stays(asked: Asked) -> None:
    some = replace(asked.rounds[0], sitters=(_sitter(1, Part.SITS), _sitter(2, Part.STANDS_IN), _sitter(3, Part.SITS)))
    moved = handed_over(some, before=1, now=2, deputy=4, gone=None)
    assert moved.sitters == (_sitter(2, Part.SITS), _sitter(3, Part.SITS), _sitter(4, Part.STANDS_IN))
    alone = handed_over(some, before=1, now=1, deputy=None, gone=2)
    assert alone.sitters == (_sitter(1, Part.SITS), _sitter(3, Part.SITS))
    both = handed_over(some, before=1, now=3, deputy=2, gone=None)
    assert both.of_part(Part.SITS) == (_sitter(3, Part.SITS),)
    client = replace(some, sitters=(_sitter(1, Part.SITS, SeatRole.INTERVIEWER), _sitter(2, Part.STANDS_IN)))
    assert handed_over(client, before=1, now=4, deputy=5, gone=2) == client
