"""What momentum does when work was told of: it writes down how long that takes. Running twice changes nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Event
from framdrift.momentum.touch import HELD, MINUTES
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.actions.touch import drop_touch_time, note_touch_time
from framdrift.recruiting.models import Assignment, PlanStep, Step

_UNDOINGS = (events.MoveUndone.code, events.EndUndone.code)


def note_work(event: Recorded) -> None:
    """The minutes of an agency person's work; what clients, candidates and machines do is no work of ours."""
    if _taken_back(event):
        return
    account = Account.objects.filter(pseudonym=event.actor, company__isnull=True).first()
    assignment = Assignment.objects.filter(pk=event.data.get("assignment_id", 0)).first()
    if account is None or assignment is None:
        return
    booked = _booked_minutes(event) if event.code == HELD else None
    minutes = booked if booked is not None else MINUTES.get(event.code, 0)
    if minutes:
        note_touch_time(
            assignment=assignment,
            candidacy_id=event.data.get("candidacy_id"),
            account=account,
            what=event.code,
            minutes=minutes,
            is_booked=booked is not None,
            event_seq=event.seq,
            by=SYSTEM,
            at=event.at,
        )


def forget_work(event: Recorded) -> None:
    """A move or an end was taken back: the minutes of it, and of what it brought about at its own instant, go too."""
    drop_touch_time(event_seqs=_seqs_undone_by(event.code, event.subject, event.data), by=SYSTEM, at=event.at)


def _seqs_undone_by(code: str, subject: str, data: Mapping[str, Any]) -> list[int]:
    of_subject = Event.objects.filter(subject=subject)
    if code == events.EndUndone.code:
        ends = of_subject.filter(code=events.CandidacyEnded.code, data__outcome_id=data["outcome_id"])
        return list(ends.values_list("seq", flat=True))
    move = of_subject.filter(seq=data["move_seq"]).values_list("at", flat=True)
    return list(of_subject.filter(at__in=move).values_list("seq", flat=True))


def _taken_back(event: Recorded) -> bool:
    """Whether the undoing of it was heard before: reactions may come late, and more than once."""
    undone = Event.objects.filter(subject=event.subject, code__in=_UNDOINGS, seq__gt=event.seq)
    return any(event.seq in _seqs_undone_by(one.code, one.subject, one.data) for one in undone)


def _booked_minutes(event: Recorded) -> int | None:
    """Of the meeting that was held, else of the plan's step."""
    held = Step.objects.filter(
        candidacy_id=event.data["candidacy_id"], plan_step_id=event.data["plan_step_id"], held_at__isnull=False
    )
    booked = held.order_by("-opened_at").values_list("booked_minutes", flat=True).first()
    return booked or PlanStep.objects.filter(pk=event.data["plan_step_id"]).values_list("minutes", flat=True).first()
