"""Verbs on the fee of an assignment: its parts, one that is reached, the guarantee."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.assignments.subject import VERBS
from framdrift.desk.verbs import Doing, Done, VerbForm, day_field
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, FeeMilestone
from framdrift.recruiting.refusals import FeeChangedSince

_EMPTY_LINES = 3
_CURRENCIES = [("SEK", "SEK"), ("EUR", "EUR"), ("NOK", "NOK"), ("DKK", "DKK"), ("USD", "USD"), ("GBP", "GBP")]


class MilestonesForm(VerbForm):
    """The parts of the fee that have not been reached; a line without a name is left out."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=_CURRENCIES)

    def fit(self, doing: Doing[Assignment]) -> None:
        """The parts that stand, and some empty lines."""
        waiting = list(_waiting(doing.row).order_by("due_on", "id"))
        self.lines = len(waiting) + _EMPTY_LINES
        for number in range(1, self.lines + 1):
            self.fields |= _line_fields(number)
        for number, row in enumerate(waiting, start=1):
            self.begin(**{f"name_{number}": row.name, f"amount_{number}": row.amount, f"due_on_{number}": row.due_on})
        if waiting:
            self.begin(currency=waiting[0].currency)

    def clean(self) -> dict[str, Any]:
        """A name has an amount, and an amount a name."""
        found = super().clean() or self.cleaned_data
        for number in range(1, self.lines + 1):
            name, amount = found.get(f"name_{number}"), found.get(f"amount_{number}")
            if name and amount is None and f"amount_{number}" not in self.errors:
                self.add_error(f"amount_{number}", _("Write the amount of this part."))
            if amount is not None and not name:
                self.add_error(f"name_{number}", _("Write what this part is for."))
        return {"milestones": [] if self.errors else self._milestones(found)}

    def _milestones(self, found: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "name": found[f"name_{number}"],
                "amount": found[f"amount_{number}"],
                "due_on": found[f"due_on_{number}"],
                "currency": found["currency"],
            }
            for number in range(1, self.lines + 1)
            if found[f"name_{number}"]
        ]


def _line_fields(number: int) -> dict[str, forms.Field]:
    slots = {"n": number}
    return {
        f"name_{number}": forms.CharField(label=_("Part %(n)s") % slots, max_length=120, required=False),
        f"amount_{number}": forms.DecimalField(
            label=_("Amount of part %(n)s") % slots,
            min_value=Decimal(0),
            max_digits=12,
            decimal_places=2,
            required=False,
        ),
        f"due_on_{number}": day_field(_("Part %(n)s expected by") % slots, required=False),
    }


def _fees(doing: Doing[Assignment]) -> str:
    return reverse("assignment-fees", args=[doing.row.pk])


@VERBS.verb(gettext_lazy("Parts of the fee"), MilestonesForm, button=gettext_lazy("Save"))
def set_milestones(doing: Doing[Assignment]) -> Done:
    """Those reached stay as they are."""
    before = set(_waiting(doing.row).values_list("pk", flat=True))
    after = actions.set_fee_milestones(
        assignment=doing.row, milestones=doing.data["milestones"], by=doing.by, at=doing.at
    )
    if {part.pk for part in after} == before:
        return Done(_("The parts of the fee are as they were."), to=_fees(doing))
    undo = f"{reverse('assignment-fees-undo', args=[doing.row.pk])}?{urlencode({'at': doing.at.isoformat()})}"
    return Done(_("The parts of the fee are saved."), undo, to=_fees(doing))


@VERBS.verb(gettext_lazy("Take back the change of the fee"))
def undo_milestones(doing: Doing[Assignment]) -> Done:
    """The parts as they stood before."""
    try:
        changed_at = parse_datetime(doing.given.get("at", ""))
    except ValueError:
        changed_at = None
    if changed_at is None or changed_at.tzinfo is None:
        raise FeeChangedSince
    actions.undo_fee_milestones(assignment=doing.row, changed_at=changed_at, by=doing.by, at=doing.at)
    return Done(_("The parts of the fee are as they were."), to=_fees(doing))


@VERBS.verb(gettext_lazy("This part is reached"))
def reach(doing: Doing[Assignment]) -> Done:
    """It may be invoiced."""
    milestone = _milestone(doing)
    actions.reach_fee_milestone(milestone=milestone, by=doing.by, at=doing.at)
    undo = reverse("assignment-fee-take-back", args=[doing.row.pk, milestone.pk])
    return Done(_("%(part)s may be invoiced.") % {"part": milestone.name}, undo, to=_fees(doing))


@VERBS.verb(gettext_lazy("This part is not reached"))
def take_back(doing: Doing[Assignment]) -> Done:
    """It was a slip. Back to the page that said it was reached."""
    milestone = _milestone(doing)
    actions.take_back_fee_milestone(milestone=milestone, by=doing.by, at=doing.at)
    return Done(_("%(part)s waits again.") % {"part": milestone.name})


def _waiting(row: Assignment) -> QuerySet[FeeMilestone]:
    return FeeMilestone.objects.filter(assignment=row, reached_at=None, replaced_at=None)


def _milestone(doing: Doing[Assignment]) -> FeeMilestone:
    return get_object_or_404(FeeMilestone, pk=doing.parts["milestone_id"], assignment=doing.row, replaced_at=None)


class GuaranteeForm(VerbForm):
    """When the one who was hired began, and how long the guarantee runs."""

    started_on = day_field(gettext_lazy("First day at work"))
    months = forms.IntegerField(label=gettext_lazy("Months of guarantee"), min_value=1, max_value=36, initial=6)

    def fit(self, doing: Doing[Assignment]) -> None:
        """The day that stands, or the day that the client wants."""
        self.begin(started_on=doing.row.started_on or doing.row.wanted_start_on or doing.today)


@VERBS.verb(gettext_lazy("The guarantee"), GuaranteeForm, button=gettext_lazy("Start the guarantee"))
def guarantee(doing: Doing[Assignment]) -> Done:
    """It runs to a date, and its end comes on the owner's list."""
    found = actions.start_guarantee(assignment=doing.row, by=doing.by, at=doing.at, **doing.data)
    told = _("The guarantee runs until %(day)s; its end comes on the owner's list.")
    return Done(told % {"day": found.guarantee_until_on}, to=_fees(doing))
