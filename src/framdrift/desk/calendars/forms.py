"""Forms about one's own calendar. A password is never shown again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from framdrift.planning.availability.rules import Hours, Person

_CLOCK = "%H:%M"


class CalDavForm(forms.Form):
    """A calendar on a CalDAV server."""

    address = forms.CharField(
        label=_("Address of the server or the calendar"),
        help_text=_("Such as https://caldav.icloud.com or the address that your provider shows under CalDAV."),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )
    user_name = forms.CharField(
        label=_("User name there"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("Best an app password, made for this alone. It is kept sealed and never shown again."),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class FeedForm(forms.Form):
    """A calendar that is published at an address."""

    address = forms.CharField(
        label=_("Address of the feed"),
        help_text=_(
            "Begins with https:// or webcal:// and often ends with .ics. Whoever has it can read the calendar."
        ),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )


def _clock(label: str | Any) -> forms.TimeField:
    widget = forms.TimeInput(format=_CLOCK, attrs={"type": "time", "step": 300, "class": "input"})
    return forms.TimeField(label=label, required=False, widget=widget, input_formats=[_CLOCK, "%H:%M:%S"])


class HoursForm(forms.Form):
    """The ordinary week: from and to for each weekday, and the focus time within it."""

    max_per_day = forms.IntegerField(
        label=_("Meetings a day at most"),
        help_text=_("Leave it empty for as many as fit."),
        min_value=1,
        max_value=20,
        required=False,
    )
    buffer_minutes = forms.IntegerField(
        label=_("Minutes free around each meeting"),
        help_text=_("To walk, to breathe, to write down what was said."),
        min_value=0,
        max_value=240,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in WEEKDAYS.items():
            for part, words in _PARTS.items():
                self.fields[f"{part}_{weekday}"] = _clock(words % {"day": name})

    def days(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each weekday's name with its four fields, for the page."""
        return [(name, [self[f"{part}_{day}"] for part in _PARTS]) for day, name in WEEKDAYS.items()]

    def clean(self) -> dict[str, Any]:
        """A beginning has an end, and comes before it."""
        data: dict[str, Any] = super().clean() or {}
        for weekday in WEEKDAYS:
            for first, last in (("from", "to"), ("focus_from", "focus_to")):
                self._pair(data, f"{first}_{weekday}", f"{last}_{weekday}")
        return data

    def _pair(self, data: dict[str, Any], first: str, last: str) -> None:
        begins, ends = data.get(first), data.get(last)
        if (begins is None) != (ends is None) and not {first, last} & self.errors.keys():
            self.add_error(last if ends is None else first, ValidationError(_("Both a beginning and an end.")))
        elif begins is not None and ends is not None and ends <= begins:
            self.add_error(last, ValidationError(_("The end comes after the beginning.")))

    def hours(self, first: str, last: str) -> list[Hours]:
        """The weekdays that were filled in."""
        data = self.cleaned_data
        return [Hours(day, data[f"{first}_{day}"], data[f"{last}_{day}"]) for day in WEEKDAYS if data[f"{first}_{day}"]]


_PARTS = {
    "from": _("%(day)s, from"),
    "to": _("%(day)s, to"),
    "focus_from": _("%(day)s, focus time from"),
    "focus_to": _("%(day)s, focus time to"),
}


def known_hours(person: Person, hours: Sequence[Hours]) -> dict[str, Any]:
    """First values of the form; the first stretch of each weekday."""
    known: dict[str, Any] = {"max_per_day": person.max_per_day, "buffer_minutes": person.buffer_minutes}
    for first, last, stretches in (("from", "to", hours), ("focus_from", "focus_to", person.focus)):
        for one in stretches:
            known.setdefault(f"{first}_{one.weekday}", one.from_time)
            known.setdefault(f"{last}_{one.weekday}", one.to_time)
    return known
