"""Expected refusals of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.organisations.refusals import Refused


class AnsweredInWriting(Refused):
    """The person writes; nobody else does."""

    sentence = _("This person answers in writing, on their own page. There is no talk to begin.")


class NoteTooLong(Refused):
    """Refused whole rather than cut short."""

    sentence = _("The note is longer than there is room for. Divide it in two; nothing of it is lost until then.")
