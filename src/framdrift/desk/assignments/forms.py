"""The forms of an assignment and of its verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from framdrift.desk.numbers import number_in
from framdrift.desk.timeline import kinds as words
from framdrift.desk.verbs import Doing, VerbForm, day_field, words_field
from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import Side, Source
from framdrift.recruiting.models import Assignment, Candidate, Contact, Deputy, TempoTerm
from framdrift.recruiting.queries.candidates import to_choose_from
from framdrift.recruiting.queries.scope import colleagues

FACTS = ("title", "location", "purpose", "pay_low", "pay_high", "pay_period", "wanted_start_on", "confidential")
TEMPO = (
    ("feedback", Side.CLIENT), ("scheduling", Side.CLIENT), ("decision", Side.CLIENT), ("offer", Side.AGENCY),
    ("answer", Side.CANDIDATE),
)  # fmt: skip


class FactsForm(VerbForm):
    """What an assignment says of the job."""

    title = forms.CharField(label=_("Title"), max_length=120)
    location = forms.CharField(label=_("Place"), max_length=120, required=False)
    purpose = words_field(_("Purpose of the role"), required=False, rows=4)
    pay_low = forms.IntegerField(label=_("Pay from"), min_value=0, required=False)
    pay_high = forms.IntegerField(label=_("Pay to"), min_value=0, required=False)
    pay_period = forms.ChoiceField(
        label=_("Pay per"), choices=[("month", _("month")), ("hour", _("hour")), ("year", _("year"))]
    )
    wanted_start_on = day_field(_("Wanted start"), required=False)
    promised_on = day_field(
        _("Decision promised by"),
        required=False,
        help_text=_("The date told to the client. The plan is judged against it."),
    )
    confidential = forms.BooleanField(
        label=_("Confidential: only the owner, deputies and leads see it"), required=False
    )

    def fit(self, doing: Doing[Assignment]) -> None:
        """The facts as they are."""
        self.begin(**{name: getattr(doing.row, name) for name in self.fields})


class OwnerForm(VerbForm):
    """Who owns the assignment from now on."""

    to = forms.ChoiceField(label=_("New owner"), help_text=_("Everything the owner holds in it goes along."))

    def fit(self, doing: Doing[Assignment]) -> None:
        """Every colleague but the owner."""
        self.choose("to", [(str(one.pk), one.name) for one in colleagues() if one.pk != doing.row.owner_id])


class CloseForm(VerbForm):
    """Why it ends."""

    reason = forms.ChoiceField(label=_("How it ended"), choices=words.choices(words.CLOSE_REASONS))


class PauseForm(VerbForm):
    """Why it stands still."""

    reason = words_field(_("Why"), required=False, rows=2, help_text=_("All clocks stand still until you resume."))


class TempoForm(VerbForm):
    """Working days to answer, by what is answered and by whom."""

    def fit(self, doing: Doing[Assignment]) -> None:
        """One field for each line of the agreement, with what is agreed now."""
        agreed = {(term.kind, term.side): term.work_days for term in TempoTerm.objects.filter(assignment=doing.row)}
        for kind, side in TEMPO:
            self.fields[f"{kind}-{side}"] = forms.IntegerField(
                label=f"{words.words_for(words.TEMPO_KINDS, kind)} ({words.words_for(words.SIDES, side)})",
                help_text=_("Working days. Leave empty where nothing is agreed."),
                min_value=0,
                max_value=60,
                required=False,
                initial=agreed.get((kind, side)),
            )

    def terms(self) -> dict[tuple[str, str], int]:
        """The agreement as the action takes it."""
        found = {(kind, str(side)): self.cleaned_data[f"{kind}-{side}"] for kind, side in TEMPO}
        return {pair: days for pair, days in found.items() if days is not None}

    def clean(self) -> dict[str, Any]:
        """The terms ride along for the act."""
        found = super().clean() or self.cleaned_data
        if not self.errors:
            found["terms"] = self.terms()
        return found


class PeopleForm(VerbForm):
    """Deputies at the agency, contacts at the client."""

    deputies = forms.MultipleChoiceField(
        label=_("Deputies"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("May act for the owner.")
    )
    decider = forms.ChoiceField(label=_("Decides at the client"), required=False)
    interviewers = forms.MultipleChoiceField(
        label=_("Interview at the client"), required=False, widget=forms.CheckboxSelectMultiple
    )
    informed = forms.MultipleChoiceField(
        label=_("Are kept informed"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def fit(self, doing: Doing[Assignment]) -> None:
        """The colleagues, and the company's active seats."""
        row = doing.row
        self.choose("deputies", [(str(one.pk), one.name) for one in colleagues() if one.pk != row.owner_id])
        seats = [(str(one.pk), one.name) for one in seats_of(row)]
        self.choose("decider", [("", _("Nobody yet")), *seats])
        self.choose("interviewers", list(seats))
        self.choose("informed", list(seats))
        parts = list(Contact.objects.filter(assignment=row).values_list("account_id", "part"))
        self.begin(
            deputies=list(Deputy.objects.filter(assignment=row).values_list("account_id", flat=True)),
            decider=next((pk for pk, part in parts if part == Contact.Part.DECIDER), ""),
            interviewers=[pk for pk, part in parts if part == Contact.Part.INTERVIEWER],
            informed=[pk for pk, part in parts if part == Contact.Part.INFORMED],
        )

    def parts(self) -> dict[int, str]:
        """Part by account id; the strongest where somebody was ticked twice."""
        found = {int(pk): str(Contact.Part.INFORMED) for pk in self.cleaned_data["informed"]}
        found |= {int(pk): str(Contact.Part.INTERVIEWER) for pk in self.cleaned_data["interviewers"]}
        if self.cleaned_data["decider"]:
            found[int(self.cleaned_data["decider"])] = str(Contact.Part.DECIDER)
        return found

    def clean(self) -> dict[str, Any]:
        """The parts ride along for the act."""
        found = super().clean() or self.cleaned_data
        if not self.errors:
            found["parts"] = self.parts()
        return found


