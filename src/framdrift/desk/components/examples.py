"""What the pattern book shows: invented people and dates around the moment of looking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from framdrift.desk.components.icons import names

# component -> heading; each has its template in templates/components/examples/
EXAMPLES: dict[str, str | Promise] = {
    "task": gettext_lazy("Tasks of the day"),
    "plan": gettext_lazy("Dated plan"),
    "board": gettext_lazy("Board and cards"),
    "state": gettext_lazy("States, balls, evidence"),
    "time": gettext_lazy("Times, durations, numbers"),
    "table": gettext_lazy("Table"),
    "timeline": gettext_lazy("Timeline"),
    "facts": gettext_lazy("Facts and figures"),
    "person": gettext_lazy("People"),
    "field": gettext_lazy("Form"),
    "button": gettext_lazy("Buttons and keys"),
    "navigation": gettext_lazy("Ways around"),
    "notice": gettext_lazy("Notices"),
    "dialog": gettext_lazy("Menu and dialog"),
    "empty": gettext_lazy("Nothing here yet"),
    "icons": gettext_lazy("Drawings"),
}


@dataclass(frozen=True)
class Step:
    """A step of the example plan."""

    label: str
    starts_on: date
    ends_on: date
    state: str


@dataclass(frozen=True)
class Happening:
    """A line of the example timeline."""

    sentence: str
    at: datetime
    detail: str = ""
    weight: str = ""


class ExampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As the candidate writes it."))
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    step = forms.ChoiceField(
        label=gettext_lazy("Step"),
        choices=[("", gettext_lazy("Choose")), ("search", gettext_lazy("Search")), ("offer", gettext_lazy("Offer"))],
    )
    due_on = forms.DateField(
        label=gettext_lazy("Promised to"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    route = forms.ChoiceField(
        label=gettext_lazy("How they came"),
        choices=[("applied", gettext_lazy("Applied")), ("sourced", gettext_lazy("Found by us"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    cv = forms.FileField(label=gettext_lazy("CV"), required=False)
    told = forms.BooleanField(label=gettext_lazy("The candidate has been told"), required=False)


def example_page(now: datetime) -> dict[str, Any]:
    """Everything the examples show."""
    today = now.date()
    return {
        "examples": [(name, title, f"components/examples/{name}.html") for name, title in EXAMPLES.items()],
        "steps": _steps(today),
        "events": _happenings(now),
        "hour_ago": now - timedelta(hours=1),
        "yesterday": now - timedelta(days=1),
        "in_two_days": now + timedelta(days=2),
        "long_ago": now - timedelta(days=400),
        "in_two_days_on": today + timedelta(days=2),
        "far_on": today + timedelta(days=120),
        "form": ExampleForm(initial={"name": "Lea Berg", "email": "lea@example.com", "route": "applied"}),
        "form_with_errors": ExampleForm({"name": "", "email": "lea@", "route": "applied"}, auto_id="wrong_%s"),
        "tabs": _tabs(),
        "icon_names": names(),
        "crumbs": [
            {"label": gettext("Assignments"), "address": "#"},
            {"label": "Ekonomichef, Nordbygg", "address": ""},
        ],
    }


def _tabs() -> list[dict[str, Any]]:
    return [
        {"label": gettext("Board"), "address": "#", "is_current": True, "count": None},
        {"label": gettext("Candidates"), "address": "#", "is_current": False, "count": 1240},
        {"label": gettext("Promises"), "address": "#", "is_current": False, "count": 9},
    ]


def _steps(today: date) -> list[Step]:
    named = [
        (gettext("Requirement profile"), -24, -21, "done"),
        (gettext("Search"), -20, -10, "done"),
        (gettext("Screening"), -9, -5, "done"),
        (gettext("Interview"), -4, 3, "on_track"),
        (gettext("Client interview 1"), 4, 8, "at_risk"),
        (gettext("References"), 9, 12, "planned"),
        (gettext("Decision"), 13, 13, "planned"),
        (gettext("Offer"), 14, 20, "planned"),
    ]
    return [
        Step(label, today + timedelta(days=first), today + timedelta(days=last), state)
        for label, first, last, state in named
    ]


def _happenings(now: datetime) -> list[Happening]:
    return [
        Happening(gettext("Lea Berg moved from Screening to Interview."), now - timedelta(minutes=20), weight="high"),
        Happening(
            gettext("Ada Lind promised Lea Berg news by Friday."),
            now - timedelta(hours=20),
            gettext("“We have read everything and will call you.”"),
        ),
        Happening(gettext("Karin Holm received the presentation of Lea Berg."), now - timedelta(days=3)),
    ]
