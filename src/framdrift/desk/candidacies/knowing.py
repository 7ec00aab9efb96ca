"""Verbs on what is known: assessments asked for, references, tests."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.candidacies.forms import (
    AskReferenceForm,
    AskScorecardForm,
    ReferenceForm,
    TestForm,
    account_of,
)
from framdrift.desk.candidacies.subject import VERBS, board_step, who
from framdrift.desk.verbs import Doing, Done
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy, Reference


@VERBS.verb(gettext_lazy("Ask for an assessment"), AskScorecardForm, button=gettext_lazy("Ask"))
def ask_scorecard(doing: Doing[Candidacy]) -> Done:
    """One person, after one step, by a date."""
    card = actions.ask_scorecard(
        candidacy=doing.row,
        plan_step=board_step(doing, doing.data["plan_step"]),
        author=account_of(doing.row, doing.data["author"]),
        due_on=doing.data["due_on"],
        by=doing.by,
        at=doing.at,
    )
    return Done(_("%(author)s has been asked to assess %(who)s.") % {"author": card.author.name, **who(doing)})


@VERBS.verb(gettext_lazy("Ask for a reference"), AskReferenceForm, button=gettext_lazy("Ask"))
def ask_reference(doing: Doing[Candidacy]) -> Done:
    """Somebody who can tell of the candidate."""
    actions.ask_reference(candidacy=doing.row, plan_step=doing.row.plan_step, by=doing.by, at=doing.at, **doing.data)
    return Done(_("The reference from %(name)s is asked for.") % {"name": doing.data["name"]})


def _reference(doing: Doing[Candidacy]) -> Reference:
    return get_object_or_404(Reference, pk=doing.parts["reference_id"], candidacy=doing.row)


@VERBS.verb(gettext_lazy("Write down the reference"), ReferenceForm, button=gettext_lazy("Save the reference"))
def receive_reference(doing: Doing[Candidacy]) -> Done:
    """What the referee told."""
    actions.receive_reference(reference=_reference(doing), body=doing.data["body"], by=doing.by, at=doing.at)
    return Done(_("The reference is in."))


@VERBS.verb(gettext_lazy("The referee declines"))
def decline_reference(doing: Doing[Candidacy]) -> Done:
    """Nothing is held against the candidate."""
    actions.decline_reference(reference=_reference(doing), by=doing.by, at=doing.at)
    return Done(_("Noted: the referee would rather not. Nothing is held against the candidate."))


@VERBS.verb(gettext_lazy("Record a test"), TestForm, button=gettext_lazy("Save"))
def receive_test(doing: Doing[Candidacy]) -> Done:
    """What it showed, in a person's words."""
    actions.receive_test(
        candidacy=doing.row,
        plan_step=doing.row.plan_step,
        name=doing.data["name"],
        body=doing.data["body"],
        by=doing.by,
        at=doing.at,
    )
    return Done(_("The test is in."))