def seats_of(assignment: Assignment) -> list[Account]:
    """The active seats of the assignment's company."""
    return list(Account.objects.filter(company_id=assignment.company_id, is_active=True).order_by("name"))


class EnterForm(VerbForm):
    """Which candidate comes in, and how."""

    q = forms.CharField(
        label=_("Search"), required=False, help_text=_("Name, employer, city. Press the button to see who there is.")
    )
    candidate = forms.ChoiceField(label=_("Candidate"), widget=forms.RadioSelect, required=True)
    source = forms.ChoiceField(
        label=_("How they came"),
        choices=words.choices(words.SOURCES, Source.APPLIED, Source.SOURCED, Source.REFERRED, Source.POOL),
    )

    def fit(self, doing: Doing[Assignment]) -> None:
        """Those who match the search and are not in the assignment yet; the one already chosen stays a choice."""
        search = self.data.get("q") or doing.given.get("q", "")
        also = number_in(self.data.get("candidate", ""))
        found = to_choose_from(doing.by, assignment_id=doing.row.pk, search=search, also=also)
        self.choose("candidate", [(str(one.pk), _named(one, doing.row)) for one in found])


def _named(candidate: Candidate, assignment: Assignment) -> str:
    """What tells candidates of one name apart, and whether their employer is one of our clients."""
    warning = ""
    if candidate.works_at_id == assignment.company_id:
        warning = gettext("works at %(company)s itself, which is shown no trace of them")
    elif candidate.works_at and candidate.works_at.off_limits:
        warning = gettext("works at %(company)s, which is off limits")
    told = warning % {"company": candidate.works_at} if warning else ""
    return ", ".join(part for part in (candidate.name, candidate.headline, candidate.city, told) if part)
