"""Advice that was given, with what came after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from framdrift.foundation import calendar
from framdrift.momentum.advising.judging import Given, Record, record
from framdrift.momentum.models import Suggestion
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import CandidacyStatus, Verdict
from framdrift.recruiting.models import Advice, Candidacy, Decision
from framdrift.recruiting.queries.scope import visible_candidacies
from framdrift.science.calendars import local_date

_LEFT = (CandidacyStatus.WITHDREW, CandidacyStatus.DECLINED)
_FINAL = (Verdict.ADVANCE, Verdict.OFFER, Verdict.REJECT)
LATEST = 500
"""So many of the latest are looked at."""


@dataclass(frozen=True)
class PastAdvice:
    """Advice that the viewer may see, newest first, and how it went over all of it."""

    given: Sequence[Given]
    candidacies: dict[int, Candidacy]
    record: Record
    today: date


def past_advice(viewer: Viewer, *, as_of: datetime) -> PastAdvice:
    """Of each candidacy the last advice. Four statements, however much there is."""
    zone = calendar.agency_zone()
    today = local_date(as_of, zone)
    rows = Advice.objects.filter(candidacy__in=visible_candidacies(viewer), written_at__lte=as_of)
    latest: dict[int, Advice] = {}
    for row in rows.order_by("-written_at", "-pk")[:LATEST]:
        latest.setdefault(row.candidacy_id, row)
    suggested = {one.advice_id: one for one in Suggestion.objects.filter(advice__in=list(latest.values()))}
    candidacies = {
        one.pk: one
        for one in Candidacy.objects.filter(pk__in=latest).select_related("candidate", "assignment__company")
    }
    decided = _decided(latest)
    given = [
        _given(row, suggested.get(row.pk), candidacies[key], decided[key], as_of=as_of) for key, row in latest.items()
    ]
    return PastAdvice(given, candidacies, record(given, today=today), today)


def _decided(ids: Collection[int]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = Decision.objects.filter(candidacy__in=list(ids), undone_at=None, verdict__in=_FINAL).order_by("decided_at")
    for key, at in rows.values_list("candidacy_id", "decided_at"):
        found[key].append(at)
    return found


def _given(
    row: Advice, suggested: Suggestion | None, candidacy: Candidacy, decided: Sequence[datetime], *, as_of: datetime
) -> Given:
    zone = calendar.agency_zone()
    decided_at = next((at for at in decided if row.written_at < at <= as_of), None)
    ended_at = candidacy.ended_at if candidacy.ended_at and candidacy.ended_at <= as_of else None
    ended_on = local_date(ended_at, zone) if ended_at else None
    return Given(
        advice_id=row.pk,
        candidacy_id=row.candidacy_id,
        given_on=local_date(row.written_at, zone),
        is_suggested=suggested is not None,
        is_changed=suggested is not None and suggested.is_changed,
        proposed_on=suggested.proposed_on if suggested else None,
        expected_on=suggested.expected_on if suggested else None,
        decided_on=local_date(decided_at, zone) if decided_at else None,
        left_on=ended_on if candidacy.status in _LEFT else None,
        ended_on=ended_on,
    )
