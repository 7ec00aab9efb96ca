"""The guarantee, presentations, time spent and lines set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import announce, ids_of_assignment, lock_assignment, today
from framdrift.recruiting.actions.promises import make_promise
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.recruiting.models import (
    Assignment,
    Candidacy,
    Presentation,
    PresentedCandidacy,
    Promise,
    Snooze,
    TouchTime,
)
from framdrift.recruiting.refusals import DueInThePast, NotTheAuthor, OwnEmployee
from framdrift.recruiting.rules import guarantee_until
from framdrift.science.calendars import end_of_day


@transaction.atomic
def start_guarantee(*, assignment: Assignment, started_on: date, months: int, by: Viewer, at: datetime) -> Assignment:
    """The hire has started: the guarantee runs to a date, and its end is a promise on the owner's list."""
    assignment = lock_assignment(assignment, running=False)
    assignment.started_on = started_on
    assignment.guarantee_until_on = guarantee_until(started_on, months=months)
    assignment.save(update_fields=["started_on", "guarantee_until_on"])
    Promise.objects.filter(assignment=assignment, kind=PromiseKind.GUARANTEE, kept_at=None, withdrawn_at=None).update(
        withdrawn_at=at
    )
    announce(
        events.AssignmentChanged(fields=["guarantee_until_on", "started_on"], **ids_of_assignment(assignment)),
        by=by,
        at=at,
    )
    due_at = end_of_day(assignment.guarantee_until_on, agency_zone())
    if due_at > at:
        make_promise(
            kind=PromiseKind.GUARANTEE,
            to_side=Side.CLIENT,
            due_at=due_at,
            made_by=assignment.owner,
            assignment=assignment,
            by=by,
            at=at,
        )
    return assignment


@transaction.atomic
def make_presentation(
    *,
    assignment: Assignment,
    pages: Sequence[tuple[Candidacy, str]],
    by: Viewer,
    at: datetime,
    introduction: str = "",
    blind: bool = False,
    language: str = "sv",
) -> Presentation:
    """A shortlist with the consultant's words on each candidate, in the order given by the consultant.

    Raises OwnEmployee: no company is shown that its own employee is looking.
    """
    if any(candidacy.candidate.works_at_id == assignment.company_id for candidacy, _words in pages):
        raise OwnEmployee
    presentation = Presentation.objects.create(
        assignment=assignment,
        company_id=assignment.company_id,
        blind=blind,
        language=language,
        introduction=introduction.strip(),
        made_by_id=account_of(by),
        made_at=at,
    )
    PresentedCandidacy.objects.bulk_create(
        PresentedCandidacy(
            presentation=presentation,
            company_id=assignment.company_id,
            candidacy=candidacy,
            position=position,
            words=words.strip(),
        )
        for position, (candidacy, words) in enumerate(pages, start=1)
    )
    return presentation


@transaction.atomic
def share_presentation(*, presentation: Presentation, by: Viewer, at: datetime) -> Presentation:
    """The client may read the shortlist from now."""
    if Presentation.objects.filter(pk=presentation.pk, shared_at=None).update(shared_at=at):
        presentation.shared_at = at
        ids = list(presentation.pages.order_by("position").values_list("candidacy_id", flat=True))
        told = events.PresentationShared(
            presentation_id=presentation.pk,
            candidacy_ids=ids,
            assignment_id=presentation.assignment_id,
            company_id=presentation.company_id,
        )
        announce(told, by=by, at=at)
    return presentation


@transaction.atomic
def correct_touch_time(*, touch_time: TouchTime, minutes: int, by: Viewer, at: datetime) -> TouchTime:
    """The person who did the work says how long it took."""
    if touch_time.account_id != by.account_id:
        raise NotTheAuthor
    touch_time.minutes, touch_time.origin = minutes, TouchTime.Origin.CORRECTED
    touch_time.save(update_fields=["minutes", "origin"])
    told = events.TouchTimeCorrected(
        touch_time_id=touch_time.pk,
        minutes=minutes,
        assignment_id=touch_time.assignment_id,
        company_id=touch_time.company_id,
    )
    announce(told, by=by, at=at)
    return touch_time


@transaction.atomic
def snooze(*, item: str, until_on: date, by: Viewer, at: datetime) -> Snooze:
    """Set a line of the viewer's own Today aside until a date. The viewer's own affair: no event."""
    if until_on <= today(at):
        raise DueInThePast
    row, _ = Snooze.objects.update_or_create(
        account_id=account_of(by), item=item, defaults={"until_on": until_on, "made_at": at}
    )
    return row


@transaction.atomic
def unsnooze(*, item: str, by: Viewer, at: datetime) -> None:
    """Bring a line back that was set aside before `at`."""
    Snooze.objects.filter(account_id=account_of(by), item=item, made_at__lte=at).delete()
