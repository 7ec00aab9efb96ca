"""Advice to the client on one candidacy: written by a consultant, read before the decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import announce, ids_of, lock_candidacy, works_at_client
from framdrift.recruiting.models import Advice, Candidacy
from framdrift.recruiting.refusals import OwnEmployee, ReasonNeeded


@transaction.atomic
def give_advice(*, candidacy: Candidacy, text: str, by: Viewer, at: datetime) -> Advice:
    """Show the client these words from now on, in place of what it was advised before. Raises OwnEmployee."""
    candidacy = lock_candidacy(candidacy)
    if works_at_client(candidacy):
        raise OwnEmployee
    words = texts.keep(text, about=candidacy.candidate.pseudonym)
    if words is None:
        raise ReasonNeeded
    Advice.objects.filter(candidacy=candidacy, withdrawn_at=None).update(withdrawn_at=at)
    advice = Advice.objects.create(
        candidacy=candidacy,
        assignment_id=candidacy.assignment_id,
        company_id=candidacy.company_id,
        text=words,
        written_by_id=account_of(by),
        written_at=at,
    )
    told = events.AdviceGiven(advice_id=advice.pk, text=texts.reference(words), **ids_of(candidacy))
    announce(told, by=by, at=at)
    return advice


@transaction.atomic
def withdraw_advice(*, candidacy: Candidacy, by: Viewer, at: datetime) -> None:
    """Show no advice any more; what was shown, and when, is kept. Nothing happens where none stands."""
    candidacy = lock_candidacy(candidacy, active=False)
    standing = Advice.objects.filter(candidacy=candidacy, withdrawn_at=None).first()
    if standing is not None:
        Advice.objects.filter(pk=standing.pk).update(withdrawn_at=at)
        announce(events.AdviceWithdrawn(advice_id=standing.pk, **ids_of(candidacy)), by=by, at=at)
