"""Letters to candidates about times: offered, set, moved, cancelled. One for what holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.foundation import letter_words, links
from framdrift.foundation.correspondence import BUNDLE_WINDOW, Reader, compose
from framdrift.foundation.dispatch import Recorded, recorded
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.foundation.models import Event, FreeText, Letter
from framdrift.portals.candidate import letters
from framdrift.portals.candidate.addresses import LIVES_AFTER_CLOSE, candidate_address, subject_of
from framdrift.portals.candidate.calendar_file import Meeting, as_attachment
from framdrift.portals.candidate.calling_off import (
    MINUTES_WHERE_NONE_WERE_TOLD,
    bookings_of,
    cancelled_meetings,
    uid_of,
)
from framdrift.portals.candidate.progress import settled_at
from framdrift.recruiting.events.times import TimesOffered
from framdrift.recruiting.kinds import CandidacyStatus, Side
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, OfferedTime, Outcome, PlanStep, Step
from framdrift.recruiting.queries.public import own_candidacy


@dataclass(frozen=True)
class _About:
    """What a letter about a time speaks of."""

    event: Recorded
    candidacy: Candidacy
    step: PlanStep

    @property
    def to(self) -> Reader:
        who = self.candidacy.candidate
        return Reader(email=who.email, name=who.name, language=who.language, zone=who.zone)

    def time(self, instant: datetime) -> str:
        return letter_words.time_words(instant, self.to.language, self.to.zone)

    def values(self) -> dict[str, str]:
        return {
            "assignment": self.candidacy.assignment.title,
            "step": self.step.name_in(self.to.language),
        }


def _about(event: Recorded) -> _About | None:
    """None where nobody is to be written to: no address, forgotten, or the candidacy has ended."""
    candidacy = own_candidacy(event.data["candidacy_id"])
    step = PlanStep.objects.filter(pk=event.data["plan_step_id"]).first()
    if candidacy is None or step is None or not candidacy.candidate.email:
        return None
    return _About(event, candidacy, step) if candidacy.status == CandidacyStatus.ACTIVE else None


def tell_of_offered_times(event: Recorded) -> None:
    """Times to choose among, those that are still free."""
    _offer(event, offered=event)


def tell_of_times_left(event: Recorded) -> None:
    """A time was taken back before the letter that offered it had gone: the others are offered by a new letter."""
    subject, gone = f"candidacy:{event.data['candidacy_id']}", set(event.data["offered_time_ids"])
    offers = Event.objects.filter(subject=subject, code=TimesOffered.code, seq__lt=event.seq)
    for offered in offers.order_by("seq"):
        last = Letter.objects.filter(reason__contains=f"times:{offered.seq}:").order_by("pk").last()
        is_stopped = last is not None and last.state == Letter.State.CANCELLED
        if is_stopped and not gone.isdisjoint(offered.data["offered_time_ids"]):
            _offer(event, offered=recorded(offered))


def _offer(event: Recorded, *, offered: Recorded) -> None:
    about = _about(event)
    rows = OfferedTime.objects.free().filter(pk__in=offered.data["offered_time_ids"], start_at__gt=event.at)
    lines = [f"{about.time(row.start_at)}{', ' + row.place if row.place else ''}" for row in rows] if about else []
    if about is None or not lines:
        return
    answer_by = letter_words.day_words(date.fromisoformat(offered.data["answer_by_on"]), about.to.language)
    values = about.values() | {"times": "\n".join(lines), "answer_by": answer_by}
    with translation.override(about.to.language):
        label = _("Choose a time")
    reason = f"{_to_choose(about)}&times:{offered.seq}:{event.seq}"
    not_before = settled_at(about.candidacy, as_of=event.at)
    _write(about, letters.TIMES_OFFERED, values, label=label, reason=reason, not_before=not_before)


def _to_choose(about: _About) -> str:
    """Why the letter goes: the step still has no time; of one that is booked already, that the candidate is there."""
    stay = Step.objects.filter(candidacy=about.candidacy, plan_step=about.step, closed_at=None, booked_at=None).first()
    return f"unbooked:{stay.pk}" if stay else f"stands:{about.candidacy.pk}:{about.step.pk}"


def tell_of_time(event: Recorded) -> None:
    """A time set or moved, with its calendar file; nothing where it was changed again or its step left since."""
    about = _about(event)
    if about is None or _is_overtaken(about):
        return
    start_at, moved_from = datetime.fromisoformat(event.data["at"]), event.data.get("from_at")
    stay = Step.objects.filter(
        candidacy=about.candidacy, plan_step=about.step, booked_at=start_at, closed_at=None
    ).first()
    if stay is None:
        return
    place = OfferedTime.objects.filter(taken_by=about.candidacy, plan_step=about.step, start_at=start_at).first()
    values = about.values() | {
        "time": about.time(start_at),
        "minutes": _minutes(event.data["minutes"], about.to.language),
        "place": place.place if place else "",
    }
    if moved_from:
        values["before"] = about.time(datetime.fromisoformat(moved_from))
    kind = letters.TIME_MOVED if moved_from else letters.TIME_SET
    meeting = _meeting(about, start_at, event.data["minutes"], values["place"], sequence=_sequence(about))
    reason = f"booking:{stay.pk}:{start_at.isoformat()}"
    _write(about, kind, values, label=_change_label(about), meeting=meeting, reason=reason)


def tell_of_cancelled_time(event: Recorded) -> None:
    """A time taken away, with the calendar file that takes it out; nothing where another was set since."""
    about = _about(event)
    if about is None or _is_overtaken(about):
        return
    earlier = bookings_of(about.candidacy, about.step, until=event.seq)
    before = datetime.fromisoformat(event.data["from_at"])
    minutes = next((row.data["minutes"] for row in reversed(earlier) if "minutes" in row.data), None)
    meeting = _meeting(about, before, minutes or MINUTES_WHERE_NONE_WERE_TOLD, "", sequence=_sequence(about))
    values = about.values() | {"before": about.time(before)}
    _write(about, letters.TIME_CANCELLED, values, label=_change_label(about), meeting=meeting, is_cancelled=True)


def _is_overtaken(about: _About) -> bool:
    """Whether the time has been changed again since."""
    return bookings_of(about.candidacy, about.step)[-1].seq != about.event.seq


def _sequence(about: _About) -> int:
    """How many versions of the meeting there were before: bookings, and ends that took it out of the calendar."""
    ends = Outcome.objects.filter(candidacy=about.candidacy, ended_at__lte=about.event.at).count()
    return len(bookings_of(about.candidacy, about.step, until=about.event.seq)) - 1 + ends


def _change_label(about: _About) -> str:
    with translation.override(about.to.language):
        return _("Change or give back the time")


def _minutes(minutes: int, language: str) -> str:
    with translation.override(language):
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def _meeting(about: _About, start_at: datetime, minutes: int, place: str, *, sequence: int) -> Meeting:
    title = about.candidacy.assignment.title
    return Meeting(
        uid=uid_of(about.candidacy, about.step),
        sequence=sequence,
        summary=f"{about.step.name_in(about.to.language)}, {title}",
        start_at=start_at,
        minutes=minutes,
        place=place,
        told_at=about.event.at,
        attendee=about.to.email,
        zone=about.to.zone,
    )


def _write(
    about: _About,
    kind: LetterKind,
    values: dict[str, str],
    *,
    label: str,
    meeting: Meeting | None = None,
    is_cancelled: bool = False,
    reason: str = "",
    not_before: datetime | None = None,
) -> None:
    candidacy, owner = about.candidacy, about.candidacy.assignment.owner
    compose(
        kind=kind,
        key=f"{kind.code}:{about.event.seq}",
        to=about.to,
        values=values,
        at=about.event.at,
        action=(label, candidate_address(candidacy, at=about.event.at, page="candidate-times")),
        company_id=candidacy.company_id,
        about=candidacy.candidate.pseudonym,
        subject_key=subject_of(candidacy),
        thread=f"candidacy:{candidacy.pk}",
        attachments=(as_attachment(meeting, is_cancelled=is_cancelled),) if meeting else (),
        sender=owner.name,
        reply_to=owner.email,
        reason=reason,
        not_before=not_before,
    )


def call_off_meetings(event: Recorded) -> None:
    """A colleague noted that the candidate stepped out: the meetings ahead leave the calendar, a while later so that
    it can be taken back. One who was declined, or stepped out on their own page, is told by that letter."""
    outcome = Outcome.objects.filter(pk=event.data["outcome_id"], undone_at=None).first()
    candidacy = own_candidacy(event.data["candidacy_id"])
    if outcome is None or candidacy is None or not candidacy.candidate.email:
        return
    if event.data["told_by_side"] != Side.CANDIDATE or event.actor == candidacy.candidate.pseudonym:
        return
    for stay, file in cancelled_meetings(outcome):
        about = _About(event, candidacy, stay.plan_step)
        compose(
            kind=letters.TIME_CANCELLED,
            key=f"{letters.TIME_CANCELLED.code}:{event.seq}:{stay.pk}",
            to=about.to,
            values=about.values() | {"before": about.time(stay.booked_at or event.at)},
            at=event.at,
            not_before=event.at + BUNDLE_WINDOW,
            company_id=candidacy.company_id,
            about=candidacy.candidate.pseudonym,
            subject_key=subject_of(candidacy),
            thread=f"candidacy:{candidacy.pk}",
            attachments=(file,),
            sender=candidacy.assignment.owner.name,
            reply_to=candidacy.assignment.owner.email,
            reason=f"ended:{outcome.pk}",
        )


def tell_of_denied_erasure(event: Recorded) -> None:
    """A person's answer to a request for erasure, in their own words."""
    who = Candidate.objects.filter(pk=event.data["candidate_id"], erased_at=None).exclude(email="").first()
    words = FreeText.objects.filter(pk=event.data["reason"]["id"], erased_at=None).first()
    if who is not None and words is not None:
        compose(
            kind=letters.ERASURE_DENIED,
            key=f"erasure-denied:{event.seq}",
            to=Reader(email=who.email, name=who.name, language=who.language, zone=who.zone),
            values={"reason": words.body},
            at=event.at,
            about=who.pseudonym,
            subject_key=f"candidate:{who.pk}",
        )


def end_links(event: Recorded) -> None:
    """The assignment has closed: its candidates' links live for 90 days more."""
    assignment = Assignment.objects.filter(pk=event.data["assignment_id"], closed_at__isnull=False).first()
    if assignment is None or assignment.closed_at is None:
        return
    ids = Candidacy.objects.filter(assignment=assignment).values_list("pk", flat=True)
    latest = assignment.closed_at + LIVES_AFTER_CLOSE
    links.end_by([f"candidacy:{pk}" for pk in ids], latest=latest)
