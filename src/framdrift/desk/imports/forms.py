"""The forms of imports: the file, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from framdrift.foundation.table_forms import ENCODINGS, ColumnsForm
from framdrift.recruiting.transitions.told import formats

MEANINGS: dict[str, Any] = {
    "candidate": _("Candidate's name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "job": _("Assignment"),
    "company": _("Company"),
    "stage": _("Step"),
    "entered": _("Came to the step"),
    "left": _("Left the step"),
    "applied": _("Applied"),
    "outcome": _("Outcome"),
    "ended": _("Ended"),
    "reason": _("Reason"),
    "recruiter": _("Recruiter"),
    "actor": _("Moved by"),
    "found_by": _("Source"),
    "application_id": _("Id of the application"),
    "candidate_id": _("Id of the candidate"),
    "job_id": _("Id of the assignment"),
    "event_id": _("Id of the row"),
}
_LABELS = {"table": _("Table (CSV or XLSX)"), "xes": "XES"}


def _choices() -> list[tuple[str, Any]]:
    return [(name, _LABELS.get(name, name.capitalize())) for name in formats() if name not in ("csv", "xlsx")]


class FileForm(forms.Form):
    """A file to take in."""

    kind = forms.ChoiceField(label=_("Where the file comes from"), choices=_choices)
    file = forms.FileField(label=_("File"), allow_empty_file=True)
    company = forms.CharField(label=_("Company, where the file names none"), max_length=120, required=False)
    assignment = forms.CharField(label=_("Assignment, where the file names none"), max_length=120, required=False)


class MappingForm(ColumnsForm):
    """What the columns of an import mean."""

    meanings = MEANINGS


class ReadAsForm(forms.Form):
    """How the bytes of a table are read that could not be read as they say."""

    read_as = forms.ChoiceField(label=_("Encoding"), choices=ENCODINGS[1:])
