"""Who sees which promise, and that a kept one is told of."""

from __future__ import annotations

from datetime import datetime, timedelta

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.recruiting import actions, events
from framdrift.recruiting.models import Assignment, Promise
from framdrift.recruiting.models import Candidacy as CandidacyRow
from framdrift.recruiting.queries.scope import visible_promises
from tests.cast import Cast

DAY = timedelta(days=1)


def test_the_notice_of_a_candidate_in_confidential_assignments_alone_is_not_seen(
    assignment: Assignment, cast: Cast, ada: Viewer, now: datetime
) -> None:
    mate, lead = viewer_of(cast.teammate), viewer_of(cast.lead)
    found = actions.add_candidate(name="Vera Sökt", source="sourced", by=ada, at=now)
    notice = Promise.objects.get(candidate=found)
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    assert notice in visible_promises(mate)
    actions.enter_candidacy(assignment=assignment, candidate=found, source="sourced", by=ada, at=now)
    assert notice in visible_promises(mate)
    Assignment.objects.update(confidential=True)
    assert notice not in visible_promises(mate)
    assert notice in visible_promises(ada)
    assert notice in visible_promises(lead)


def test_whoever_watches_a_notice_sees_it(assignment: Assignment, cast: Cast, ada: Viewer, now: datetime) -> None:
    mate = viewer_of(cast.teammate)
    found = actions.add_candidate(name="Vera Sökt", source="sourced", by=mate, at=now)
    actions.set_deputies(assignment=assignment, accounts=[], by=ada, at=now)
    actions.enter_candidacy(assignment=assignment, candidate=found, source="sourced", by=ada, at=now)
    Assignment.objects.update(confidential=True)
    assert Promise.objects.get(candidate=found) in visible_promises(mate)


def test_news_keeps_the_promises_of_news_and_says_so(
    candidacy: CandidacyRow, cast: Cast, ada: Viewer, now: datetime
) -> None:
    promises = [
        actions.make_promise(
            kind=kind, to_side="candidate", due_at=now + due, made_by=cast.owner, candidacy=candidacy, by=ada, at=now
        )
        for kind, due in (("news", DAY), ("news", 5 * DAY), ("feedback", DAY))
    ]
    actions.give_news(candidacy=candidacy, channel="phone", by=ada, at=now + 2 * DAY)
    told = Event.objects.filter(code=events.PromiseKept.code).order_by("seq")
    assert [(one.data["promise_id"], one.data["late"]) for one in told] == [
        (promises[0].pk, True),
        (promises[1].pk, False),
    ]
    assert Promise.objects.get(kept_at=None).pk == promises[2].pk
