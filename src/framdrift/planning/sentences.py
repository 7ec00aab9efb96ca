"""Why a plan stands as it does, in a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from framdrift.planning.rules import PlanState, Verdict, Why
from framdrift.planning.slips import Slip


def why_sentence(verdict: Verdict, names: Mapping[int, str], *, target_on: date, promised: bool) -> str:
    """One or two sentences; `names` are step names by id in the reader's language."""
    first = _standing(verdict, target_on=target_on, promised=promised)
    if verdict.step_id is None or verdict.why is not Why.STEP_SLIPPED:
        return first
    return f"{first} {_slip(names[verdict.step_id], verdict.slipped_work_days)}"


def _standing(verdict: Verdict, *, target_on: date, promised: bool) -> str:
    day = _day(target_on)
    days = abs(verdict.slack_work_days)
    if verdict.state is PlanState.LATE:
        words = ngettext(
            "The plan ends %(days)d working day after %(day)s.",
            "The plan ends %(days)d working days after %(day)s.",
            days,
        )
    elif days == 0:
        words = gettext("The plan ends on %(day)s, with no working day to spare.")
    else:
        words = ngettext(
            "%(days)d working day to spare before %(day)s.", "%(days)d working days to spare before %(day)s.", days
        )
    told = words % {"days": days, "day": day}
    return told if promised else f"{told} {gettext('No date has been promised yet.')}"


def _slip(step: str, days: int) -> str:
    words = ngettext(
        "%(step)s is %(days)d working day later than first planned.",
        "%(step)s is %(days)d working days later than first planned.",
        days,
    )
    return words % {"step": step, "days": days}


_BY_TIME = gettext_lazy("%(step)s was not done on its day")
_OTHERWISE = gettext_lazy("something changed in the recruitment")
_BECAUSE = {
    "step-booked": gettext_lazy("a time was booked for %(step)s"),
    "step-unbooked": gettext_lazy("the time booked for %(step)s was taken away"),
    "step-held": gettext_lazy("%(step)s was held"),
    "step-closed": gettext_lazy("%(step)s was finished"),
    "candidacy-entered": gettext_lazy("a candidate came in"),
    "candidacy-moved": gettext_lazy("a candidate went on"),
    "candidacy-ended": gettext_lazy("a candidate left the recruitment"),
    "candidacy-reopened": gettext_lazy("a candidate came back"),
    "move-undone": gettext_lazy("a move was taken back"),
    "end-undone": gettext_lazy("a candidate came back"),
    "assignment-step-done": gettext_lazy("%(step)s was done"),
    "assignment-step-reopened": gettext_lazy("%(step)s was opened again"),
    "assignment-resumed": gettext_lazy("the recruitment ran again after its pause"),
    "assignment-reopened": gettext_lazy("the recruitment was opened again"),
    "assignment-changed": gettext_lazy("the facts of the recruitment were changed"),
    "plan-reshaped": gettext_lazy("another plan was chosen"),
    "step-people-changed": gettext_lazy("a step was given to somebody else"),
    "end-promised": gettext_lazy("another date was promised"),
}


def because(slip: Slip, names: Mapping[int, str]) -> str:
    """Why a slip came about, as the end of a sentence. It names steps, never people."""
    by_time = not slip.because_code and slip.expected_to_on >= slip.expected_from_on
    words = _BY_TIME if by_time else _BECAUSE.get(slip.because_code, _OTHERWISE)
    return str(words) % {"step": names.get(slip.cause_step_id or 0) or gettext("a step")}


def slip_sentence(slip: Slip, names: Mapping[int, str]) -> str:
    """What moved, from when to when, and why. `names` are step names by id in the reader's language."""
    slots = {"why": because(slip, names), "end": _day(slip.expected_to_on)}
    if slip.expected_from_on != slip.expected_to_on:
        if slip.expected_to_on > slip.expected_from_on:
            words = gettext("The plan ends %(end)s instead of %(before)s, because %(why)s.")
        else:
            words = gettext("The plan ends %(end)s already, not %(before)s, because %(why)s.")
        return words % {**slots, "before": _day(slip.expected_from_on)}
    first = slip.moved[0]
    slots |= {"step": names.get(first.plan_step_id) or gettext("a step"), "to": _day(first.to_on)}
    words = gettext("%(step)s moved from %(before)s to %(to)s, because %(why)s. The plan still ends %(end)s.")
    return words % {**slots, "before": _day(first.from_on)}


def _day(day: date) -> str:
    return date_format(day, pgettext("day pattern", "D j M"))
