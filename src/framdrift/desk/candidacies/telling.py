"""Verbs on what was said: promises and notes."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.candidacies.forms import MovePromiseForm, NoteForm, PromiseForm
from framdrift.desk.candidacies.subject import VERBS
from framdrift.desk.today.telling import reopening
from framdrift.desk.verbs import Doing, Done
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy, Note, Promise


def made(doing: Doing[Any], **about: Any) -> Done:
    """Keep a promise on record: `about` is the assignment, candidacy or candidate. Assignments promise by this too."""
    me = Account.objects.get(pk=doing.by.account_id or 0)
    actions.make_promise(made_by=me, by=doing.by, at=doing.at, **doing.data, **about)
    return Done(_("The promise is on record, and on your list when it is due."))


@VERBS.verb(gettext_lazy("Make a promise"), PromiseForm, button=gettext_lazy("Keep it on record"))
def make_promise(doing: Doing[Candidacy]) -> Done:
    """A date told to somebody."""
    return made(doing, assignment=doing.row.assignment, candidacy=doing.row)


def _promise(doing: Doing[Candidacy]) -> Promise:
    return get_object_or_404(Promise, pk=doing.parts["promise_id"], candidacy=doing.row)


@VERBS.verb(gettext_lazy("Kept"))
def keep_promise(doing: Doing[Candidacy]) -> Done:
    """What was promised is done."""
    promise = _promise(doing)
    actions.keep_promise(promise=promise, by=doing.by, at=doing.at)
    return Done(_("The promise is kept."), reopening(promise.pk))


@VERBS.verb(gettext_lazy("Move the promise"), MovePromiseForm, button=gettext_lazy("Move"))
def move_promise(doing: Doing[Candidacy]) -> Done:
    """A new date was told."""
    actions.move_promise(promise=_promise(doing), due_at=doing.data["due_at"], by=doing.by, at=doing.at)
    return Done(_("The promise has its new date."))


@VERBS.verb(gettext_lazy("Take back the promise"))
def withdraw_promise(doing: Doing[Candidacy]) -> Done:
    """Its reason ended."""
    actions.withdraw_promise(promise=_promise(doing), by=doing.by, at=doing.at)
    return Done(_("The promise is taken back."))


@VERBS.verb(gettext_lazy("Write a note"), NoteForm, button=gettext_lazy("Save the note"))
def write_note(doing: Doing[Candidacy]) -> Done:
    """For colleagues; the candidate and the client never see it."""
    actions.write_note(
        assignment=doing.row.assignment, candidacy=doing.row, text=doing.data["text"], by=doing.by, at=doing.at
    )
    return Done(_("The note is saved."))


@VERBS.verb(gettext_lazy("Take away the note"))
def remove_note(doing: Doing[Candidacy]) -> Done:
    """By its author."""
    note = get_object_or_404(Note, pk=doing.parts["note_id"], candidacy=doing.row, removed_at__isnull=True)
    actions.remove_note(note=note, by=doing.by, at=doing.at)
    return Done(_("The note is taken away."))
