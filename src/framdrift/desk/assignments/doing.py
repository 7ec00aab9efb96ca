"""Verbs on an assignment: facts, people, tempo, its life, promises and notes, moves on its board."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.assignments.forms import (
    CloseForm,
    EnterForm,
    FactsForm,
    OwnerForm,
    PauseForm,
    PeopleForm,
    TempoForm,
)
from framdrift.desk.assignments.subject import VERBS
from framdrift.desk.candidacies.forms import MovePromiseForm, NoteForm, PromiseForm
from framdrift.desk.candidacies.telling import made
from framdrift.desk.today.telling import reopening
from framdrift.desk.verbs import Doing, Done
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import Assignment, Note, PlanStep, Promise
from framdrift.recruiting.queries.scope import colleagues, visible_candidates


@VERBS.verb(gettext_lazy("Change the facts"), FactsForm, button=gettext_lazy("Save"))
def edit(doing: Doing[Assignment]) -> Done:
    """Facts of the job."""
    actions.change_assignment(assignment=doing.row, changes=doing.data, by=doing.by, at=doing.at)
    return Done(_("The facts are saved."))


@VERBS.verb(gettext_lazy("Who takes part"), PeopleForm, button=gettext_lazy("Save"))
def people(doing: Doing[Assignment]) -> Done:
    """Deputies and contacts."""
    deputies = colleagues().filter(pk__in=doing.data["deputies"])
    seats = Account.objects.in_bulk(doing.data["parts"].keys())
    parts = {seats[pk]: part for pk, part in doing.data["parts"].items()}
    actions.set_deputies(assignment=doing.row, accounts=deputies, by=doing.by, at=doing.at)
    actions.set_contacts(assignment=doing.row, parts=parts, by=doing.by, at=doing.at)
    return Done(_("Deputies and contacts are saved."))


@VERBS.verb(gettext_lazy("Tempo agreement"), TempoForm, button=gettext_lazy("Save the agreement"))
def tempo(doing: Doing[Assignment]) -> Done:
    """Who answers what within how many working days."""
    actions.agree_tempo(assignment=doing.row, terms=doing.data["terms"], by=doing.by, at=doing.at)
    return Done(_("The tempo agreement is saved."))


@VERBS.verb(gettext_lazy("Change owner"), OwnerForm, button=gettext_lazy("Change owner"))
def owner(doing: Doing[Assignment]) -> Done:
    """It goes to a colleague with everything the owner holds in it."""
    to = colleagues().get(pk=doing.data["to"])
    actions.change_owner(assignment=doing.row, to=to, by=doing.by, at=doing.at)
    return Done(_("%(name)s owns the assignment now.") % {"name": to.name})


@VERBS.verb(gettext_lazy("Pause the assignment"), PauseForm, button=gettext_lazy("Pause"))
def pause(doing: Doing[Assignment]) -> Done:
    """Every clock stands still."""
    actions.pause_assignment(assignment=doing.row, reason=doing.data["reason"], by=doing.by, at=doing.at)
    return Done(_("The assignment is paused."), reverse("assignment-resume", args=[doing.row.pk]))


@VERBS.verb(gettext_lazy("Resume the assignment"))
def resume(doing: Doing[Assignment]) -> Done:
    """The clocks run again."""
    actions.resume_assignment(assignment=doing.row, by=doing.by, at=doing.at)
    return Done(_("The assignment runs again; open dates moved by the pause."))


@VERBS.verb(gettext_lazy("Close the assignment"), CloseForm, button=gettext_lazy("Close"))
def close(doing: Doing[Assignment]) -> Done:
    """It ends, filled or not."""
    actions.close_assignment(assignment=doing.row, reason=doing.data["reason"], by=doing.by, at=doing.at)
    return Done(_("The assignment is closed."), reverse("assignment-reopen", args=[doing.row.pk]))


@VERBS.verb(gettext_lazy("Reopen the assignment"))
def reopen(doing: Doing[Assignment]) -> Done:
    """It runs again."""
    actions.reopen_assignment(assignment=doing.row, by=doing.by, at=doing.at)
    return Done(_("The assignment is open again."))


@VERBS.verb(gettext_lazy("Finish the step"))
def finish_step(doing: Doing[Assignment]) -> Done:
    """One of the assignment's own steps is done."""
    step = get_object_or_404(PlanStep, pk=doing.parts["plan_step_id"], assignment=doing.row, scope=Scope.ASSIGNMENT)
    actions.finish_assignment_step(assignment=doing.row, plan_step=step, by=doing.by, at=doing.at)
    return Done(_("The step is done."), reverse("assignment-step-reopen", args=[doing.row.pk, step.pk]))


