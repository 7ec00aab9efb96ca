"""What happened, as a candidate may know it: their own steps, meetings, messages and answers; never who was weighed
against whom, nor what colleagues wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from framdrift.foundation.models import Event
from framdrift.recruiting import events
from framdrift.recruiting.events.times import TimesOffered
from framdrift.recruiting.kinds import OfferAnswer
from framdrift.recruiting.models import Candidacy, PlanStep

_OF_STEPS = {
    events.CandidacyEntered.code: "plan_step_id",
    events.CandidacyMoved.code: "to_step_id",
    events.StepBooked.code: "plan_step_id",
    events.StepUnbooked.code: "plan_step_id",
    events.StepHeld.code: "plan_step_id",
    TimesOffered.code: "plan_step_id",
}
_MESSAGE = "message-received"
_SHOWN = frozenset(
    {
        *_OF_STEPS,
        events.ApplicationReceived.code,
        events.NewsGiven.code,
        events.OfferSent.code,
        events.OfferAnswered.code,
        events.ReferenceReceived.code,
        events.CandidacyEnded.code,
        events.CandidacyReopened.code,
        _MESSAGE,
    }
)
_UNDOES = {
    events.MoveUndone.code: events.CandidacyMoved.code,
    events.EndUndone.code: events.CandidacyEnded.code,
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened. `code` is the event's; `by_self` where the candidate did it; `time` and `day` are
    the meeting's instant or the date told, where the event has one."""

    code: str
    at: datetime
    by_self: bool
    step: str = ""
    time: datetime | None = None
    moved_from: datetime | None = None
    day: date | None = None
    detail: str = ""


def history_of(
    candidacy: Candidacy,
    steps: Iterable[PlanStep],
    *,
    language: str,
    is_end_told: bool,
    moved_untold_since: datetime | None = None,
) -> tuple[Happened, ...]:
    """Newest first; what was undone is left out, and so are steps that are not shown to candidates. One statement."""
    shown = {step.pk: step.name_in(language) for step in steps}
    rows = Event.objects.filter(
        subject=f"candidacy:{candidacy.pk}", code__in=[*_SHOWN, *_UNDOES, events.NewsTakenBack.code]
    )
    kept: list[Event] = []
    for event in rows.order_by("seq"):
        if event.code == events.NewsTakenBack.code:
            kept = [one for one in kept if one.data.get("letter_key") != event.data["letter_key"]]
        elif event.code in _UNDOES:
            _take_back(kept, _UNDOES[event.code])
        else:
            kept.append(event)
    kept = [event for event in _told_once(kept) if not _tells_of_move(event, since=moved_untold_since)]
    who = candidacy.candidate.pseudonym
    lines = [_line(event, shown, who) for event in reversed(kept) if _is_shown(event, shown, is_end_told=is_end_told)]
    return tuple(lines)


def _told_once(kept: list[Event]) -> list[Event]:
    """Less the end that the person's own no to an offer brought about."""
    declined = {event.at for event in kept if event.code == events.OfferAnswered.code and _is_no(event)}
    return [event for event in kept if event.code != events.CandidacyEnded.code or event.at not in declined]


def _tells_of_move(event: Event, *, since: datetime | None) -> bool:
    """Whether it is the news of a move that the candidate is not to know of yet."""
    if since is None or event.code != events.NewsGiven.code or event.at < since:
        return False
    return (event.data.get("letter_key") or "").startswith("moved:")


def _is_no(event: Event) -> bool:
    return bool(event.data["answer"] == OfferAnswer.DECLINED)


def _take_back(kept: list[Event], code: str) -> None:
    for index in range(len(kept) - 1, -1, -1):
        if kept[index].code == code:
            del kept[index]
            return


def _is_shown(event: Event, shown: Mapping[int, str], *, is_end_told: bool) -> bool:
    if event.code == events.CandidacyEnded.code and not is_end_told:
        return False
    if event.code == _MESSAGE and event.data.get("side") != "candidate":
        return False
    field = _OF_STEPS.get(event.code)
    return field is None or event.data[field] in shown or event.code == events.CandidacyEntered.code


def _line(event: Event, shown: Mapping[int, str], pseudonym: str) -> Happened:
    data = event.data
    field = _OF_STEPS.get(event.code)
    told_on = data.get("answer_by_on")
    time = data.get("at") if event.code == events.StepBooked.code else data.get("from_at")
    moved_from = data.get("from_at") if event.code == events.StepBooked.code else None
    return Happened(
        code=event.code,
        at=event.at,
        by_self=event.actor == pseudonym,
        step=shown.get(data[field], "") if field else "",
        time=datetime.fromisoformat(time) if time else None,
        moved_from=datetime.fromisoformat(moved_from) if moved_from else None,
        day=date.fromisoformat(told_on) if told_on else None,
        detail=data.get("channel") or data.get("answer") or data.get("status") or "",
    )
