"""The two losses for the agency: of all that the reader may see, per client, and case by case."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.desk.timeline.kinds import CANDIDACY_STATUSES, SIDES, TOLD_REASONS, words_for
from framdrift.foundation.calendar import agency_zone
from framdrift.momentum.losses.queries import Shown, losses, told
from framdrift.momentum.losses.rules import TOO_FEW, Cause
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.kinds import CandidacyStatus, OfferAnswer
from framdrift.science.calendars import local_date

LISTED = 25
COUNTED_ONCE = ("ends", "told", "overdue")
CASES = ("ends", "told", "overdue", "offers", "declined")
_YEAR = timedelta(days=364)


@require_safe
def two_losses(request: ReaderRequest) -> HttpResponse:
    """A period's figures; `?cases=told` lists what one of them counts."""
    now = timezone.now()
    first_on, last_on = period_of(request, today=local_date(now, agency_zone()))
    found = losses(request.viewer, first_on=first_on, last_on=last_on, as_of=now)
    which = request.GET.get("cases", "")
    cases = told(found, which) if which in CASES else []
    shown = cases if "all" in request.GET else cases[:LISTED]
    context = {
        "found": found,
        "which": which if which in CASES else "",
        "cases": [(one, _reason(one)) for one in shown],
        "total": len(cases),
        "in_assignments": len({one.case.assignment_id for one in cases}) if which in COUNTED_ONCE else 0,
        "enough": TOO_FEW,
    }
    return render(request, "reports/losses.html", context)


def period_of(request: ReaderRequest, *, today: date) -> tuple[date, date]:
    """(first day, last day) from `?from=` and `?to=`; the year until today where they are missing or make no sense."""
    first_on, last_on = _day(request.GET.get("from", "")), _day(request.GET.get("to", ""))
    last_on = min(last_on or today, today)
    if first_on is None or first_on > last_on:
        first_on = last_on - _YEAR
    return first_on, last_on


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _reason(one: Shown) -> str:
    """What was told, or that it went well; where that was no reason of time, whose ball was overdue."""
    if one.cause in (Cause.OVERDUE_AGENCY, Cause.OVERDUE_CLIENT):
        return words_for(SIDES, one.case.overdue_side)
    if one.case.status == CandidacyStatus.HIRED or one.case.answer == OfferAnswer.ACCEPTED:
        return words_for(CANDIDACY_STATUSES, CandidacyStatus.HIRED) if one.case.status else _("said yes")
    return words_for(TOLD_REASONS, one.case.reason)
