"""Hires through the agency with what came of them: where the two wings meet, in counts alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from framdrift.insights.findings.hires import EARLY_DAYS, NO_LEAVING, EarlyLeaving, Hire, compared
from framdrift.organisations.access import Viewer, visible_employments
from framdrift.organisations.models import Employment, Origin
from framdrift.organisations.refusals import NotAllowed
from framdrift.recruiting.arriving import arrival_key
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.recruiting.models import Candidacy, Promise

_DAY: Final = timedelta(days=1)


def early_leaving(viewer: Viewer, *, on: date, company_id: int | None = None) -> EarlyLeaving:
    """Of everybody hired through the agency who began half a year ago or earlier, at one company or at all of them.

    Hires whose candidate has been erased lead to no recruitment any more, and are in no comparison. Three statements.
    Raises NotAllowed for all but the agency's lead and interviewers.
    """
    if not (viewer.is_lead or viewer.is_interviewer):
        raise NotAllowed
    hired = visible_employments(viewer).filter(
        origin=Origin.HIRED, arrival_key__isnull=False, started_on__lte=on - timedelta(days=EARLY_DAYS)
    )
    if company_id is not None:
        hired = hired.filter(company_id=company_id)
    people = {row.arrival_key: row for row in hired}
    wanted = [int(key.rpartition(":")[2]) for key in people if key is not None]
    rows = list(Candidacy.objects.filter(pk__in=wanted).select_related("assignment"))
    in_words, late = _promised(rows)
    return compared(
        [
            Hire(
                days=_days(row),
                pay_told=bool(row.assignment.pay_low and row.assignment.pay_high),
                has_promises=row.pk in in_words,
                was_late=row.pk in late,
                left_early=left_early(people[arrival_key(row.pk)]),
            )
            for row in rows
        ]
    )


def left_early(row: Employment) -> bool:
    """Whether the employment ended within half a year, in a way that says something of the match."""
    if row.ended_on is None or row.exit_type in NO_LEAVING:
        return False
    return (row.ended_on - row.started_on).days < EARLY_DAYS


def _promised(rows: Iterable[Candidacy]) -> tuple[set[int], set[int]]:
    """(candidacies in which something was promised in words, those in which a promised day passed)."""
    ended = {row.pk: row.ended_at for row in rows}
    told = Promise.objects.filter(candidacy__in=list(ended), to_side=Side.CANDIDATE, withdrawn_at=None)
    in_words: set[int] = set()
    late: set[int] = set()
    for kind, candidacy, due_at, kept_at in told.values_list("kind", "candidacy_id", "due_at", "kept_at"):
        assert candidacy is not None, "asked for by candidacy"
        kept_by = kept_at or ended[candidacy]
        if kind == PromiseKind.CUSTOM:
            in_words.add(candidacy)
        if kept_by is not None and kept_by > due_at:
            late.add(candidacy)
    return in_words, late


def _days(row: Candidacy) -> float:
    assert row.ended_at is not None, "hired"
    return (row.ended_at - row.entered_at) / _DAY
