"""What leaving forgets: a person at their wish, and what has run out."""

from __future__ import annotations

from datetime import datetime, timedelta

from framdrift.conversations.answers.models import Note
from framdrift.conversations.models import EchoWish, ExitReading, Leaver

LEAVERS_KEPT = timedelta(days=730)
ECHO_KEPT = timedelta(days=270)
"""After the last day: the echo's own span and its catching up."""


def forget_leaver(pseudonym: str, at: datetime) -> None:
    """Delete everything about the leaver whose pseudonym this is; others are nobody's here."""
    for model in (Leaver, EchoWish):
        model.objects.filter(employment__pseudonym=pseudonym).delete()
    ExitReading.objects.filter(invitation__employment__pseudonym=pseudonym).delete()


def forget_run_out(*, at: datetime) -> None:
    """Old leavers and addresses, those of people the roster has forgotten, and readings whose talk has no word left."""
    Leaver.objects.filter(employment__ended_on__lt=(at - LEAVERS_KEPT).date()).delete()
    EchoWish.objects.filter(employment__ended_on__lt=(at - ECHO_KEPT).date()).delete()
    for model in (Leaver, EchoWish):
        model.objects.filter(employment__name="").delete()
    spoken = Note.objects.values("talk__invitation")
    ExitReading.objects.exclude(invitation__in=spoken).delete()
