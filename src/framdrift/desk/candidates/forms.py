"""The forms of candidates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from framdrift.desk.candidates.notice import notice_draft
from framdrift.desk.timeline import kinds as words
from framdrift.desk.verbs import Doing, VerbForm, day_field, words_field
from framdrift.organisations.models import Agency
from framdrift.recruiting.kinds import AssignmentStatus, Source
from framdrift.recruiting.models import Assignment, Candidacy, Candidate
from framdrift.recruiting.queries.scope import visible_assignments

FACTS = ("name", "email", "phone", "language", "headline", "employer", "city", "notice_months", "about")
_CONSENT_DAYS = 730


class CandidateForm(forms.Form):
    """What is known of a candidate. No personal number, no score."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("sv", _("Swedish")), ("en", _("English"))])
    headline = forms.CharField(label=_("What they do"), max_length=160, required=False)
    employer = forms.CharField(label=_("Employer"), max_length=120, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    notice_months = forms.IntegerField(label=_("Notice period in months"), min_value=0, max_value=24, required=False)
    about = words_field(_("About"), required=False, rows=4)


class NewCandidateForm(CandidateForm):
    """A candidate who becomes known, and how."""

    source = forms.ChoiceField(
        label=_("How they came"),
        choices=words.choices(words.SOURCES, Source.APPLIED, Source.SOURCED, Source.REFERRED),
        help_text=_("One found by search must be told within a month that we keep their data: it comes on your list."),
    )


class ChangeForm(VerbForm, CandidateForm):
    """The facts as they are, to be changed."""

    def fit(self, doing: Doing[Candidate]) -> None:
        """The facts as they are."""
        self.begin(**{name: getattr(doing.row, name) for name in FACTS})


class IntoAssignmentForm(VerbForm):
    """Into which assignment, and how."""

    assignment = forms.ChoiceField(label=_("Assignment"))
    source = forms.ChoiceField(
        label=_("How they came"),
        choices=words.choices(words.SOURCES, Source.APPLIED, Source.SOURCED, Source.REFERRED, Source.POOL),
    )

    def fit(self, doing: Doing[Candidate]) -> None:
        """The open assignments they are not in yet."""
        inside = Candidacy.objects.filter(candidate=doing.row).values("assignment")
        found = visible_assignments(doing.by).filter(status=AssignmentStatus.OPEN).exclude(pk__in=inside)
        rows = found.select_related("company").order_by("company__name", "title")
        self.choose("assignment", [(str(row.pk), _named(row, doing.row)) for row in rows])


class InformForm(VerbForm):
    """What the candidate is told, drafted; it is sent by the person who read it."""

    letter = words_field(
        _("Draft"),
        required=False,
        rows=14,
        help_text=_("Read it, change it and send it in the way you reach them. Nothing is sent from here."),
    )

    def fit(self, doing: Doing[Candidate]) -> None:
        """The draft, in the candidate's language."""
        self.begin(letter=notice_draft(doing.row, agency=Agency.objects.first(), writer=doing.by.name))


class ConsentForm(VerbForm):
    """Until when the candidate agreed to stay in the talent pool."""

    until_on = day_field(_("Until"), help_text=_("Write only what the candidate has said."))

    def fit(self, doing: Doing[Any]) -> None:
        """Two years."""
        self.begin(until_on=doing.today + timedelta(days=_CONSENT_DAYS))


def _named(assignment: Assignment, candidate: Candidate) -> str:
    name = f"{assignment.title}, {assignment.company}"
    if candidate.works_at_id != assignment.company_id:
        return name
    return gettext("%(assignment)s (their own employer: it is shown no trace of them)") % {"assignment": name}
