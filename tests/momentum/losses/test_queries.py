"""The two losses read from the log: before the loss only, once, undone again, and gone with their event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from framdrift.foundation.models import Event
from framdrift.momentum.losses.queries import Losses, losses, told
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Ball, Candidacy
from framdrift.recruiting.refusals import NotActive
from tests.cast import Cast
from tests.recruitment import candidate, column

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
Lose = Callable[..., Candidacy]


@pytest.fixture
def lose(assignment: Assignment, ada: Viewer, now: datetime) -> Lose:
    """A candidate of the assignment who was marked (or not) and then withdrew."""

    def leave(name: str, *, reason: str = "silence", marked: bool = True, status: str = "withdrew") -> Candidacy:
        person = candidate(name, ada, now)
        found = actions.enter_candidacy(assignment=assignment, candidate=person, source="applied", by=ada, at=now)
        if marked:
            actions.mark_first_choice(candidacy=found, by=ada, at=now)
        actions.end_candidacy(
            candidacy=found, status=status, told_reason=reason, told_by_side="candidate", by=ada, at=now
        )
        return found

    return leave


def _of(viewer: Viewer, now: datetime) -> Losses:
    return losses(viewer, first_on=FIRST, last_on=LAST, as_of=now + timedelta(days=1))


def test_marked_before_and_gone_for_time_is_a_loss(lose: Lose, ada: Viewer, now: datetime) -> None:
    lose("Iris Vik")
    found = _of(ada, now)
    assert (found.slowness.told.hits, found.slowness.either.n, found.ever.hits) == (1, 1, 1)
    assert [one.candidate for one in told(found, "told")] == ["Iris Vik"]


def test_who_was_not_marked_before_cannot_be_marked_afterwards(lose: Lose, ada: Viewer, now: datetime) -> None:
    gone = lose("Iris Vik", marked=False)
    assert _of(ada, now).slowness.either.n == 0
    with pytest.raises(NotActive):
        actions.mark_first_choice(candidacy=gone, by=ada, at=now + timedelta(hours=1))
    assert _of(ada, now).slowness.either.n == 0


def test_left_while_a_date_was_overdue_is_shown_apart(
    candidacy: Candidacy, ada: Viewer, now: datetime, cast: Cast
) -> None:
    actions.mark_first_choice(candidacy=candidacy, by=ada, at=now)
    Ball.objects.filter(candidacy=candidacy, ended_at=None).update(until_on=date(2026, 11, 10))
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=now
    )
    found = _of(ada, now)
    assert (found.slowness.told.hits, found.slowness.overdue.hits) == (0, 1)
    assert [one.cause for one in told(found, "overdue")] == ["overdue_agency"]


def test_a_number_goes_when_its_event_goes(lose: Lose, ada: Viewer, now: datetime) -> None:
    lose("Iris Vik")
    [one] = told(_of(ada, now), "told")
    Event.objects.filter(seq=one.case.seq).delete()
    assert _of(ada, now).slowness.either.n == 0


def test_an_end_taken_back_is_no_loss(lose: Lose, ada: Viewer, now: datetime) -> None:
    gone = lose("Iris Vik")
    actions.undo_end(candidacy=gone, by=ada, at=now + timedelta(minutes=1))
    found = _of(ada, now)
    assert (found.slowness.either.n, found.open_n) == (0, 1)


def test_nothing_that_happened_later_is_known(lose: Lose, ada: Viewer, now: datetime) -> None:
    lose("Iris Vik")
    found = losses(ada, first_on=FIRST, last_on=LAST, as_of=now - timedelta(days=1))
    assert found.slowness.either.n == 0
    outside = losses(ada, first_on=FIRST, last_on=date(2026, 11, 23), as_of=now + timedelta(days=1))
    assert (outside.slowness.either.n, outside.ever.n) == (0, 1)


def test_an_offer_declined_for_time(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    _offered(candidacy, ada, now - timedelta(hours=1))
    actions.answer_offer(candidacy=candidacy, answer="declined", told_reason="other_offer_first", by=ada, at=now)
    found = _of(ada, now)
    assert (found.declines.hits, found.declines.n, found.slowness.either.hits) == (1, 1, 0)
    actions.undo_end(candidacy=candidacy, by=ada, at=now + timedelta(minutes=1))
    assert _of(ada, now).declines.n == 0


def _offered(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    decision = column(candidacy.assignment, "decision")
    actions.move_candidacy(candidacy=candidacy, to=decision, early_reason="Alla var överens", by=ada, at=now)
    candidacy.refresh_from_db()
    owner = candidacy.assignment.owner
    actions.decide(
        candidacy=candidacy, verdict="offer", decided_by=owner, reason="Bäst", early_reason="Brådska", by=ada, at=now
    )
    actions.send_offer(candidacy=candidacy, answer_by_on=date(2026, 11, 30), by=ada, at=now + timedelta(minutes=1))


def test_a_client_sees_its_own_without_names_and_never_its_own_employee(
    lose: Lose, cast: Cast, ada: Viewer, now: datetime
) -> None:
    lose("Iris Vik")
    theirs = lose("Omar Dahl", reason="pay")
    north, south = viewer_of(cast.north.manager), viewer_of(cast.south.manager)
    assert _of(south, now).slowness.either.n == 0
    assert [one.candidate for one in told(_of(north, now), "ends")] == ["", ""]
    type(theirs.candidate).objects.filter(pk=theirs.candidate_id).update(works_at_id=theirs.company_id)
    assert [one.case.candidacy_id for one in told(_of(north, now), "ends")] != []
    assert theirs.pk not in {one.case.candidacy_id for one in told(_of(north, now), "ends")}


def test_a_colleagues_confidential_assignment_is_not_counted(
    lose: Lose, assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    lose("Iris Vik")
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    actions.change_assignment(assignment=assignment, changes={"confidential": True}, by=ada, at=now)
    assert _of(viewer_of(cast.teammate), now).slowness.either.n == 0
    assert _of(viewer_of(cast.lead), now).slowness.either.n == 1
