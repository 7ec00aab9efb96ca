"""Expected refusals about files from and for other programs."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class NotAProject(Refused):
    """The file cannot be taken for what it says it is. Nothing has been changed."""

    field = "file"
    sentence: str | Promise = _("This file cannot be read: %(why)s Nothing has been changed.")

    def __init__(self, why: str | Promise) -> None:
        self.sentence = str(type(self).sentence) % {"why": why}
        self.why = str(why)


class AnonymousIsNotExported(Refused):
    """Level D."""

    sentence = _(
        "Anonymous answers are not exported: a copy could be laid beside other files, and nobody could be asked or "
        "told. Code them here."
    )


class RoundStillOpen(Refused):
    """Until the close people may take back what they said, and a copy would keep it."""

    sentence = _("Words are exported when the round has closed: until then people may take back what they said.")


class NothingToExport(Refused):
    """No passage that the viewer may read."""

    sentence = _("There is nothing in this round that you may export.")


class SpssIsNotInstalled(Refused):
    """The part that writes SPSS files comes with the analysis."""

    sentence = _(
        "SPSS files need the analysis part of the installation. Take the CSV file, or ask whoever installed it."
    )
