"""Today, read from the database: what comes up for whom, what is hidden, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from framdrift.foundation.models import Letter
from framdrift.momentum.actions import remind
from framdrift.momentum.queries import Today, today
from framdrift.momentum.refusals import NobodyToRemind, TooManyReminders
from framdrift.momentum.rules import Deed, Group, Item, Why
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Absence, Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import StepType
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Offer
from tests.cast import Cast
from tests.recruitment import candidate, column

DAY = timedelta(days=1)


def lines(found: Today) -> list[Item]:
    return [*found.day.planned, *found.day.offered]


def keys(found: Today) -> set[str]:
    return {item.key for item in lines(found)}


def the(found: Today, why: Why) -> Item:
    [item] = [item for item in lines(found) if item.why is why]
    return item


def ball_of(candidacy: Candidacy) -> Ball:
    return Ball.objects.get(candidacy=candidacy, ended_at=None)


def at_client(candidacy: Candidacy, cast: Cast, ada: Viewer, at: datetime, *, reason: str, until: date) -> Ball:
    return actions.pass_ball(
        ball=ball_of(candidacy),
        side="client",
        account=cast.north.manager,
        reason=reason,
        until_on=until,
        by=ada,
        at=at,
    )


def test_own_balls_wait_in_the_last_class(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    found = today(ada, as_of=now).item(f"ball:{ball_of(candidacy).pk}")
    assert found is not None
    assert (found.group, found.deed, found.about.candidate) == (Group.WAIT, Deed.DO_STEP, "Lea Berg")


def test_a_candidate_who_heard_nothing_is_on_the_owners_list_alone(
    candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    item = the(today(ada, as_of=now), Why.NO_NEWS)
    assert (item.group, item.deed, item.key) == (Group.SILENCE, Deed.GIVE_NEWS, f"news:{candidacy.pk}")
    assert item.wait_work_days == pytest.approx(10, abs=0.01)
    actions.give_news(candidacy=candidacy, channel="phone", by=ada, at=now)
    assert item.key not in keys(today(ada, as_of=now))
    assert lines(today(viewer_of(cast.teammate), as_of=now)) == []


def test_promises_come_first_and_the_same_news_is_asked_for_once(
    candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    promise = actions.make_promise(
        kind="news", to_side="candidate", due_at=now + timedelta(hours=6), made_by=cast.owner,
        candidacy=candidacy, by=ada, at=now - DAY,
    )  # fmt: skip
    found = today(ada, as_of=now)
    assert lines(found)[0].key == f"promise:{promise.pk}"
    assert the(found, Why.PROMISE_DUE).deed is Deed.GIVE_NEWS
    assert f"news:{candidacy.pk}" not in keys(found)
    assert the(today(ada, as_of=now + timedelta(hours=7)), Why.PROMISE_BROKEN).key == f"promise:{promise.pk}"
    actions.keep_promise(promise=promise, by=ada, at=now)
    assert f"promise:{promise.pk}" not in keys(today(ada, as_of=now))


def test_a_promise_for_tomorrow_is_not_yet_work(candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime) -> None:
    actions.make_promise(
        kind="custom", to_side="client", due_at=now + DAY, made_by=cast.owner, candidacy=candidacy, by=ada, at=now
    )
    assert Group.PROMISE not in {item.group for item in lines(today(ada, as_of=now))}


def test_the_clients_broken_promise_is_listed_for_the_owner(
    assignment: Assignment, ada: Viewer, cast: Cast, now: datetime
) -> None:
    actions.make_promise(
        kind="decision", to_side="agency", due_at=now - DAY, made_by=cast.north.manager,
        assignment=assignment, by=ada, at=now - 3 * DAY,
    )  # fmt: skip
    item = the(today(ada, as_of=now), Why.THEIR_PROMISE_BROKEN)
    assert (item.deed, item.holder.name, item.may_nudge) == (Deed.REMIND, "Karin Holm", True)


def test_a_notice_to_one_found_by_search_comes_up_in_time(ada: Viewer, now: datetime) -> None:
    found = actions.add_candidate(name="Vera Sökt", source="sourced", by=ada, at=now - 22 * DAY)
    assert lines(today(ada, as_of=now - 2 * DAY)) == []
    item = the(today(ada, as_of=now + 2 * DAY), Why.NOTICE_DUE)
    assert (item.group, item.about.candidate_id, item.about.candidate) == (Group.PROMISE, found.pk, "Vera Sökt")


def test_fees_guarantees_and_consents_come_up_as_promises(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.set_fee_milestones(
        assignment=assignment,
        milestones=[
            {"name": "Start", "amount": 1000, "due_on": now.date()},
            {"name": "Senare", "amount": 1000, "due_on": now.date() + DAY},
        ],
        by=ada,
        at=now,
    )
    actions.give_consent(candidate=candidacy.candidate, until_on=now.date() + 20 * DAY, by=ada, at=now)
    actions.start_guarantee(assignment=assignment, started_on=date(2026, 9, 2), months=3, by=ada, at=now)
    found = today(ada, as_of=now)
    assert the(found, Why.FEE_DUE).words == "Start"
    assert the(found, Why.CONSENT_ENDS).about.candidate == "Lea Berg"
    assert the(found, Why.GUARANTEE_ENDS).critical_on == date(2026, 12, 2)
    actions.give_consent(candidate=candidacy.candidate, until_on=now.date() + 400 * DAY, by=ada, at=now)
    assert Why.CONSENT_ENDS not in {item.why for item in lines(today(ada, as_of=now))}


def test_ready_to_decide_names_who_holds_it(candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime) -> None:
    at_client(candidacy, cast, ada, now - DAY, reason="decide", until=now.date() + DAY)
    item = the(today(ada, as_of=now), Why.READY_TO_DECIDE)
    assert (item.group, item.deed, item.holder.name) == (Group.DECISION, Deed.REMIND, "Karin Holm")


def test_a_decided_offer_that_was_not_sent(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    Offer.objects.create(
        candidacy=candidacy, assignment=candidacy.assignment, company=candidacy.company, decided_at=now - DAY
    )
    assert the(today(ada, as_of=now), Why.OFFER_UNSENT).group is Group.DECISION


def test_a_meeting_without_a_date_near_its_last_day_is_plan_work_until_booked(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    interview = column(assignment, StepType.INTERVIEW)
    moved = actions.move_candidacy(candidacy=candidacy, to=interview, by=ada, at=now)
    item = the(today(ada, as_of=now + DAY), Why.NO_DATE)
    assert (item.group, item.deed, item.about.step_en) == (Group.PLAN, Deed.BOOK, "interview")
    actions.book_step(candidacy=moved, plan_step=interview, start_at=now + 5 * DAY, minutes=60, by=ada, at=now)
    later = today(ada, as_of=now + DAY)
    assert item.key not in keys(later)
    on_the_day = today(ada, as_of=now + 5 * DAY).item(item.key)
    assert on_the_day is not None
    assert (on_the_day.deed, on_the_day.until) == (Deed.DO_STEP, now + 5 * DAY)


def test_an_assessment_that_is_overdue_reminds_and_ones_own_is_work(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    step = column(assignment, StepType.SCREENING)
    for author in (cast.north.manager, cast.owner):
        actions.ask_scorecard(
            candidacy=candidacy, plan_step=step, author=author, due_on=now.date() - DAY, by=ada, at=now - 5 * DAY
        )
    found = {item.deed: item for item in lines(today(ada, as_of=now)) if item.why is Why.SCORECARD_MISSING}
    assert found.keys() == {Deed.ASSESS, Deed.REMIND}
    assert found[Deed.REMIND].holder.name == "Karin Holm"
    assert found[Deed.REMIND].group is Group.GATE


def test_a_missing_reference_at_the_gate_until_it_is_in(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    decision = column(assignment, StepType.DECISION)
    moved = actions.move_candidacy(candidacy=candidacy, to=decision, early_reason="Redan känd", by=ada, at=now)
    assert the(today(ada, as_of=now), Why.EVIDENCE_MISSING).code == "reference"
    reference = actions.ask_reference(
        candidacy=moved, plan_step=decision, name="Rut Ref", email="rut@else.example", by=ada, at=now
    )
    assert Why.EVIDENCE_MISSING in {item.why for item in lines(today(ada, as_of=now))}
    actions.receive_reference(reference=reference, body="Bra.", by=ada, at=now)
    assert Why.EVIDENCE_MISSING not in {item.why for item in lines(today(ada, as_of=now))}


def test_an_overdue_client_ball_reminds_and_one_in_time_does_not(
    candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    at_client(candidacy, cast, ada, now - 3 * DAY, reason="give_feedback", until=now.date())
    assert Why.THEIR_BALL_OVERDUE not in {item.why for item in lines(today(ada, as_of=now))}
    item = the(today(ada, as_of=now + DAY), Why.THEIR_BALL_OVERDUE)
    assert (item.deed, item.holder.account_id) == (Deed.REMIND, cast.north.manager.pk)


def test_a_snoozed_line_is_hidden_until_its_date(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    key = f"news:{candidacy.pk}"
    actions.snooze(item=key, until_on=now.date() + 2 * DAY, by=ada, at=now)
    assert key not in keys(today(ada, as_of=now))
    assert today(ada, as_of=now).snoozed == 1
    assert key in keys(today(ada, as_of=now + 2 * DAY))
    actions.unsnooze(item=key, by=ada, at=now)
    assert key in keys(today(ada, as_of=now))


def test_nothing_of_a_paused_assignment_is_work(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.pause_assignment(assignment=assignment, by=ada, at=now)
    assert lines(today(ada, as_of=now + DAY)) == []


def test_an_absent_colleagues_work_goes_to_whoever_stands_in(
    candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    mate, lead = viewer_of(cast.teammate), viewer_of(cast.lead)
    away = Absence.objects.create(account=cast.owner, first_on=now.date(), last_on=now.date(), deputy=cast.lead)
    assert {item.standing_in_for for item in lines(today(lead, as_of=now))} == {"Ada Lind"}
    assert lines(today(mate, as_of=now)) == []
    Absence.objects.filter(pk=away.pk).update(deputy=None)
    assert f"news:{candidacy.pk}" in keys(today(mate, as_of=now))
    assert lines(today(lead, as_of=now)) == []
    assert lines(today(mate, as_of=now + DAY)) == []


def test_those_who_do_not_recruit_have_no_list(candidacy: Candidacy, cast: Cast, now: datetime) -> None:
    for account in (cast.admin, cast.interviewer, cast.north.manager, cast.stranger):
        assert lines(today(viewer_of(account), as_of=now)) == []


def test_the_number_of_statements_does_not_grow(
    assignment: Assignment, candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            today(ada, as_of=now)
        return len(captured)

    few = count()
    for number in range(12):
        at = now - 9 * DAY
        other = actions.enter_candidacy(
            assignment=assignment, candidate=candidate(f"Nr {number}", ada, at), source="applied", by=ada, at=at
        )
        actions.make_promise(
            kind="custom", to_side="client", due_at=now - DAY, made_by=cast.owner, candidacy=other, by=ada, at=at
        )
    assert count() == few == 20


# --- reminders -----------------------------------------------------------------------------------
@pytest.fixture
def waiting(candidacy: Candidacy, ada: Viewer, cast: Cast, now: datetime) -> Callable[[datetime], Item]:
    at_client(candidacy, cast, ada, now - 5 * DAY, reason="give_feedback", until=now.date() - DAY)
    return lambda at: the(today(ada, as_of=at), Why.THEIR_BALL_OVERDUE)


def send(item: Item, account: Account, by: Viewer, at: datetime) -> Letter:
    return remind(items=[item], account=account, subject="Vi väntar", body="Hej!", by=by, at=at)


def test_a_reminder_is_one_letter_and_the_line_says_so(
    waiting: Callable[[datetime], Item], ada: Viewer, cast: Cast, now: datetime
) -> None:
    letter = send(waiting(now), cast.north.manager, ada, now)
    assert (letter.to_email, letter.state) == ("karin@nordbygg.example", "waiting")
    assert (waiting(now).nudges, waiting(now).may_nudge) == (1, False)
    with pytest.raises(TooManyReminders):
        send(waiting(now), cast.north.manager, ada, now)
    assert waiting(now + 2 * DAY).may_nudge


def test_five_reminders_are_the_end(
    waiting: Callable[[datetime], Item], ada: Viewer, cast: Cast, now: datetime
) -> None:
    at = now
    for _ in range(5):
        send(waiting(at), cast.north.manager, ada, at)
        at += 7 * DAY
    with pytest.raises(TooManyReminders):
        send(waiting(at), cast.north.manager, ada, at)
    assert Letter.objects.filter(kind="reminder").count() == 5


def test_colleagues_and_nobody_are_not_reminded(
    waiting: Callable[[datetime], Item], ada: Viewer, cast: Cast, now: datetime
) -> None:
    with pytest.raises(NobodyToRemind):
        send(waiting(now), cast.teammate, ada, now)
    with pytest.raises(NobodyToRemind):
        remind(items=[], account=cast.north.manager, subject="", body="", by=ada, at=now)
