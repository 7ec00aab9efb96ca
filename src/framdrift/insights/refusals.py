"""Expected refusals about coding and the codebook: each a named exception with a sentence fit for the reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class PassageChanged(Refused):
    """The positions would point into other words."""

    sentence = _("What was said has been changed since it was cut into passages. Take in what is new first.")


class UnknownTheme(Refused):
    """Not in the codebook, or retired."""

    sentence = _("The codebook has no such theme in use.")
    field = "theme"


class MatterWithoutWords(Refused):
    """Somebody must act on it, and has to know what it is about."""

    sentence = _("Write what it is about: whoever has to act reads only that.")
    field = "words"


class NothingToUndo(Refused):
    """No code of one's own here."""

    sentence = _("There is nothing of yours to undo here.")


class NotInSample(Refused):
    """The first coder's own passages, and those outside the sample, are not coded twice."""

    sentence = _("This passage is not among those that you code as second coder.")


class TooFewToSample(Refused):
    """A sample of what is not there."""

    sentence = _("Nothing more can be drawn: code some passages first.")


class ThemeIsFixed(Refused):
    """Serious matters have duties tied to them, nothing to add and unclear are read by the statistics."""

    sentence = _("This theme is the product's own: its words may be changed, but it is not retired, merged or split.")


class SameTheme(Refused):
    """A theme into itself."""

    sentence = _("Choose another theme than the one you change.")
    field = "into"


class CodebookIsFull(Refused):
    """Codes run from T01 to T89."""

    sentence = _("There is no code left for another theme.")
