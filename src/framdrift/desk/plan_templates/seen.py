"""What candidates see of one assignment's plan: which steps, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.actions.outside import PublicStepWords, set_public_words
from framdrift.recruiting.kinds import Scope
from framdrift.recruiting.models import PlanStep
from framdrift.recruiting.queries.scope import visible_assignments


@dataclass(frozen=True)
class StepFields:
    """A step with its three fields."""

    name: str
    is_visible: BoundField
    sv: BoundField
    en: BoundField


class SeenForm(forms.Form):
    """Three fields for every step."""

    def __init__(self, *args: Any, steps: list[PlanStep], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps
        for step in steps:
            self.fields[f"visible-{step.pk}"] = forms.BooleanField(
                label=gettext_lazy("The candidate sees this step"), required=False, initial=step.visible_to_candidate
            )
            self.fields[f"sv-{step.pk}"] = _words(gettext_lazy("What is happening, in Swedish"), step.public_sv)
            self.fields[f"en-{step.pk}"] = _words(gettext_lazy("What is happening, in English"), step.public_en)

    def rows(self) -> list[StepFields]:
        """The steps in the order of the plan."""
        language = get_language() or "en"
        return [
            StepFields(step.name_in(language), self[f"visible-{step.pk}"], self[f"sv-{step.pk}"], self[f"en-{step.pk}"])
            for step in self.steps
        ]

    def words(self) -> dict[int, PublicStepWords]:
        """As the action takes them."""
        data = self.cleaned_data
        return {
            step.pk: PublicStepWords(data[f"visible-{step.pk}"], data[f"sv-{step.pk}"], data[f"en-{step.pk}"])
            for step in self.steps
        }


def _words(label: Any, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        required=False,
        initial=initial,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def seen_by_candidates(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Every step that candidates pass, with the words they read while they are there."""
    row = get_object_or_404(visible_assignments(request.viewer).select_related("company"), pk=assignment_id)
    steps = list(PlanStep.objects.filter(assignment=row, scope=Scope.CANDIDACY).order_by("position"))
    form = SeenForm(request.POST if request.method == "POST" else None, steps=steps)
    if form.is_valid():
        set_public_words(assignment=row, words=form.words(), by=request.viewer, at=timezone.now())
        messages.success(request, _("Saved: candidates see it at once."))
        return redirect("assignment-seen", assignment_id=row.pk)
    status = 422 if form.is_bound else 200
    return render(request, "plan_templates/seen.html", {"assignment": row, "form": form}, status=status)
