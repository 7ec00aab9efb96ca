"""What is refused about calendars and hours, each with a sentence fit for the reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class ConnectedAlready(Refused):
    """This calendar is there."""

    sentence = _("This calendar is connected already.")


class HoursReversed(Refused):
    """Hours that end before they begin, or lie over each other."""

    sentence = _("The hours must end after they begin, and not lie over each other.")


class ReadOnly(Refused):
    """A feed."""

    sentence = _("This calendar can be read but not written.")


class TooManyCalendars(Refused):
    """More calendars than a person keeps."""

    sentence = _("You have as many calendars as can be connected. Disconnect one first.")
