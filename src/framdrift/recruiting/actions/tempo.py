"""The agency's own tempo: what the agreement of a new assignment starts from. Agreements made before stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from framdrift.foundation.models import Event
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce
from framdrift.recruiting.default_tempo import Terms, default_tempo, write_default_tempo
from framdrift.recruiting.refusals import TempoChangedSince


@transaction.atomic
def set_default_tempo(*, terms: Terms, by: Viewer, at: datetime) -> None:
    """Working days by (kind, side); a pair left out has no term. The same again changes and tells nothing."""
    before = default_tempo()
    if dict(terms) == before:
        return
    write_default_tempo(terms)
    announce(events.DefaultTempoChanged(terms=_told(terms), before=_told(before)), by=by, at=at)


@transaction.atomic
def undo_default_tempo(*, by: Viewer, at: datetime) -> None:
    """Take back the last change, where it is one's own and nobody has changed the terms since."""
    last = Event.objects.filter(code=events.DefaultTempoChanged.code).order_by("-seq").first()
    if last is None or last.actor != by.pseudonym:
        raise TempoChangedSince
    set_default_tempo(terms=_meant(last.data["before"]), by=by, at=at)


def _told(terms: Terms) -> dict[str, int]:
    return {f"{kind}:{side}": work_days for (kind, side), work_days in terms.items()}


def _meant(told: dict[str, int]) -> dict[tuple[str, str], int]:
    return {(pair.partition(":")[0], pair.partition(":")[2]): work_days for pair, work_days in told.items()}
