"""Forms about one employment. Labels name the field in errors too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from framdrift.organisations.models import ExitType
from framdrift.organisations.roster.actions import Person, Place
from framdrift.organisations.roster.queries import EmployeeRow, UnitTree


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget)


class PersonForm(forms.Form):
    """What is known of an employee."""

    name = forms.CharField(label=_("Name"), max_length=120)
    external_id = forms.CharField(
        label=_("Employee number"),
        max_length=80,
        required=False,
        help_text=_("The company's own number, never a personal identity number."),
    )
    email = forms.EmailField(label=_("E-mail address at work"), required=False)
    private_email = forms.EmailField(label=_("Private e-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    started_on = _day(_("First day"))

    def person(self) -> Person:
        """As the actions take it."""
        data = self.cleaned_data
        return Person(**{name: data[name] for name in Person.__dataclass_fields__})


class PlaceForm(forms.Form):
    """Where in the company, under whom and as what."""

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int, empty_value=None, required=False)
    manager = forms.TypedChoiceField(label=_("Nearest manager"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, tree: UnitTree, colleagues: Iterable[EmployeeRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [(node.id, f"{'– ' * node.depth}{node.name}") for node in tree.nodes]
        people = [(one.id, f"{one.name}, {one.title}" if one.title else one.name) for one in colleagues]
        for name, choices in (("unit", units), ("manager", people)):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [("", _("none")), *choices]

    def place(self) -> Place:
        """As the actions take it."""
        data = self.cleaned_data
        return Place(unit_id=data["unit"], manager_id=data["manager"], title=data["title"])


class NewForm(PersonForm, PlaceForm):
    """Somebody new, with their place."""


class MoveForm(PlaceForm):
    """Another place from a day on."""

    on = _day(_("From"))


class EndForm(forms.Form):
    """The last day, and how it ended."""

    ended_on = _day(_("Last day"))
    exit_type = forms.ChoiceField(
        label=_("How it ended"), required=False, choices=[("", _("not known")), *ExitType.choices]
    )
