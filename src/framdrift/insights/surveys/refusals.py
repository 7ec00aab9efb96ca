"""Expected refusals about old surveys."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class SurveyUnreadable(Refused):
    """The file or the mapping as a whole. Nothing has been changed."""

    sentence: str | Promise = _("The survey cannot be read: %(why)s")

    def __init__(self, why: str | Promise) -> None:
        self.sentence = str(type(self).sentence) % {"why": why}


class SurveyChanged(Refused):
    """R7 and R8: an answer is in one release, and a release is never computed again."""

    sentence = _(
        "A survey of this name has been taken in with other content. What was told stays; name this one otherwise "
        "(source in the mapping)."
    )
