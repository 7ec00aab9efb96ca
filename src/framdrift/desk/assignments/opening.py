"""Opening an assignment, and its requirement profile: forms of more than one verb's few fields."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.desk.assignments.subject import assignments_of
from framdrift.desk.numbers import number_in
from framdrift.desk.verbs import day_field, words_field
from framdrift.foundation.calendar import working_days
from framdrift.insights.findings.next_time import next_time
from framdrift.organisations.access import Viewer, visible_companies
from framdrift.organisations.models import Account
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Contact, Criterion, PlanTemplate
from framdrift.recruiting.queries.scope import colleagues
from framdrift.recruiting.refusals import Refusal
from framdrift.recruiting.rules import lay_out

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
_ROWS = 5


class OpenForm(forms.Form):
    """A new assignment: what is needed to date its plan, and what is good to know."""

    company = forms.ChoiceField(label=gettext_lazy("Company"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    template = forms.ChoiceField(label=gettext_lazy("Process plan"))
    kickoff_on = day_field(gettext_lazy("Kick-off"))
    owner = forms.ChoiceField(label=gettext_lazy("Owner"))
    decider = forms.ChoiceField(label=gettext_lazy("Decides at the client"), required=False)
    wanted_start_on = day_field(gettext_lazy("Wanted start"), required=False)
    pay_low = forms.IntegerField(label=gettext_lazy("Monthly pay from"), min_value=0, required=False)
    pay_high = forms.IntegerField(label=gettext_lazy("Monthly pay to"), min_value=0, required=False)
    location = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    purpose = words_field(gettext_lazy("Purpose of the role"), required=False, rows=4)
    confidential = forms.BooleanField(
        label=gettext_lazy("Confidential: only the owner, deputies and leads see it"), required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        companies = visible_companies(viewer).filter(archived_at__isnull=True).order_by("name")
        self._choose("company", [(str(one.pk), one.name) for one in companies])
        templates = PlanTemplate.objects.filter(archived_at__isnull=True).order_by("-is_default", "name")
        self._choose("template", [(str(one.pk), one.name) for one in templates])
        self._choose("owner", [(str(one.pk), one.name) for one in colleagues()])
        self._choose("decider", [("", _("Nobody yet")), *self._seats()])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _seats(self) -> list[tuple[str, str]]:
        """Every active seat with its company: the company is chosen in the same form."""
        seats = Account.objects.filter(company__in=visible_companies(self.viewer), is_active=True)
        return [
            (str(one.pk), f"{one.name}, {one.company}")
            for one in seats.select_related("company").order_by("company__name", "name")
        ]

    def clean(self) -> dict[str, Any]:
        """The decider belongs to the company."""
        data = super().clean() or self.cleaned_data
        seat = Account.objects.filter(pk=data.get("decider") or 0).first()
        if seat is not None and str(seat.company_id) != data.get("company"):
            self.add_error("decider", _("That person belongs to another company. Choose somebody at this one."))
        return data

    def open(self, *, by: Viewer, at: datetime) -> Assignment:
        """Open the assignment that the form says."""
        data = self.cleaned_data
        decider = Account.objects.filter(pk=data["decider"] or 0).first()
        return actions.open_assignment(
            company=visible_companies(by).get(pk=data["company"]),
            title=data["title"],
            owner=colleagues().get(pk=data["owner"]),
            template=PlanTemplate.objects.get(pk=data["template"]),
            kickoff_on=data["kickoff_on"],
            facts=actions.Facts(
                purpose=data["purpose"],
                location=data["location"],
                pay_low=data["pay_low"],
                pay_high=data["pay_high"],
                wanted_start_on=data["wanted_start_on"],
                confidential=data["confidential"],
            ),
            crew=actions.Crew(contacts={decider: Contact.Part.DECIDER} if decider else {}),
            by=by,
            at=at,
        )


@_SHOWS_OR_SAVES
def assignment_new(request: ReaderRequest) -> HttpResponse:
    """A new assignment; `show` gives the dated plan it would get before anything is opened."""
    now = timezone.now()
    first = {
        "company": request.GET.get("company", ""),
        "kickoff_on": working_days().on_or_after(timezone.localtime(now).date()),
        "owner": request.viewer.account_id,
    }
    form = OpenForm(request.POST or None, viewer=request.viewer, initial=first)
    if request.method == "POST" and "show" not in request.POST and form.is_valid():
        try:
            opened = form.open(by=request.viewer, at=now)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence())
        else:
            messages.success(request, _("The assignment is open and its plan is dated."))
            return redirect("assignment-profile", assignment_id=opened.pk)
    plan = _plan_to_come(form, default=first["kickoff_on"])
    status = 422 if form.is_bound and form.errors and "show" not in request.POST else 200
    no_company = not visible_companies(request.viewer).filter(archived_at__isnull=True).exists()
    context = {"form": form, "plan": plan, "no_company": no_company}
    return render(request, "assignments/new.html", context, status=status)


def _plan_to_come(form: OpenForm, *, default: Any) -> list[dict[str, Any]]:
    """The dated plan that the chosen template gives from the chosen kick-off, as the plan bar takes it."""
    chosen = PlanTemplate.objects.filter(archived_at__isnull=True).order_by("-is_default", "name")
    template = chosen.filter(pk=number_in(form.data.get("template", "")) or 0).first() or chosen.first()
    if template is None:
        return []
    steps = list(template.steps.all())
    language = get_language() or "en"
    dates = lay_out(steps, kickoff_on=_day(form.data.get("kickoff_on"), default), days=working_days())
    return [
        {"label": step.name_in(language), "starts_on": one.starts_on, "ends_on": one.due_on, "state": "planned"}
        for step, one in zip(steps, dates, strict=True)
    ]


def _day(text: Any, default: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return default


class CriterionForm(forms.Form):
    """One criterion with its weight and anchors."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=gettext_lazy("Criterion"), max_length=120, required=False)
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=5, initial=3, required=False)
    anchor_1 = forms.CharField(label=gettext_lazy("What a 1 looks like"), max_length=300, required=False)
    anchor_3 = forms.CharField(label=gettext_lazy("What a 3 looks like"), max_length=300, required=False)
    anchor_5 = forms.CharField(label=gettext_lazy("What a 5 looks like"), max_length=300, required=False)


_Criteria = forms.formset_factory(CriterionForm, extra=0)


@_SHOWS_OR_SAVES
def profile(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """The requirement profile: criteria with weights and anchors. A line without a name is taken away."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    forms_of = _Criteria(request.POST or None, initial=_criteria(row))
    if request.method == "POST" and forms_of.is_valid():
        lines = [line.cleaned_data for line in forms_of if line.cleaned_data.get("name")]
        for line in lines:
            line["weight"] = line["weight"] or 3
        actions.set_criteria(assignment=row, criteria=lines, by=request.viewer, at=timezone.now())
        messages.success(request, _("The requirement profile is saved."))
        return redirect("assignment", assignment_id=row.pk)
    status = 422 if request.method == "POST" else 200
    context = {
        "assignment": row,
        "criteria": forms_of,
        "next_time": next_time(request.viewer, row.company_id, language=get_language() or "sv"),
    }
    return render(request, "assignments/profile.html", context, status=status)


def _criteria(row: Assignment) -> list[dict[str, Any]]:
    """The criteria in force, and empty lines up to five (one more where there are five already)."""
    fields = ("id", "name", "weight", "anchor_1", "anchor_3", "anchor_5")
    found = list(Criterion.objects.filter(assignment=row, retired_at__isnull=True).values(*fields))
    return [*found, *({} for _line in range(max(_ROWS - len(found), 1)))]
