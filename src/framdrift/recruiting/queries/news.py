"""What a candidate was told by letter, and whether that still counts."""

from __future__ import annotations

from framdrift.foundation.models import Event
from framdrift.recruiting import events
from framdrift.recruiting.models import Candidacy

NEWS = (events.NewsGiven.code, events.NewsTakenBack.code)
"""That the candidate heard, and that they did not after all."""


def last_telling(candidacy: Candidacy, letter_key: str) -> Event | None:
    """The last event that says that this letter's news was given, or taken back; None where it told none."""
    about = Event.objects.filter(subject=f"candidacy:{candidacy.pk}", code__in=NEWS)
    return about.filter(data__letter_key=letter_key).order_by("-seq").first()
