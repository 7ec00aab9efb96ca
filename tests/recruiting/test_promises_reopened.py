"""A promise that was not kept after all: what may be opened again, and what has happened since that forbids it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from framdrift.foundation.models import Event, Letter
from framdrift.momentum.queries import today
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions, events
from framdrift.recruiting.models import Assignment, Candidacy, Promise
from framdrift.recruiting.refusals import PromiseSettled, PromiseStays
from tests.cast import Cast

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def promise(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> Promise:
    return actions.make_promise(
        kind="news", to_side="candidate", due_at=now - HOUR, made_by=cast.owner, candidacy=candidacy, by=ada,
        at=now - DAY,
    )  # fmt: skip


def _key(promise: Promise) -> str:
    return f"promise:{promise.pk}"


def test_it_is_broken_again_with_its_date_as_before_and_nothing_is_sent(
    promise: Promise, ada: Viewer, now: datetime
) -> None:
    before = today(ada, as_of=now + HOUR).item(_key(promise))
    letters = Letter.objects.count()
    actions.keep_promise(promise=promise, by=ada, at=now)
    assert today(ada, as_of=now + HOUR).item(_key(promise)) is None
    actions.reopen_promise(promise=promise, by=ada, at=now + HOUR)
    assert today(ada, as_of=now + HOUR).item(_key(promise)) == before
    told = Event.objects.get(code=events.PromiseReopened.code)
    assert (told.data["promise_id"], told.subject) == (promise.pk, f"candidacy:{promise.candidacy_id}")
    assert Letter.objects.count() == letters


def test_it_may_be_kept_and_opened_again_and_again_but_once_each(promise: Promise, ada: Viewer, now: datetime) -> None:
    for hours in (1, 3):
        actions.keep_promise(promise=promise, by=ada, at=now + hours * HOUR)
        with pytest.raises(PromiseSettled):
            actions.keep_promise(promise=promise, by=ada, at=now + hours * HOUR)
        actions.reopen_promise(promise=promise, by=ada, at=now + (hours + 1) * HOUR)
        with pytest.raises(PromiseStays):
            actions.reopen_promise(promise=promise, by=ada, at=now + (hours + 1) * HOUR)
    promise.refresh_from_db()
    assert promise.kept_at is None


def test_one_that_another_act_kept_stays_kept(
    promise: Promise, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.give_news(candidacy=candidacy, channel="phone", by=ada, at=now)
    with pytest.raises(PromiseStays):
        actions.reopen_promise(promise=promise, by=ada, at=now + HOUR)


def test_a_notice_stays_kept_with_the_candidate_who_was_informed(ada: Viewer, now: datetime) -> None:
    vera = actions.add_candidate(name="Vera", source="sourced", by=ada, at=now - DAY)
    actions.inform_candidate(candidate=vera, by=ada, at=now)
    with pytest.raises(PromiseStays):
        actions.reopen_promise(promise=Promise.objects.get(candidate=vera), by=ada, at=now + HOUR)


def _news(candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    actions.give_news(candidacy=candidacy, channel="phone", by=by, at=at)


def _end(candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    actions.end_candidacy(
        candidacy=candidacy, status="withdrew", told_reason="pay", told_by_side="candidate", by=by, at=at
    )


def _pause(candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    actions.pause_assignment(assignment=candidacy.assignment, by=by, at=at)


def _close(candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    actions.close_assignment(assignment=candidacy.assignment, reason="cancelled", by=by, at=at)


@pytest.mark.parametrize("since", [_news, _end, _pause, _close])
def test_what_has_happened_since_forbids_it(
    promise: Promise, ada: Viewer, now: datetime, since: Callable[[Candidacy, Viewer, datetime], None]
) -> None:
    actions.keep_promise(promise=promise, by=ada, at=now)
    assert promise.candidacy
    since(promise.candidacy, ada, now + HOUR)
    with pytest.raises(PromiseStays):
        actions.reopen_promise(promise=promise, by=ada, at=now + 2 * HOUR)
    promise.refresh_from_db()
    assert promise.kept_at == now


def test_another_promise_kept_since_does_not_matter(
    promise: Promise, candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime
) -> None:
    other = actions.make_promise(
        kind="custom", to_side="client", due_at=now + DAY, made_by=cast.owner, candidacy=candidacy, by=ada, at=now
    )
    for one in (promise, other):
        actions.keep_promise(promise=one, by=ada, at=now + HOUR)
    actions.reopen_promise(promise=promise, by=ada, at=now + 2 * HOUR)
    assert list(Promise.objects.filter(kept_at=None, pk__in=(promise.pk, other.pk))) == [promise]


def test_one_of_the_assignment_alone(assignment: Assignment, cast: Cast, ada: Viewer, now: datetime) -> None:
    promise = actions.make_promise(
        kind="custom", to_side="client", due_at=now + DAY, made_by=cast.owner, assignment=assignment, by=ada, at=now
    )
    actions.keep_promise(promise=promise, by=ada, at=now + HOUR)
    assert actions.reopen_promise(promise=promise, by=ada, at=now + 2 * HOUR).kept_at is None
