"""Letters that tell a candidate how it goes, written when something was recorded. Running twice writes nothing more.

Imported history never reaches a reaction. A move back, a step that candidates do not see and what a candidate did
themselves send nothing. A decline waits for a person's release.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from framdrift.foundation import calendar
from framdrift.foundation.correspondence import leaves_at
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Letter
from framdrift.momentum.telling import tell_candidate
from framdrift.organisations.access import SYSTEM
from framdrift.portals.candidate import progress_words as words
from framdrift.portals.candidate.calling_off import cancelled_meetings
from framdrift.portals.candidate.letters import TIMES_OFFERED
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus, Side, StepType
from framdrift.recruiting.models import Candidacy, Outcome, PlanStep
from framdrift.recruiting.queries.second_thoughts import SECOND_THOUGHTS, unsettled_decision
from framdrift.science.calendars import local_date


def tell_of_move(event: Recorded) -> None:
    """A step further: its public words, and by when the candidate hears next. An offer is told of by its own letter,
    once there is one. Where the client decided it, the letter waits until that can no longer be taken back."""
    candidacy = _told(event.data["candidacy_id"])
    step = PlanStep.objects.get(pk=event.data["to_step_id"])
    silent = event.data["back"] or not step.visible_to_candidate or step.type == StepType.OFFER
    if candidacy is None or silent or candidacy.plan_step_id != step.pk:
        return
    language = candidacy.candidate.language
    name, public = step.name_in(language), step.public_words(language)
    tell_candidate(
        kind=words.MOVED,
        key=f"moved:{event.seq}",
        candidacy=candidacy,
        values={"step": name, "step_words": public if public != name else ""},
        next_news_on=_next_news_on(candidacy, at=event.at),
        reason=f"stands:{candidacy.pk}:{step.pk}",
        not_before=settled_at(candidacy, as_of=event.at),
        by=SYSTEM,
        at=event.at,
    )


def settled_at(candidacy: Candidacy, *, as_of: datetime) -> datetime | None:
    """When the client's decision that brought the candidacy to its step can no longer be taken back; None where it is
    settled."""
    decision = unsettled_decision(candidacy, as_of=as_of)
    return decision.decided_at + SECOND_THOUGHTS if decision else None


def let_settled_move_be_told(event: Recorded) -> None:
    """Somebody has acted on the client's decision: the letters that waited for it leave in their own manner."""
    candidacy = _told(event.data.get("candidacy_id", 0))  # a ball of the assignment's own has none
    if candidacy is None or unsettled_decision(candidacy, as_of=event.at) is not None:
        return
    waiting = Letter.objects.filter(
        subject_key=f"candidacy:{candidacy.pk}",
        kind__in=(words.MOVED.code, TIMES_OFFERED.code),
        state=Letter.State.WAITING,
        attempts=0,
        send_after__gt=event.at,
    )
    for letter in waiting:
        when = leaves_at(letter.manner, zone=letter.zone, at=event.at)
        Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING, send_after__gt=when).update(send_after=when)


def tell_of_offer(event: Recorded) -> None:
    """An offer to answer, and the day by which we hope for it."""
    candidacy = _told(event.data["candidacy_id"])
    if candidacy is None:
        return
    answer_by = day_words(date.fromisoformat(event.data["answer_by_on"]), candidacy.candidate.language)
    reason = f"offer:{event.data['offer_id']}"
    _tell(words.OFFER, candidacy, event, key=f"offer:{event.seq}", reason=reason, values={"answer_by": answer_by})


def tell_of_pause(event: Recorded) -> None:
    """To everyone who is still in the assignment."""
    for candidacy in _active_in(event):
        reason = f"paused:{event.subject_id}"
        _tell(words.PAUSED, candidacy, event, key=f"paused:{event.seq}:{candidacy.pk}", reason=reason)


def tell_of_resuming(event: Recorded) -> None:
    """To everyone who is still in the assignment, with the day by which they hear next."""
    for candidacy in _active_in(event):
        tell_candidate(
            kind=words.RESUMED,
            key=f"resumed:{event.seq}:{candidacy.pk}",
            candidacy=candidacy,
            values={},
            next_news_on=_next_news_on(candidacy, at=event.at),
            reason=f"active:{candidacy.pk}",
            by=SYSTEM,
            at=event.at,
        )


def tell_of_close(event: Recorded) -> None:
    """Held letters to those whose candidacy ran out with the assignment."""
    for candidacy in _rows().filter(pk__in=event.data["expired_ids"]):
        outcome = Outcome.objects.filter(candidacy=candidacy, undone_at=None).first()
        if outcome is not None:
            key = f"closed:{event.seq}:{candidacy.pk}"
            _tell_end(words.CLOSED, candidacy, outcome, event, key=key)


def tell_of_end(event: Recorded) -> None:
    """A held letter to one whom we, or the client, did not go on with."""
    if event.data["status"] != CandidacyStatus.REJECTED or event.data["told_by_side"] == Side.CANDIDATE:
        return
    candidacy = _rows().filter(pk=event.data["candidacy_id"]).first()
    outcome = Outcome.objects.filter(pk=event.data["outcome_id"], undone_at=None).first()
    if candidacy is None or outcome is None:
        return
    why = words.WHY.get(event.data["reason_code"], {}).get(candidacy.candidate.language, "")
    _tell_end(words.DECLINED, candidacy, outcome, event, key=f"declined:{event.seq}", values={"why": why})


def _tell_end(
    kind: LetterKind,
    candidacy: Candidacy,
    outcome: Outcome,
    event: Recorded,
    *,
    key: str,
    values: dict[str, str] | None = None,
) -> None:
    """With the files that take meetings ahead out of the calendar: they go when the letter is released."""
    tell_candidate(
        kind=kind,
        key=key,
        candidacy=candidacy,
        values=values or {},
        reason=f"ended:{outcome.pk}",
        attachments=[file for _stay, file in cancelled_meetings(outcome)],
        by=SYSTEM,
        at=event.at,
    )


def _tell(
    kind: LetterKind,
    candidacy: Candidacy,
    event: Recorded,
    *,
    key: str,
    reason: str,
    values: dict[str, str] | None = None,
) -> None:
    tell_candidate(kind=kind, key=key, candidacy=candidacy, values=values or {}, reason=reason, by=SYSTEM, at=event.at)


def _rows() -> QuerySet[Candidacy]:
    """Candidacies whose candidate can be written to."""
    known = Candidacy.objects.filter(candidate__erased_at=None).exclude(candidate__email="")
    return known.select_related("candidate", "assignment__owner", "plan_step")


def _told(candidacy_id: int) -> Candidacy | None:
    running = _rows().filter(assignment__status=AssignmentStatus.OPEN, status=CandidacyStatus.ACTIVE)
    return running.filter(pk=candidacy_id).first()


def _active_in(event: Recorded) -> Iterable[Candidacy]:
    return _rows().filter(assignment_id=event.subject_id, status=CandidacyStatus.ACTIVE).order_by("pk")


def _next_news_on(candidacy: Candidacy, *, at: datetime) -> date:
    """The date that stands, or the next working day where it has been reached."""
    tomorrow = calendar.working_days().add(local_date(at, calendar.agency_zone()), 1)
    return max(candidacy.next_news_on or tomorrow, tomorrow)
