"""Why a plan stands as it does, in a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext, ngettext, pgettext

from framdrift.planning.rules import PlanState, Verdict, Why


def why_sentence(verdict: Verdict, names: Mapping[int, str], *, target_on: date, promised: bool) -> str:
    """One or two sentences; `names` are step names by id in the reader's language."""
    first = _standing(verdict, target_on=target_on, promised=promised)
    if verdict.step_id is None or verdict.why is not Why.STEP_SLIPPED:
        return first
    return f"{first} {_slip(names[verdict.step_id], verdict.slipped_work_days)}"


def _standing(verdict: Verdict, *, target_on: date, promised: bool) -> str:
    day = date_format(target_on, pgettext("day pattern", "D j M"))
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
