"""A candidate's request for erasure: done, or answered with a reason to keep the data for a while."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.candidates.doing import VERBS
from framdrift.desk.verbs import Doing, Done, VerbForm, words_field
from framdrift.recruiting import actions
from framdrift.recruiting.actions.outside import deny_erasure
from framdrift.recruiting.models import Candidate


class EraseForm(VerbForm):
    """No words are needed, but a page that says what happens."""


class KeepForm(VerbForm):
    """Why the data are kept for now."""

    reason = words_field(
        gettext_lazy("Why, and until when"),
        help_text=gettext_lazy(
            "The candidate gets these words by letter. Say which claim could be made, and for how long."
        ),
        rows=5,
    )


@VERBS.verb(gettext_lazy("Erase the candidate"), EraseForm, button=gettext_lazy("Erase: this cannot be undone"))
def erase(doing: Doing[Candidate]) -> Done:
    """Everything that tells of the person goes, here and from backups when they are restored."""
    actions.erase_candidate(candidate=doing.row, by=doing.by, at=doing.at)
    return Done(_("The candidate is erased. What happened stays, without the person."), to=reverse("candidate-list"))


@VERBS.verb(gettext_lazy("Keep the data for now"), KeepForm, button=gettext_lazy("Answer the candidate"))
def keep(doing: Doing[Candidate]) -> Done:
    """The candidate is told why."""
    deny_erasure(candidate=doing.row, reason=doing.data["reason"], by=doing.by, at=doing.at)
    return Done(_("Noted. The answer goes to the candidate by letter."))
