"""The form of a programme, filled with what is usual, so that a first one can be launched in minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from framdrift.conversations.guides.queries import versions_to_use
from framdrift.conversations.kinds import Holder, Level, TalkKind
from framdrift.conversations.levels import words_of
from framdrift.conversations.models import Programme
from framdrift.conversations.programmes.drafting import ProgrammeFacts, usual_facts
from framdrift.conversations.programmes.rules import DEFAULT_STAGES, Stage
from framdrift.desk.conversations.words import AUDIENCES, CHANNELS, HOLDERS, STAGES, Words, choices, words_for
from framdrift.desk.verbs import day_field
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company, Role, Unit
from framdrift.organisations.queries import companies, units
from framdrift.organisations.roster.queries import employee_counts

CONTINUOUS: Final = "continuous"
_MONTH_DAYS: Final = 30
_RHYTHMS: Final = {
    "12": gettext_lazy("everybody once a year"),
    "6": gettext_lazy("everybody twice a year"),
    "0": gettext_lazy("everybody, one round only"),
    CONTINUOUS: gettext_lazy("each person when their day comes"),
}
_CHOICE_TEXT = str | Promise


_WITH_WHOM: Final[Words] = {
    TalkKind.STAY: gettext_lazy("stay interviews, with those who work there"),
    TalkKind.EXIT: gettext_lazy("exit interviews, with those who are leaving"),
    TalkKind.ONBOARDING: gettext_lazy("onboarding talks, after 30, 60 and 90 days and in the fifth month"),
    TalkKind.ECHO: gettext_lazy("echo calls, some months after somebody left and said yes to one"),
}


class BeginForm(forms.Form):
    """For whom, and what kind of talk: the rest is proposed. The largest stand first: there is most to ask."""

    company = forms.TypedChoiceField(label=gettext_lazy("Company"), coerce=int)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of talk"), choices=choices(_WITH_WHOM), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = employee_counts(viewer, on=today)
        largest_first = sorted(companies(viewer), key=lambda one: -people.get(one.id, 0))
        named = [(str(one.id), _with_people(one.name, people.get(one.id, 0))) for one in largest_first]
        _choose(self, "company", named)


def _with_people(company: str, number: int) -> str:
    if not number:
        return _("%(company)s · no employees yet") % {"company": company}
    words = ngettext("%(company)s · %(n)d employee", "%(company)s · %(n)d employees", number)
    return words % {"company": company, "n": number}


class ProgrammeForm(forms.Form):
    """Every choice of a programme. `main` and `more` say which stand open and which are folded away."""

    name_sv = forms.CharField(label=gettext_lazy("Public name in Swedish"), max_length=80)
    name_en = forms.CharField(label=gettext_lazy("Public name in English"), max_length=80)
    guide_version = forms.TypedChoiceField(label=gettext_lazy("Guide"), coerce=int)
    level = forms.ChoiceField(label=gettext_lazy("Level of confidentiality"), widget=forms.RadioSelect)
    holder = forms.ChoiceField(label=gettext_lazy("Who holds the talks"))
    interviewers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Interviewers"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=choices(CHANNELS))
    rhythm = forms.ChoiceField(label=gettext_lazy("When people are asked"))
    starts_on = day_field(gettext_lazy("First day"))
    contact_name = forms.CharField(label=gettext_lazy("Contact for questions"), max_length=120, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("The contact's e-mail"), required=False)
    contact_phone = forms.CharField(label=gettext_lazy("The contact's telephone"), max_length=40, required=False)
    units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Units"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: the whole company. A unit brings those below it."),
    )
    audience = forms.ChoiceField(label=gettext_lazy("Who is asked"), choices=choices(AUDIENCES))
    min_tenure_months = forms.IntegerField(
        label=gettext_lazy("Months in the company before the first talk"), min_value=0, max_value=60
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("The days that count"), required=False, widget=forms.CheckboxSelectMultiple
    )
    n_min = forms.IntegerField(
        label=gettext_lazy("Fewest answers before anything is told"),
        min_value=5,
        max_value=60,
        help_text=gettext_lazy("7 is usual. It is printed on the invitation and can only be raised after the launch."),
    )
    round_weeks = forms.IntegerField(label=gettext_lazy("Weeks in a round"), min_value=2, max_value=16)
    talks_per_week = forms.IntegerField(
        label=gettext_lazy("Talks an interviewer holds in a week, at most"), min_value=1, max_value=15
    )
    talk_minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=15, max_value=120)

    MAIN: Final = (
        "level", "holder", "interviewers", "channel", "rhythm", "starts_on", "contact_name", "contact_email",
    )  # fmt: skip
    MORE: Final = (
        "name_sv", "name_en", "guide_version", "units", "audience", "min_tenure_months", "stages", "n_min",
        "round_weeks", "talks_per_week", "talk_minutes", "contact_phone",
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Viewer, company: Company, kind: TalkKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        language = get_language() or "en"
        self.versions = list(versions_to_use(viewer, company_id=company.pk, kind=kind))
        self.people = list(_may_hold(company))
        self.tree = units(viewer, company_id=company.pk)
        _choose(self, "guide_version", [(str(one.pk), one.guide.name_in(language)) for one in self.versions])
        _choose(self, "level", [(level, _level_words(level, language)) for level in Level])
        _choose(self, "holder", [(code, words_for(HOLDERS, code)) for code in Holder if _may_be(code, kind)])
        _choose(self, "interviewers", [(str(one.pk), _person_words(one)) for one in self.people])
        self.fields["interviewers"].help_text = self.initial.get("interviewers_why", "")
        _choose(self, "units", [(str(one.id), "– " * one.depth + one.name) for one in self.tree])
        _choose(self, "rhythm", _rhythms(kind))
        if kind is TalkKind.STAY or kind is TalkKind.ONBOARDING:
            _choose(self, "stages", [(one.code, words_for(STAGES, one.code)) for one in DEFAULT_STAGES[kind]])
        else:
            del self.fields["stages"]

    def main(self) -> list[forms.BoundField]:
        """What is asked first."""
        return [self[name] for name in self.MAIN]

    def more(self) -> list[forms.BoundField]:
        """What is usual and can be changed."""
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def more_has_errors(self) -> bool:
        """Whether something folded away must be put right."""
        return any(name in self.errors for name in self.MORE)

    def facts(self) -> ProgrammeFacts:
        """As the action takes them."""
        data = self.cleaned_data
        rhythm = data["rhythm"]
        return ProgrammeFacts(
            guide_version=next(one for one in self.versions if one.pk == data["guide_version"]),
            name_sv=data["name_sv"],
            name_en=data["name_en"],
            level=data["level"],
            channel=data["channel"],
            holder=data["holder"],
            n_min=data["n_min"],
            starts_on=data["starts_on"],
            units=tuple(Unit.objects.filter(pk__in=set(data["units"]) & {one.id for one in self.tree})),
            audience=data["audience"],
            min_tenure_days=data["min_tenure_months"] * _MONTH_DAYS,
            every_months=None if rhythm == CONTINUOUS else int(rhythm),
            round_weeks=data["round_weeks"],
            talks_per_week=data["talks_per_week"],
            talk_minutes=data["talk_minutes"],
            contact_name=data["contact_name"],
            contact_email=data["contact_email"],
            contact_phone=data["contact_phone"],
            interviewers=tuple(one for one in self.people if one.pk in data["interviewers"]),
            stages=self._stages(),
        )

    def _stages(self) -> tuple[Stage, ...]:
        chosen = self.cleaned_data.get("stages", ())
        return tuple(one for one in DEFAULT_STAGES[self.kind] if one.code in chosen)


def first_values(viewer: Viewer, company: Company, kind: TalkKind, *, today: date) -> dict[str, Any]:
    """What a new programme's form is filled with: the interviewers of last time, and the company's HR as the one to
    ask."""
    version = versions_to_use(viewer, company_id=company.pk, kind=kind).first()
    assert version is not None, "whoever shows the form has seen that there is a guide"
    values = _values(usual_facts(kind, company, version, starts_on=today))
    chosen, why = _proposed_interviewers(company, kind)
    hr = company.seats.filter(is_active=True, roles__kind=Role.Kind.CLIENT_HR, roles__until=None).order_by("pk").first()
    contact = {"contact_name": hr.name, "contact_email": hr.email} if hr is not None else {}
    stages = [one.code for one in DEFAULT_STAGES[kind]]
    return {**values, **contact, "interviewers": chosen, "interviewers_why": why, "stages": stages}


def _proposed_interviewers(company: Company, kind: TalkKind) -> tuple[list[int], str]:
    """Who is ticked, and why: those of the company's latest programme, of the same kind where there is one, who still
    hold talks; else everybody at the agency who does, since one alone seldom has room for all.

    Never a seat of the company's: level C, which is proposed, is the agency's to hold.
    """
    staff = [one.pk for one in _may_hold(company) if one.company_id is None]
    earlier = Programme.objects.filter(company=company, holder=Holder.AGENCY, launched_at__isnull=False)
    latest = earlier.annotate(is_same=Q(kind=kind)).order_by("-is_same", "-launched_at", "-pk")
    for row in latest.prefetch_related("interviewers"):
        there = {one.account_id for one in row.interviewers.all()}
        if found := [pk for pk in staff if pk in there]:
            return found, _("Ticked: those who held the talks here last time.")
    return staff, _("Ticked: everybody at the agency who holds talks. Untick those who are not to hold any here.")


def values_of(programme: Programme) -> dict[str, Any]:
    """A draft as its form shows it."""
    return {
        **_values(programme),
        "interviewers": list(programme.interviewers.values_list("account_id", flat=True)),
        "units": list(programme.units.values_list("pk", flat=True)),
        "stages": _chosen_stages(programme),
    }


def _chosen_stages(programme: Programme) -> list[str]:
    """A programme in rounds has none of its own: the usual ones are proposed."""
    usual = [one.code for one in DEFAULT_STAGES[TalkKind(programme.kind)]]
    chosen = set(programme.touchpoints.values_list("code", flat=True))
    return [code for code in usual if code in chosen] or usual


def _values(row: ProgrammeFacts | Programme) -> dict[str, Any]:
    same = (
        "name_sv", "name_en", "level", "channel", "holder", "n_min", "starts_on", "audience", "round_weeks",
        "talks_per_week", "talk_minutes", "contact_name", "contact_email", "contact_phone",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        "guide_version": row.guide_version.pk,
        "rhythm": CONTINUOUS if row.every_months is None else str(row.every_months),
        "min_tenure_months": row.min_tenure_days // _MONTH_DAYS,
    }


def _choose(form: forms.Form, name: str, found: Sequence[tuple[str, _CHOICE_TEXT]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = found


def _rhythms(kind: TalkKind) -> list[tuple[str, _CHOICE_TEXT]]:
    if kind is TalkKind.STAY:
        return list(_RHYTHMS.items())
    return [(CONTINUOUS, _RHYTHMS[CONTINUOUS])]


def _level_words(level: Level, language: str) -> str:
    words = words_of(level, language)
    return f"{level} – {words.name}: {words.promise}"


def _may_be(holder: Holder, kind: TalkKind) -> bool:
    return not (kind in (TalkKind.EXIT, TalkKind.ECHO) and holder is Holder.NEAREST_MANAGER)


def _may_hold(company: Company) -> list[Account]:
    """The agency's interviewers, and the company's HR and managers with a seat, by name."""
    staff = Account.objects.filter(company=None, roles__kind=Role.Kind.INTERVIEWER, roles__until=None)
    seats = Account.objects.filter(company=company)
    return [*staff.filter(is_active=True).distinct().order_by("name"), *seats.filter(is_active=True).order_by("name")]


def _person_words(account: Account) -> str:
    if account.company_id is None:
        return account.name
    return _("%(name)s, at the company (%(title)s)") % {"name": account.name, "title": account.title or _("no title")}
