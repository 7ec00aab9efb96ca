"""Verbs on a candidate: facts, into an assignment, informing, consent."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.candidates.forms import ChangeForm, ConsentForm, InformForm, IntoAssignmentForm
from framdrift.desk.verbs import Doing, Done, Verbs
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidate
from framdrift.recruiting.queries.scope import visible_assignments, visible_candidates

VERBS: Verbs[Candidate] = Verbs(
    key="candidate_id",
    visible=visible_candidates,
    home=lambda candidate: reverse("candidate", args=[candidate.pk]),
    name=lambda candidate: candidate.name,
)


@VERBS.verb(gettext_lazy("Change the facts"), ChangeForm, button=gettext_lazy("Save"))
def edit(doing: Doing[Candidate]) -> Done:
    """Facts."""
    actions.change_candidate(candidate=doing.row, changes=doing.data, by=doing.by, at=doing.at)
    return Done(_("The facts are saved."))


@VERBS.verb(gettext_lazy("Add to an assignment"), IntoAssignmentForm, button=gettext_lazy("Add"))
def enter(doing: Doing[Candidate]) -> Done:
    """A new candidacy."""
    assignment = get_object_or_404(visible_assignments(doing.by), pk=doing.data["assignment"])
    candidacy = actions.enter_candidacy(
        assignment=assignment, candidate=doing.row, source=doing.data["source"], by=doing.by, at=doing.at
    )
    sentence = _("%(who)s is in the assignment.") % {"who": doing.row.name}
    return Done(sentence, to=reverse("candidacy", args=[candidacy.pk]))


@VERBS.verb(gettext_lazy("Tell them that we keep their data"), InformForm, button=gettext_lazy("They have been told"))
def inform(doing: Doing[Candidate]) -> Done:
    """That we keep their data, and why."""
    actions.inform_candidate(candidate=doing.row, by=doing.by, at=doing.at)
    undo = reverse("candidate-uninform", args=[doing.row.pk])
    return Done(_("Noted: %(who)s knows that we keep their data.") % {"who": doing.row.name}, undo)


@VERBS.verb(gettext_lazy("They have not been told"))
def uninform(doing: Doing[Candidate]) -> Done:
    """It was a slip. Back to the page that said they know."""
    actions.take_back_informing(candidate=doing.row, by=doing.by, at=doing.at)
    return Done(_("Noted: %(who)s has not been told yet.") % {"who": doing.row.name})


@VERBS.verb(gettext_lazy("Consent to the talent pool"), ConsentForm, button=gettext_lazy("Save the consent"))
def consent(doing: Doing[Candidate]) -> Done:
    """Their own, until a date."""
    actions.give_consent(candidate=doing.row, until_on=doing.data["until_on"], by=doing.by, at=doing.at)
    undo = reverse("candidate-consent-withdraw", args=[doing.row.pk])
    return Done(_("The consent is saved."), undo)


@VERBS.verb(gettext_lazy("Leave the talent pool"))
def withdraw_consent(doing: Doing[Candidate]) -> Done:
    """They want to leave it."""
    actions.withdraw_consent(candidate=doing.row, by=doing.by, at=doing.at)
    return Done(_("The consent is withdrawn."))
