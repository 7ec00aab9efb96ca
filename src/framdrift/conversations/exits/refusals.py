"""Expected refusals about leaving: each a named exception with a sentence fit for the reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class BothAreIn(Refused):
    """What was thought before the other's was seen is kept."""

    sentence = _("Both have answered, and what you thought before that is kept as it was.")


class OtherSideIsYours(Refused):
    """Two people look at it, or there is nothing to compare."""

    sentence = _("You have answered as the manager already. Somebody else answers for HR.")


class AnsweredByAnother(Refused):
    """HR answers once."""

    sentence = _("A colleague in HR has answered already.")


class WordsFirst(Refused):
    """Open question first, codes afterwards."""

    sentence = _("Write down what the person said first, in their own words. The lists come after that.")


class NotALeaversTalk(Refused):
    """Only exit and echo talks have a way out."""

    sentence = _("This is asked of exit interviews and echo calls alone.")
