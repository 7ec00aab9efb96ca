"""Applications that come in by the form or by mail: one person, one candidacy, nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.candidacies import enter_candidacy
from framdrift.recruiting.actions.candidates import add_candidate, change_candidate
from framdrift.recruiting.actions.ground import announce, hold_assignments, ids_of, today, working_days
from framdrift.recruiting.actions.papers import add_upload
from framdrift.recruiting.actions.promises import make_promise
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind, Side, Source
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, PlanStep
from framdrift.recruiting.papers import Paper
from framdrift.recruiting.rules import NEWS_WORK_DAYS
from framdrift.science.calendars import end_of_day


@dataclass(frozen=True)
class Application:
    """What a person sent: who they are, their own words, their files."""

    name: str
    email: str
    phone: str = ""
    message: str = ""
    language: str = "sv"
    papers: Sequence[Paper] = ()


@transaction.atomic
def receive_application(
    *, assignment: Assignment, application: Application, by: Viewer, at: datetime, plan_step: PlanStep | None = None
) -> Candidacy:
    """Take an application. A known address is the same person; a second application adds words and files to the first.

    What we hold of a known person is never changed by a form that anybody can send: only gaps are filled.
    """
    hold_assignments([assignment.pk])  # sent twice at once, it is still one person
    candidate = _known(application.email) or add_candidate(
        name=application.name, email=application.email.lower(), language=application.language, by=by, at=at
    )
    person = Viewer(kind="candidate", pseudonym=candidate.pseudonym, person_id=candidate.pk)
    if application.phone and not candidate.phone:
        change_candidate(candidate=candidate, changes={"phone": application.phone}, by=person, at=at)
    candidacy = Candidacy.objects.filter(assignment=assignment, candidate=candidate).first()
    if candidacy is None:
        candidacy = enter_candidacy(
            assignment=assignment, candidate=candidate, source=Source.APPLIED, plan_step=plan_step, by=person, at=at
        )
    for paper in application.papers:
        add_upload(candidate=candidate, paper=paper, by=person, at=at)
    if candidacy.status != CandidacyStatus.ACTIVE:
        _put_on_the_owners_list(candidacy, by=person, at=at)
    words = texts.keep(application.message, about=candidate.pseudonym)
    announce(
        events.ApplicationReceived(text=texts.reference(words), files=len(application.papers), **ids_of(candidacy)),
        by=person,
        at=at,
    )
    return candidacy


def _put_on_the_owners_list(candidacy: Candidacy, *, by: Viewer, at: datetime) -> None:
    """Somebody whose candidacy has ended applies again: a person reads it and answers, by a date on Today."""
    due_on = working_days().add(today(at), NEWS_WORK_DAYS)
    make_promise(
        kind=PromiseKind.NEWS,
        to_side=Side.CANDIDATE,
        due_at=end_of_day(due_on, agency_zone()),
        made_by=candidacy.assignment.owner,
        candidacy=candidacy,
        by=by,
        at=at,
    )


def _known(email: str) -> Candidate | None:
    return Candidate.objects.filter(email__iexact=email, merged_into=None, erased_at=None).order_by("id").first()
