"""Forms about one's own calendar. A password is never shown again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from framdrift.desk.calendars.stretches import NotStretches, StretchesCross, stretches_of, written
from framdrift.planning.availability.rules import Hours, Person
from framdrift.recruiting.models.meetings import LONGEST_TRAVEL_MINUTES
from framdrift.recruiting.travel import Travel


class AddressField(forms.CharField):
    """Where a calendar is; cleaned to a whole address, for a server's name alone is understood too."""

    def __init__(self, schemes: Collection[str], **kwargs: Any) -> None:
        self.schemes = schemes
        widget = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The address with its scheme. What names no server, or is read in another way, is no place of a calendar."""
        given = super().clean(value)
        address = given if "://" in given else f"https://{given}"
        try:
            parts = urlsplit(address)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            host = ""
        if not host or any(sign.isspace() for sign in host) or parts.scheme not in self.schemes:
            raise ValidationError(
                _("The address must name a server on the web, such as https://calendar.example.com/mine.ics")
            )
        return address


class CalDavForm(forms.Form):
    """A calendar on a CalDAV server."""

    address = AddressField(
        {"http", "https"},
        label=_("Address of the server or the calendar"),
        help_text=_("Such as https://caldav.icloud.com or the address that your provider shows under CalDAV."),
        max_length=500,
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

    address = AddressField(
        {"http", "https", "webcal", "webcals"},
        label=_("Address of the feed"),
        help_text=_(
            "Begins with https:// or webcal:// and often ends with .ics. Whoever has it can read the calendar."
        ),
        max_length=2000,
    )


class StretchesField(forms.CharField):
    """Times of a day, as many stretches as wanted; cleaned to stretches in order."""

    def __init__(self, label: str) -> None:
        widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off", "placeholder": "–"})
        super().__init__(label=label, required=False, max_length=100, widget=widget)

    def clean(self, value: Any) -> Any:
        """The stretches, or what is wrong in words."""
        try:
            return stretches_of(super().clean(value))
        except NotStretches:
            raise ValidationError(_("Write times like 8–12, 13–17.")) from None
        except StretchesCross:
            raise ValidationError(_("The end comes after the beginning, and the next begins after that.")) from None


class HoursForm(forms.Form):
    """The ordinary week: when one can meet each weekday, and the focus time within it; the breath and the way."""

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
    travel_before = forms.IntegerField(
        label=_("Minutes to get to a meeting on site"),
        help_text=_("Kept free before meetings that have a place, but not between two at the same one."),
        min_value=0,
        max_value=LONGEST_TRAVEL_MINUTES,
        required=False,
    )
    travel_after = forms.IntegerField(
        label=_("Minutes to get away from it"), min_value=0, max_value=LONGEST_TRAVEL_MINUTES, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in WEEKDAYS.items():
            for part, words in _PARTS.items():
                self.fields[f"{part}_{weekday}"] = StretchesField(str(words % {"day": name}))

    def days(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each weekday's name with its two fields, for the page."""
        return [(name, [self[f"{part}_{day}"] for part in _PARTS]) for day, name in WEEKDAYS.items()]

    def hours(self, part: str) -> list[Hours]:
        """All stretches of a part of the week, by weekday."""
        return [Hours(day, *one) for day in WEEKDAYS for one in self.cleaned_data[f"{part}_{day}"]]

    def travel(self) -> Travel:
        """The way to meetings."""
        return Travel(self.cleaned_data["travel_before"] or 0, self.cleaned_data["travel_after"] or 0)


HOURS, FOCUS = "hours", "focus"
_PARTS = {HOURS: _("%(day)s, can meet"), FOCUS: _("%(day)s, focus time")}


def known_hours(person: Person, hours: Sequence[Hours]) -> dict[str, Any]:
    """First values of the form."""
    known: dict[str, Any] = {
        "max_per_day": person.max_per_day,
        "buffer_minutes": person.buffer_minutes,
        "travel_before": person.travel.before_minutes,
        "travel_after": person.travel.after_minutes,
    }
    for part, stretches in ((HOURS, hours), (FOCUS, person.focus)):
        for day in WEEKDAYS:
            known[f"{part}_{day}"] = written((one.from_time, one.to_time) for one in stretches if one.weekday == day)
    return known
