"""Declining several candidates at once, and taking an end back as if it had not been."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.candidacies import end_candidacy
from framdrift.recruiting.actions.ground import (
    announce,
    changed_since,
    ids_of,
    lock_assignment,
    lock_candidacy,
    require_living,
)
from framdrift.recruiting.kinds import CandidacyStatus, Side
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Offer, Outcome, Promise, Step
from framdrift.recruiting.refusals import NothingToUndo


@transaction.atomic
def decline_candidacies(
    *, assignment: Assignment, candidacies: Sequence[Candidacy], told_reason: str, by: Viewer, at: datetime
) -> list[Outcome]:
    """Decline several at once, by people's choice; one event each, at one instant, so that it can be undone whole."""
    lock_assignment(assignment)
    return [
        end_candidacy(
            candidacy=candidacy,
            status=CandidacyStatus.REJECTED,
            told_reason=told_reason,
            told_by_side=Side.AGENCY,
            by=by,
            at=at,
        )
        for candidacy in sorted(candidacies, key=lambda row: row.pk)
    ]


@transaction.atomic
def undo_declines(*, assignment: Assignment, declined_at: datetime, by: Viewer, at: datetime) -> int:
    """Take back what the same person declined at one instant; returns how many."""
    outcomes = Outcome.objects.filter(
        assignment=assignment, ended_at=declined_at, recorded_by_id=by.account_id, undone_at=None
    ).select_related("candidacy")
    for outcome in outcomes:
        undo_end(candidacy=outcome.candidacy, by=by, at=at)
    return len(outcomes)


@transaction.atomic
def undo_end(*, candidacy: Candidacy, by: Viewer, at: datetime) -> Candidacy:
    """Take an end back as if it had not been: clocks, balls, promises and offers run on unbroken.

    Only while nothing has happened to the candidacy since, apart from letters that did not go; afterwards it is
    reopened instead.
    """
    candidacy = lock_candidacy(candidacy, active=False)
    outcome = Outcome.objects.filter(candidacy=candidacy, undone_at=None).first()
    happened = Event.objects.filter(subject=f"candidacy:{candidacy.pk}").exclude(code=events.NewsTakenBack.code)
    last = happened.order_by("-seq").first()
    if outcome is None or last is None or last.code != events.CandidacyEnded.code:
        raise NothingToUndo
    require_living(candidacy.candidate)
    if changed_since(lock_assignment(candidacy.assignment), last.seq):
        raise NothingToUndo
    ended_at = outcome.ended_at
    Outcome.objects.filter(pk=outcome.pk).update(undone_at=at)
    Step.objects.filter(candidacy=candidacy, closed_at=ended_at).update(closed_at=None)
    Ball.objects.filter(candidacy=candidacy, ended_at=ended_at, step__closed_at=None).update(ended_at=None)
    Promise.objects.filter(candidacy=candidacy, withdrawn_at=ended_at, moved_to=None).update(withdrawn_at=None)
    Offer.objects.filter(candidacy=candidacy, answered_at=ended_at, answer="taken_back").update(
        answered_at=None, answer=""
    )
    _date_again(candidacy)
    announce(events.EndUndone(outcome_id=outcome.pk, **ids_of(candidacy)), by=by, at=at)
    return candidacy


def _date_again(candidacy: Candidacy) -> None:
    """Active again, with the dates that stood before the end."""
    stay = Step.objects.filter(candidacy=candidacy, plan_step_id=candidacy.plan_step_id, closed_at=None).first()
    if stay is None:
        raise NothingToUndo
    told = (
        Event.objects.filter(subject=f"candidacy:{candidacy.pk}", data__next_news_on__isnull=False)
        .order_by("-seq")
        .values_list("data__next_news_on", flat=True)
        .first()
    )
    candidacy.status, candidacy.ended_at = CandidacyStatus.ACTIVE, None
    candidacy.next_step_on = stay.due_on
    candidacy.next_news_on = datetime.fromisoformat(told).date() if told else stay.due_on
    candidacy.save(update_fields=["status", "ended_at", "next_step_on", "next_news_on"])
