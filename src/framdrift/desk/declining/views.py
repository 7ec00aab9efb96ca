"""Choose several active candidates and decline them in one go; take all of it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy, ngettext

from framdrift.desk.assignments.subject import VERBS
from framdrift.desk.candidacies.forms import BY_US
from framdrift.desk.numbers import number_in
from framdrift.desk.timeline import kinds as words
from framdrift.desk.verbs import Doing, Done, VerbForm
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidacy, PlanStep
from framdrift.recruiting.queries.declining import LISTED, steps_in_use, to_decline
from framdrift.recruiting.refusals import NothingToUndo


class DeclineForm(VerbForm):
    """Which candidates, and the reason they will be told."""

    candidacies = forms.MultipleChoiceField(
        label=gettext_lazy("Candidates"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    told_reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=words.choices(words.TOLD_REASONS, *BY_US),
        help_text=gettext_lazy("The reason that the candidate will be told."),
    )

    def fit(self, doing: Doing[Assignment]) -> None:
        """The active candidates that the search finds; those ticked already are always among them."""
        ticked = self.data.getlist("candidacies") if self.is_bound else []  # type: ignore[attr-defined]
        rows = to_decline(
            doing.by,
            assignment=doing.row,
            search=doing.given.get("q", ""),
            plan_step_id=number_in(doing.given.get("step", "")),
            also=[pk for text in ticked if (pk := number_in(text)) is not None],
        )
        self.is_cut = len(rows) > LISTED
        self.search = doing.given.get("q", "")
        self.step = doing.given.get("step", "")
        self.steps = [(str(step.pk), _name(step)) for step in steps_in_use(doing.row)]
        self.choose("candidacies", [(str(row.pk), _line(row)) for row in rows[:LISTED]])


def _name(step: PlanStep) -> str:
    return step.name_in(get_language() or "en")


def _line(row: Candidacy) -> str:
    parts = (row.candidate.name, row.candidate.headline, _name(row.plan_step))
    return " · ".join(part for part in parts if part)


@VERBS.verb(
    gettext_lazy("Decline several candidates"),
    DeclineForm,
    button=gettext_lazy("Decline those ticked"),
    template="declining/decline.html",
)
def decline(doing: Doing[Assignment]) -> Done:
    """One event for each, at one instant; nothing is sent."""
    chosen = Candidacy.objects.filter(assignment=doing.row, pk__in=doing.data["candidacies"])
    ended = actions.decline_candidacies(
        assignment=doing.row,
        candidacies=list(chosen),
        told_reason=doing.data["told_reason"],
        by=doing.by,
        at=doing.at,
    )
    told = ngettext(
        "%(n)s candidate is declined. Nothing was sent.", "%(n)s candidates are declined. Nothing was sent.", len(ended)
    )
    address = reverse("assignment-decline-undo", args=[doing.row.pk])
    undo_address = f"{address}?{urlencode({'at': doing.at.isoformat()})}"
    return Done(told % {"n": len(ended)}, undo_address, to=reverse("assignment-decline", args=[doing.row.pk]))


@VERBS.verb(gettext_lazy("Take the declines back"))
def undo(doing: Doing[Assignment]) -> Done:
    """Everything that the reader declined at the instant in the address."""
    count = actions.undo_declines(assignment=doing.row, declined_at=_instant(doing.given), by=doing.by, at=doing.at)
    if not count:
        raise NothingToUndo
    return Done(
        ngettext("%(n)s decline is taken back.", "%(n)s declines are taken back.", count) % {"n": count},
        to=reverse("assignment-decline", args=[doing.row.pk]),
    )


def _instant(given: Any) -> datetime:
    try:
        found = parse_datetime(given.get("at", ""))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise NothingToUndo
    return found
