"""Forms about companies and people. Labels name the field in errors too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from framdrift.organisations.actions import CLIENT_ROLES
from framdrift.organisations.models import Role
from framdrift.organisations.queries import PersonLine, UnitLine
from framdrift.organisations.refusals import Refused

_COMMON_ZONES = ("Europe/Stockholm", "Europe/Helsinki", "Europe/Oslo", "Europe/Copenhagen", "Europe/London", "UTC")
_TOP = ("", _("at the top"))


def _zones() -> list[tuple[str, str]]:
    others = sorted(available_timezones() - set(_COMMON_ZONES))
    return [(zone, zone.replace("_", " ")) for zone in (*_COMMON_ZONES, *others)]


def _roles(*, of_clients: bool) -> list[tuple[str, Any]]:
    return [(kind.value, kind.label) for kind in Role.Kind if (kind in CLIENT_ROLES) is of_clients]


class AccountForm(forms.Form):
    """A person who signs in."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, of_client: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = self.fields["roles"]
        assert isinstance(roles, forms.MultipleChoiceField)
        roles.choices = _roles(of_clients=of_client)


class StaffForm(AccountForm):
    """A person at the agency: with the time a day that recruitments may take."""

    minutes_per_day = forms.IntegerField(
        label=_("Minutes a day for recruitments"),
        help_text=_("Used to show load and to say what fits in a day."),
        min_value=0,
        max_value=600,
    )


class PreferencesForm(forms.Form):
    """One's own language and time zone."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)


class _Day(forms.DateInput):
    """The browser's own calendar; it wants ISO dates in every language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(forms.Form):
    """Whole days away, and who stands in."""

    first_on = forms.DateField(
        label=_("First day away"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_on = forms.DateField(
        label=_("Last day away"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    deputy = forms.TypedChoiceField(label=_("Deputy"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, colleagues: Iterable[PersonLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy = self.fields["deputy"]
        assert isinstance(deputy, forms.TypedChoiceField)
        deputy.choices = [("", _("nobody")), *((line.id, line.name) for line in colleagues)]


class CompanyForm(forms.Form):
    """A client company."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation_number = forms.CharField(label=_("Organisation number"), max_length=20, required=False)
    email_domain = forms.CharField(
        label=_("E-mail domain"),
        help_text=_("Such as company.example. Tells who works there."),
        max_length=120,
        required=False,
    )
    off_limits = forms.BooleanField(
        label=_("Warn when a candidate works there"),
        help_text=_("Off-limits while they are our client."),
        required=False,
    )
    note = forms.CharField(label=_("Note to colleagues"), widget=forms.Textarea(attrs={"rows": 4}), required=False)


class UnitForm(forms.Form):
    """A part of a company."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = forms.TypedChoiceField(label=_("Lies under"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, units: Iterable[UnitLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.TypedChoiceField)
        parent.choices = [_TOP, *((line.id, f"{'– ' * line.depth}{line.name}") for line in units)]


class AgencyForm(forms.Form):
    """The agency itself."""

    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    intake_domain = forms.CharField(label=_("Domain for applications by e-mail"), max_length=120, required=False)


def done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form held and the action went through; a refusal is said at its field, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
