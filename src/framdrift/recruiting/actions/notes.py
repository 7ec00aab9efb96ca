"""Colleagues' notes on assignments and candidacies."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import announce
from framdrift.recruiting.models import Assignment, Candidacy, Note
from framdrift.recruiting.refusals import NotTheAuthor, ReasonNeeded


@transaction.atomic
def write_note(
    *, assignment: Assignment, text: str, by: Viewer, at: datetime, candidacy: Candidacy | None = None
) -> Note:
    """Write a note for colleagues."""
    words = texts.keep(text, about=candidacy.candidate.pseudonym if candidacy else "")
    if words is None:
        raise ReasonNeeded
    note = Note.objects.create(
        assignment=assignment,
        company_id=assignment.company_id,
        candidacy=candidacy,
        text=words,
        written_by_id=account_of(by),
        written_at=at,
    )
    told = events.NoteWritten(
        note_id=note.pk,
        text=texts.reference(words),
        candidacy_id=candidacy.pk if candidacy else None,
        assignment_id=assignment.pk,
        company_id=assignment.company_id,
    )
    announce(told, by=by, at=at)
    return note


@transaction.atomic
def remove_note(*, note: Note, by: Viewer, at: datetime) -> Note:
    """Its author takes a note away."""
    if note.written_by_id != by.account_id:
        raise NotTheAuthor
    if Note.objects.select_for_update().filter(pk=note.pk, removed_at=None).first() is None:
        return note
    note.removed_at = at
    note.save(update_fields=["removed_at"])
    told = events.NoteRemoved(
        note_id=note.pk, candidacy_id=note.candidacy_id, assignment_id=note.assignment_id, company_id=note.company_id
    )
    announce(told, by=by, at=at)
    return note
