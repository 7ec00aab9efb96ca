"""The plan page and the what-if page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from framdrift.desk.assignments.subject import assignments_of
from framdrift.desk.plans.drawing import drawn, scale_of, weeks
from framdrift.desk.plans.forms import WhatIfForm, left_out
from framdrift.desk.plans.telling import with_tidings
from framdrift.foundation import calendar
from framdrift.momentum.forecasts.queries import latest
from framdrift.momentum.forecasts.rules import is_behind
from framdrift.momentum.models import Forecast
from framdrift.momentum.risk.keeping import risk_in_force
from framdrift.momentum.risk.learned import LearnedRisk
from framdrift.organisations.reader import ReaderRequest
from framdrift.planning.outlook import TEN, Holds, Outlook, look
from framdrift.planning.people import absent_at
from framdrift.planning.queries import PlanLine, plan_of
from framdrift.planning.sheet import Ground, ground_of, lines_of, notices_of, outlook_of, slip_lines, starts_of
from framdrift.planning.waiting_risk import Leaving
from framdrift.planning.what_if import AGAIN, Situation, with_changes
from framdrift.recruiting.models import Assignment
from framdrift.recruiting.rules import days_of


@require_safe
def plan(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """The dated plan: each step with its dates, people and last responsible date; what to promise; what has moved."""
    now = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    ground = ground_of(row, at=now)
    outlook = outlook_of(ground)
    context: dict[str, Any] = {"assignment": row, "tab": "plan", "outlook": outlook}
    if outlook is not None:
        bar = plan_of(request.viewer, row.pk, as_of=now)
        lines = lines_of(ground, outlook, language=get_language() or "en")
        scale = scale_of(lines, more=[outlook.promise_on, row.promised_on])
        context |= {
            "bar": bar,
            "lines": drawn(lines, scale),
            "weeks": weeks(scale),
            "today_at": scale.mark(ground.basis.today),
            "promise_at": scale.mark(row.promised_on or outlook.promise_on),
            **_in_words(ground, outlook),
            "starts": starts_of(notices_of(row), ground, outlook),
            "slips": with_tidings(slip_lines(request.viewer, row), now=now),
            "foretold": _foretold(row, bar),
        }
    return render(request, "plans/plan.html", context)


def _foretold(row: Assignment, bar: PlanLine) -> list[Forecast]:
    """What was last foretold and may still come, in order; nothing once the assignment is closed."""
    if row.closed_at is not None:
        return []
    done = {step.type for step in bar.steps if step.is_done}
    return [one for what, one in latest(row).items() if not is_behind(what, done=done)]


def _in_words(ground: Ground, outlook: Outlook) -> dict[str, Any]:
    """What the page says of its dates."""
    months = ground.notice.months
    spare = ground.days.between(outlook.plan.expected_on, outlook.backwards.sign_by_on) if outlook.backwards else 0
    return {
        "promise_chance": chance_words(outlook.promise_holds),
        "signed_spare": spare,
        "signed_lack": -spare,
        "notice_words": ngettext("%(n)d month", "%(n)d months", months) % {"n": months},
    }


def leaving_words(leaving: Leaving | None) -> str:
    """How many of twenty leave, as a number of whole persons with its range; nothing where nobody waits."""
    if leaving is None:
        return ""
    low, middle, high = leaving.of_twenty()
    return _("about %(middle)d (%(low)d to %(high)d)") % {"middle": middle, "low": low, "high": high}


def chance_words(holds: Holds | None) -> str:
    """How often a day holds, as a number of ten times with its range; nothing where there is no day."""
    if holds is None:
        return ""
    low, middle, high = holds.of_ten()
    words = ngettext("about %(middle)d time in 10", "about %(middle)d times in 10", middle) % {"middle": middle}
    told = _("hardly ever") if middle == 0 else _("nearly always") if middle == TEN else words
    return told if low == high else _("%(told)s (%(low)d to %(high)d)") % {"told": told, "low": low, "high": high}


def _leave(*outlooks: Outlook) -> list[tuple[str, str]]:
    """For each plan how many leave, and how many of them because of the wait; the second only where it is known."""
    told = [one.leaving for one in outlooks]
    return [(leaving_words(one), leaving_words(one.for_time if one else None)) for one in told]


def _sides(*outlooks: Outlook) -> dict[str, Any]:
    """What the columns of the comparison say."""
    return {
        "sides": list(outlooks),
        "leaving": _leave(*outlooks),
        "promise_chances": [chance_words(one.promise_holds) for one in outlooks],
        "start_chances": [chance_words(one.start_holds) for one in outlooks],
        "has_start": any(one.start_holds for one in outlooks),
    }


@dataclass(frozen=True)
class ComparedStep:
    """One step before and after; None where it is not in that plan."""

    name: str
    before: tuple[date, date] | None
    after: tuple[date, date] | None

    @property
    def moved(self) -> bool:
        """Whether anything about it differs."""
        return self.before != self.after


@require_safe
def what_if(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """The plan beside another one. The changes stand in the address; nothing is saved."""
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    risk = risk_in_force()
    ground = ground_of(row, at=timezone.now(), risk=risk)
    before = outlook_of(ground)
    context: dict[str, Any] = {"assignment": row, "tab": "plan", "before": before}
    if before is not None:
        form = WhatIfForm(request.GET, ground=ground)
        changes = form.changes() if form.is_valid() else []
        context |= {
            "form": form,
            "is_asked": bool(changes),
            **_sides(before),
            "reasons": risk.for_time if isinstance(risk, LearnedRisk) else None,
        }
        if changes:
            situation = with_changes(form.situation, changes)
            after = look_at(situation, ground)
            won = ground.days.between(after.plan.expected_on, before.plan.expected_on)
            context |= {
                **_sides(before, after),
                "days_won": won,
                "days_lost": -won,
                "steps": _compared(ground, before, situation, after),
                "fewer": len(left_out(form.situation, situation)),
                "asked": [(name, value) for name, values in request.GET.lists() for value in values],
            }
    return render(request, "plans/what_if.html", context)


def look_at(situation: Situation, ground: Ground) -> Outlook:
    """The outlook of a plan that is only thought of. Needs no statement."""
    basis = replace(
        ground.basis,
        days=days_of(situation, calendar.working_days())
        if situation.rests_in_july != ground.assignment.rests_in_july
        else ground.days,
        absent=absent_at(situation.rows, ground.crew),
    )
    return look(situation.rows, ground.progress, basis, start_on=situation.start_on, notice=situation.notice)


def _compared(ground: Ground, before: Outlook, situation: Situation, after: Outlook) -> list[ComparedStep]:
    """Every step that is in either plan, in order."""
    language = get_language() or "en"
    names = {row.pk: row.name_in(language) for row in ground.rows}
    kept = {row.id: row for row in situation.rows}
    order = [row.id for row in situation.rows]
    for place, row in enumerate(ground.rows):
        if row.pk not in kept:
            order.insert(place, row.pk)
    again = next((order[place - 1] for place, pk in enumerate(order) if pk == AGAIN), AGAIN)
    return [
        ComparedStep(
            names[again if pk == AGAIN else pk] + (" +" if pk == AGAIN else ""),
            _span(before, pk),
            _span(after, pk),
        )
        for pk in order
    ]


def _span(outlook: Outlook, step_id: int) -> tuple[date, date] | None:
    dates = outlook.plan.dates.get(step_id)
    return (dates.starts_on, dates.due_on) if dates else None
