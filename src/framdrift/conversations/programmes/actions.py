"""Programmes: drafted, changed, launched, paused, closed. What people are told at launch stays as it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.guides.actions import freeze_version
from framdrift.conversations.kinds import ProgrammeState, TalkKind
from framdrift.conversations.models import Programme, ProgrammeCheck, ProgrammeText
from framdrift.conversations.programmes.checklist import POINTS, shipped_text
from framdrift.conversations.programmes.drafting import ProgrammeFacts, needs_interviewers, refuse_misfit, write
from framdrift.conversations.programmes.people import audience
from framdrift.conversations.refusals import (
    ChecklistOpen,
    ContactMissing,
    LimitOnlyRises,
    NobodyToAsk,
    NoInterviewer,
    NotDraft,
    NotLaunched,
)
from framdrift.conversations.scope import require_listener
from framdrift.foundation import calendar
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Company
from framdrift.organisations.refusals import NotAllowed


@transaction.atomic
def draft_programme(*, company: Company, kind: TalkKind, facts: ProgrammeFacts, by: Viewer, at: datetime) -> Programme:
    """A programme that asks nobody yet. Raises NotAllowed and the refusals of choices that do not fit together."""
    require_listener(by)
    refuse_misfit(kind, facts, by=by)
    programme = Programme(company=company, kind=kind, made_at=at)
    write(programme, facts, by=by)
    _tell(events.ProgrammeAdded(programme_id=programme.pk, company_id=company.pk, kind=kind), by, at)
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, facts: ProgrammeFacts, by: Viewer, at: datetime) -> Programme:
    """Other choices for a draft. Raises NotDraft, NotAllowed and the refusals of choices that do not fit together."""
    row = _draft(programme, by)
    refuse_misfit(row.kind, facts, by=by)
    before = (row.level, row.n_min, row.holder)
    write(row, facts, by=by)
    if before != (row.level, row.n_min, row.holder):
        row.checks.all().delete()  # what was confirmed spoke of other promises
    _tell(events.ProgrammeChanged(programme_id=row.pk, company_id=row.company_id), by, at)
    return row


@transaction.atomic
def adapt_text(*, programme: Programme, code: str, language: str, text: str, by: Viewer, at: datetime) -> None:
    """Own words in a text of the checklist; empty words, or the shipped ones, bring the shipped text back.

    Raises NotDraft, NotAllowed.
    """
    row = _draft(programme, by)
    words = text.replace("\r\n", "\n").strip()
    if not words or words == shipped_text(row, code, language):
        row.texts.filter(code=code, language=language).delete()
    else:
        ProgrammeText.objects.update_or_create(programme=row, code=code, language=language, defaults={"text": words})
    _tell(events.ProgrammeChanged(programme_id=row.pk, company_id=row.company_id), by, at)


@transaction.atomic
def confirm_point(*, programme: Programme, code: str, by: Viewer, at: datetime) -> None:
    """A point of the checklist is done; once is enough. Raises NotDraft, NotAllowed."""
    row = _draft(programme, by)
    if by.account_id is None or code not in {point.code for point in POINTS}:
        raise NotAllowed
    ProgrammeCheck.objects.get_or_create(
        programme=row, code=code, defaults={"done_by_id": by.account_id, "done_at": at}
    )


@transaction.atomic
def reopen_point(*, programme: Programme, code: str, by: Viewer, at: datetime) -> None:
    """A point of the checklist is not done after all. Raises NotDraft, NotAllowed."""
    _draft(programme, by).checks.filter(code=code).delete()


@transaction.atomic
def launch_programme(*, programme: Programme, by: Viewer, at: datetime) -> Programme:
    """From now on people are asked; guide, level and limit are frozen.

    Raises NotDraft, NotAllowed, ChecklistOpen, ContactMissing, NoInterviewer, NobodyToAsk, GuideNeedsQuestions.
    """
    row = _draft(programme, by)
    refuse_unready(row, at=at)
    freeze_version(version=row.guide_version, by=by, at=at)
    row.state, row.launched_at = ProgrammeState.LAUNCHED, at
    row.save(update_fields=["state", "launched_at"])
    _tell(
        events.ProgrammeLaunched(
            programme_id=row.pk,
            company_id=row.company_id,
            level=row.level,
            n_min=row.n_min,
            guide_version_id=row.guide_version_id,
        ),
        by,
        at,
    )
    return row


@transaction.atomic
def raise_limit(*, programme: Programme, n_min: int, by: Viewer, at: datetime) -> None:
    """More answers are needed before anything is told. Those who listen may, and the company's HR. Raises
    LimitOnlyRises, NotAllowed."""
    if not (by.is_client and by.company_id == programme.company_id and "client_hr" in by.roles):
        require_listener(by)
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    if n_min <= row.n_min:
        raise LimitOnlyRises
    Programme.objects.filter(pk=row.pk).update(n_min=n_min)
    _tell(events.LimitRaised(programme_id=row.pk, company_id=row.company_id, n_min=n_min), by, at)


@transaction.atomic
def pause_programme(*, programme: Programme, by: Viewer, at: datetime) -> None:
    """Nobody new is asked; talks that are booked go on. Raises NotLaunched, NotAllowed."""
    row = _locked(programme, by)
    if row.state != ProgrammeState.LAUNCHED:
        raise NotLaunched
    Programme.objects.filter(pk=row.pk).update(state=ProgrammeState.PAUSED)
    _tell(events.ProgrammePaused(programme_id=row.pk, company_id=row.company_id), by, at)


@transaction.atomic
def resume_programme(*, programme: Programme, by: Viewer, at: datetime) -> None:
    """People are asked again. Raises NotLaunched, NotAllowed."""
    row = _locked(programme, by)
    if row.state != ProgrammeState.PAUSED:
        raise NotLaunched
    Programme.objects.filter(pk=row.pk).update(state=ProgrammeState.LAUNCHED)
    _tell(events.ProgrammeResumed(programme_id=row.pk, company_id=row.company_id), by, at)


@transaction.atomic
def close_programme(*, programme: Programme, by: Viewer, at: datetime) -> None:
    """Over: nobody is asked again. Its open round is closed by `close_round` first, by whoever calls this.

    Raises NotLaunched, NotAllowed.
    """
    row = _locked(programme, by)
    if row.state not in (ProgrammeState.LAUNCHED, ProgrammeState.PAUSED):
        raise NotLaunched
    Programme.objects.filter(pk=row.pk).update(state=ProgrammeState.CLOSED, closed_at=at)
    _tell(events.ProgrammeClosed(programme_id=row.pk, company_id=row.company_id), by, at)


def refuse_unready(programme: Programme, *, at: datetime) -> None:
    """Raises what stands in the way of a launch, the first thing first."""
    if not (programme.contact_name and (programme.contact_email or programme.contact_phone)):
        raise ContactMissing
    if needs_interviewers(programme) and not programme.interviewers.exists():
        raise NoInterviewer
    if not audience(programme, on=at.astimezone(calendar.agency_zone()).date()) and asks_now(programme):
        raise NobodyToAsk
    done = set(programme.checks.values_list("code", flat=True))
    if {point.code for point in POINTS} - done:
        raise ChecklistOpen


def asks_now(programme: Programme) -> bool:
    """Whether somebody must be there at launch; the others wait for those who come and go."""
    return programme.kind == TalkKind.STAY


def _draft(programme: Programme, by: Viewer) -> Programme:
    row = _locked(programme, by)
    if row.state != ProgrammeState.DRAFT:
        raise NotDraft
    return row


def _locked(programme: Programme, by: Viewer) -> Programme:
    require_listener(by)
    return Programme.objects.select_for_update().get(pk=programme.pk)


def _tell(announcement: Announcement, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)
