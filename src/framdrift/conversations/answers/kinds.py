"""The closed lists of answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteKind(models.TextChoices):
    """Whose words a note holds."""

    THEIR_WORDS = "their_words", _("their words")
    SUMMARY = "summary", _("summary")
    OBSERVATION = "observation", _("observation")


class TalkState(models.TextChoices):
    """How far a talk has come: the interviewer writes, the person reads, the person has approved, or taken it back."""

    OPEN = "open", _("being written")
    HANDED_OVER = "handed_over", _("with the person")
    APPROVED = "approved", _("approved")
    WITHDRAWN = "withdrawn", _("taken back")


class RightsKind(models.TextChoices):
    """What a person asks for."""

    EXPORT = "export", _("a copy of what is kept")
    ERASE = "erase", _("erasure")