@VERBS.verb(gettext_lazy("Open the step again"))
def reopen_step(doing: Doing[Assignment]) -> Done:
    """It was not done after all. Back to the page that said it was."""
    step = get_object_or_404(PlanStep, pk=doing.parts["plan_step_id"], assignment=doing.row, scope=Scope.ASSIGNMENT)
    actions.reopen_assignment_step(assignment=doing.row, plan_step=step, by=doing.by, at=doing.at)
    return Done(_("The step is open again."))


@VERBS.verb(gettext_lazy("Add a candidate"), EnterForm, button=gettext_lazy("Add to the assignment"))
def enter(doing: Doing[Assignment]) -> Done:
    """A candidate comes into the assignment."""
    candidate = get_object_or_404(visible_candidates(doing.by), pk=doing.data["candidate"])
    candidacy = actions.enter_candidacy(
        assignment=doing.row, candidate=candidate, source=doing.data["source"], by=doing.by, at=doing.at
    )
    sentence = _("%(who)s is in the assignment.") % {"who": candidate.name}
    return Done(sentence, to=reverse("candidacy", args=[candidacy.pk]))


@VERBS.verb(gettext_lazy("Make a promise"), PromiseForm, button=gettext_lazy("Keep it on record"))
def make_promise(doing: Doing[Assignment]) -> Done:
    """A date told to the client."""
    return made(doing, assignment=doing.row)


def _promise(doing: Doing[Assignment]) -> Promise:
    return get_object_or_404(Promise, pk=doing.parts["promise_id"], assignment=doing.row)


@VERBS.verb(gettext_lazy("Kept"))
def keep_promise(doing: Doing[Assignment]) -> Done:
    """What was promised is done."""
    promise = _promise(doing)
    actions.keep_promise(promise=promise, by=doing.by, at=doing.at)
    return Done(_("The promise is kept."), reopening(promise.pk))


@VERBS.verb(gettext_lazy("Move the promise"), MovePromiseForm, button=gettext_lazy("Move"))
def move_promise(doing: Doing[Assignment]) -> Done:
    """A new date was told."""
    actions.move_promise(promise=_promise(doing), due_at=doing.data["due_at"], by=doing.by, at=doing.at)
    return Done(_("The promise has its new date."))


@VERBS.verb(gettext_lazy("Take back the promise"))
def withdraw_promise(doing: Doing[Assignment]) -> Done:
    """Its reason ended."""
    actions.withdraw_promise(promise=_promise(doing), by=doing.by, at=doing.at)
    return Done(_("The promise is taken back."))


@VERBS.verb(gettext_lazy("Write a note"), NoteForm, button=gettext_lazy("Save the note"))
def write_note(doing: Doing[Assignment]) -> Done:
    """For colleagues."""
    actions.write_note(assignment=doing.row, text=doing.data["text"], by=doing.by, at=doing.at)
    return Done(_("The note is saved."))


@VERBS.verb(gettext_lazy("Take away the note"))
def remove_note(doing: Doing[Assignment]) -> Done:
    """By its author."""
    notes = Note.objects.filter(assignment=doing.row, candidacy__isnull=True, removed_at__isnull=True)
    actions.remove_note(note=get_object_or_404(notes, pk=doing.parts["note_id"]), by=doing.by, at=doing.at)
    return Done(_("The note is taken away."))
