"""What came after advice: how much of it was suggested, and whether decisions came by the days that were spoken for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from framdrift.desk.reports.share_words import slots_of
from framdrift.momentum.advising.judging import Came, Given, Record
from framdrift.momentum.advising.past import past_advice
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.models import Candidacy

ENOUGH = 10
"""Below so many pieces of advice of which it is known, only the counts are told."""
LISTED = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of advice with what came."""

    candidacy: Candidacy
    given: Given
    origin: str
    came: str


@require_safe
def what_advice_led_to(request: ReaderRequest) -> HttpResponse:
    """The record over all advice that the reader may see, and the latest of it."""
    found = past_advice(request.viewer, as_of=timezone.now())
    shown = found.given if "all" in request.GET else found.given[:LISTED]
    context = {
        "record": found.record,
        "sentence": _sentence(found.record),
        "lines": [
            Line(found.candidacies[one.candidacy_id], one, _origin(one), _came(one.came(found.today))) for one in shown
        ],
        "total": len(found.given),
        "enough": ENOUGH,
    }
    return render(request, "reports/advice.html", context)


def _sentence(record: Record) -> str:
    share = record.in_time
    slots = slots_of(share, least=ENOUGH)
    if slots is None:
        return ngettext(
            "Too few to say: of %(n)d piece of advice it is known what came.",
            "Too few to say: of %(n)d pieces of advice it is known what came.",
            share.n,
        ) % {"n": share.n}
    return (
        _(
            "After %(hits)s of %(n)s pieces of advice the decision came by the plan's day (between %(low)s and"
            " %(high)s). That is what happened after, not because of: advice is given where it may matter."
        )
        % slots
    )


def _origin(one: Given) -> str:
    if not one.is_suggested:
        return _("own words")
    return _("suggested, changed") if one.is_changed else _("as suggested")


def _came(what: Came) -> str:
    return {
        Came.BY_PROPOSED: _("decided by the sooner day"),
        Came.BY_PLANNED: _("decided in time"),
        Came.LATER: _("later than planned"),
        Came.LOST: _("left before the decision"),
        Came.ENDED: _("ended otherwise"),
        Came.OPEN: _("not yet"),
    }[what]
