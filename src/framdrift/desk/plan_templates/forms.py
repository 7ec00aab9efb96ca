"""The forms of process plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.desk.timeline import kinds as words
from framdrift.desk.verbs import Doing, VerbForm
from framdrift.recruiting.kinds import EvidenceKind, Scope, Side
from framdrift.recruiting.models import PlanTemplate, TemplateStep
from framdrift.recruiting.step_words import STEP_TYPES

_NEEDS = {
    "agency_cards": (EvidenceKind.SCORECARD, Side.AGENCY),
    "client_cards": (EvidenceKind.SCORECARD, Side.CLIENT),
    "references": (EvidenceKind.REFERENCE, Side.OUTSIDE),
    "tests": (EvidenceKind.TEST, Side.CANDIDATE),
}


class NameForm(VerbForm):
    """What the plan is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)


class RenameForm(NameForm):
    """The name as it is."""

    def fit(self, doing: Doing[PlanTemplate]) -> None:
        """The name as it is."""
        self.begin(name=doing.row.name)


class CopyForm(NameForm):
    """The name of the copy."""

    def fit(self, doing: Doing[PlanTemplate]) -> None:
        """The same, marked as a copy."""
        self.begin(name=_("%(name)s (copy)") % {"name": doing.row.name})


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=9, initial=0)


class StepForm(VerbForm):
    """One step of a process plan."""

    name_sv = forms.CharField(label=gettext_lazy("Name in Swedish"), max_length=80)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=80)
    type = forms.ChoiceField(label=gettext_lazy("What is done"), choices=list(STEP_TYPES.items()))
    scope = forms.ChoiceField(
        label=gettext_lazy("Whose step it is"),
        choices=[
            (Scope.CANDIDACY, gettext_lazy("each candidate's: a column of the board")),
            (Scope.ASSIGNMENT, gettext_lazy("the assignment's own")),
        ],
    )
    side = forms.ChoiceField(label=gettext_lazy("Who acts first"), choices=words.choices(words.SIDES))
    work_days = forms.IntegerField(label=gettext_lazy("Working days it takes"), min_value=0, max_value=120)
    response_work_days = forms.IntegerField(
        label=gettext_lazy("Working days an answer may take"), min_value=0, max_value=60, initial=2
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes of work"), min_value=0, max_value=600, initial=20)
    parallel = forms.BooleanField(label=gettext_lazy("Runs beside the step before"), required=False)
    visible_to_candidate = forms.BooleanField(
        label=gettext_lazy("The candidate sees this step"), required=False, initial=True
    )
    public_sv = forms.CharField(
        label=gettext_lazy("What the candidate reads, in Swedish"), max_length=200, required=False
    )
    public_en = forms.CharField(
        label=gettext_lazy("What the candidate reads, in English"), max_length=200, required=False
    )
    agency_cards = _count(gettext_lazy("Scorecards needed from the agency"))
    client_cards = _count(gettext_lazy("Scorecards needed from the client"))
    references = _count(gettext_lazy("References needed"))
    tests = _count(gettext_lazy("Tests needed"))

    def fit(self, doing: Doing[PlanTemplate]) -> None:
        """The step as it is, where the address names one."""
        self.step = step_of(doing) if "template_step_id" in doing.parts else None
        if self.step is not None:
            facts = {name: getattr(self.step, name) for name in self.fields if hasattr(self.step, name)}
            self.begin(**facts, **{name: _needed(self.step, name) for name in _NEEDS})

    def clean(self) -> dict[str, Any]:
        """The step's facts; evidence by kind and side, kept optional where it was."""
        found = dict(super().clean() or self.cleaned_data)
        optional = {(need["kind"], need.get("side")) for need in _old_needs(self.step) if need.get("optional")}
        needs = [
            {"kind": kind, "side": side, "count": count, "optional": (kind, side) in optional}
            for name, (kind, side) in _NEEDS.items()
            if (count := found.pop(name, 0))
        ]
        return {"facts": found | {"needs": needs}}


def step_of(doing: Doing[PlanTemplate]) -> TemplateStep | None:
    """The step that the address names, if the plan has it."""
    return doing.row.steps.filter(pk=doing.parts["template_step_id"]).first()


def _old_needs(step: TemplateStep | None) -> list[dict[str, Any]]:
    return list(step.needs) if step is not None else []


def _needed(step: TemplateStep, name: str) -> int:
    kind, side = _NEEDS[name]
    return sum(
        need.get("count", 1) for need in _old_needs(step) if (need["kind"], need.get("side", side)) == (kind, side)
    )
