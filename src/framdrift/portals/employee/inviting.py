"""Letters to those who are asked to a talk: the invitation, the one reminder, and the time of the talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from framdrift.conversations.answers import anonymous
from framdrift.conversations.answers.models import AnonymousRound
from framdrift.conversations.commitments.shared import done_since
from framdrift.conversations.kinds import Holder, InvitationState, TalkKind
from framdrift.conversations.levels import limits_of, size_words, words_of
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes.people import address_of
from framdrift.foundation import calendar
from framdrift.foundation import invitations as calendars
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.foundation.letter_words import day_words, time_words
from framdrift.foundation.models import Letter
from framdrift.planning.availability.talks import talk_uid
from framdrift.planning.booking.calendar_objects import as_attachment, calendar_name
from framdrift.portals.employee import letters
from framdrift.portals.employee.addresses import anonymous_address, answers_to, talk_address
from framdrift.science.calendars import local_date

_LABELS = {
    "invite": {"sv": "Läs mer och välj", "en": "Read more and choose"},
    "times": {"sv": "Välj en tid", "en": "Pick a time"},
    "page": {"sv": "Till din sida", "en": "To your page"},
}
_MOST_TOLD = 3
"""So many things that were done are told in the next invitation; the page tells them all."""
_HOLDERS = {
    Holder.NEAREST_MANAGER: {"sv": "Din närmaste chef håller samtalet.", "en": "Your nearest manager holds the talk."},
    Holder.OTHER_MANAGER: {
        "sv": "En annan chef än din egen håller samtalet.",
        "en": "A manager who is not your own holds the talk.",
    },
    Holder.HR: {"sv": "HR håller samtalet.", "en": "HR holds the talk."},
    Holder.AGENCY: {
        "sv": "En samtalsledare utifrån håller samtalet, inte någon hos din arbetsgivare.",
        "en": "An interviewer from outside holds the talk, nobody at your employer.",
    },
}


@transaction.atomic
def invite(event: Recorded) -> None:
    """Letters are due in a round: one to everybody who has been invited and has none. Twice gives no second letter.

    At level D the places of the round are made here, with the codes that the letters carry: in one transaction, since a
    code is kept nowhere else.
    """
    programme_round = _round(event)
    if programme_round.closed_at is not None:
        return
    rows = _asked(programme_round)
    if programme_round.programme.is_anonymous:
        _invite_anonymously(programme_round, rows, at=event.at)
        return
    for row in rows:
        _write(row, _invitation_kind(row.programme), key=f"talk-invitation:{row.pk}", at=event.at)


def remind(event: Recorded) -> None:
    """The system's one reminder in a round: to those who have not answered, at level D to everybody."""
    programme_round = _round(event)
    if programme_round.closed_at is not None:
        return
    for row in _asked(programme_round):
        if row.is_anonymous:
            _write_anonymously(row, letters.ANONYMOUS_REMINDER, key=f"talk-reminder:{row.pk}", at=event.at)
        else:
            _write(row, letters.REMINDER, key=f"talk-reminder:{row.pk}", at=event.at)


def tell_of_times(event: Recorded) -> None:
    """Times are there to pick among."""
    row = _row(event)
    if row is not None and row.state == InvitationState.INVITED and row.times.exists():
        _write_time(row, letters.TIMES_OFFERED, event, button="times")


def tell_of_time(event: Recorded) -> None:
    """A time was agreed: the confirmation, with a file for the calendar."""
    row = _row(event)
    if row is not None and row.booked_at is not None:
        _write_time(row, letters.TIME_AGREED, event, button="page")


def tell_of_dropped_time(event: Recorded) -> None:
    """The time no longer holds, and no other has been agreed. Who said no to the whole talk is asked nothing more."""
    row = _row(event)
    if row is None or row.booked_at is not None:
        return
    if row.state == InvitationState.INVITED:
        _write_time(row, letters.TIME_DROPPED, event, button="page")
    elif row.state == InvitationState.DECLINED:
        _write_time(row, letters.TIME_GIVEN_BACK, event, button="page")


def _round(event: Recorded) -> ProgrammeRound:
    return ProgrammeRound.objects.select_related("programme__company").get(pk=event.data["round_id"])


def _asked(programme_round: ProgrammeRound) -> list[Invitation]:
    rows = Invitation.objects.filter(round=programme_round, state=InvitationState.INVITED)
    return list(rows.select_related("programme__company", "round", "employment", "interviewer").order_by("pk"))


def _row(event: Recorded) -> Invitation | None:
    found = Invitation.objects.select_related("programme__company", "round", "employment", "interviewer")
    return found.filter(pk=event.data["invitation_id"]).first()


def _invitation_kind(programme: Programme) -> LetterKind:
    leaves = programme.kind in (TalkKind.EXIT, TalkKind.ECHO)
    return letters.LEAVER_INVITATION if leaves else letters.INVITATION


def _invite_anonymously(programme_round: ProgrammeRound, rows: Iterable[Invitation], *, at: datetime) -> None:
    if AnonymousRound.objects.filter(round=programme_round).exists():
        return
    reachable = [row for row in rows if _reader(row, at=at).email]
    codes = anonymous.open_round(programme_round=programme_round, groups=Counter(row.unit_id for row in reachable))
    for row in reachable:
        _write_anonymously(
            row,
            letters.ANONYMOUS_INVITATION,
            key=f"talk-invitation:{row.pk}",
            at=at,
            url=anonymous_address(codes[row.unit_id].pop()),
        )


def _write_anonymously(row: Invitation, kind: LetterKind, *, key: str, at: datetime, url: str = "") -> None:
    to = _reader(row, at=at)
    if not to.email:
        return
    compose(
        kind=kind,
        key=key,
        to=to,
        values=_values(row, kind, to.language),
        at=at,
        action=(_LABELS["invite"][to.language], url) if url else None,
        company_id=row.company_id,
        about=row.employment.pseudonym,
        subject_key=f"round:{row.round_id}",
    )


def _write(row: Invitation, kind: LetterKind, *, key: str, at: datetime) -> None:
    to = _reader(row, at=at)
    if not to.email or Letter.objects.filter(key=key).exists():
        return
    compose(
        kind=kind,
        key=key,
        to=to,
        values=_values(row, kind, to.language),
        at=at,
        action=(_LABELS["invite"][to.language], talk_address(row, at=at)),
        company_id=row.company_id,
        about=row.employment.pseudonym,
        subject_key=f"invitation:{row.pk}",
        thread=f"invitation:{row.pk}",
        sender=_signed(row),
        reply_to=answers_to(row),
    )


def _write_time(row: Invitation, kind: LetterKind, event: Recorded, *, button: str) -> None:
    to = _reader(row, at=event.at)
    key = f"{kind.code}:{event.seq}"
    if not to.email or row.is_anonymous or Letter.objects.filter(key=key).exists():
        return
    compose(
        kind=kind,
        key=key,
        to=to,
        values=_time_values(row, kind, to),
        at=event.at,
        action=(_LABELS[button][to.language], talk_address(row, at=event.at)),
        company_id=row.company_id,
        about=row.employment.pseudonym,
        subject_key=f"invitation:{row.pk}",
        thread=f"invitation:{row.pk}",
        sender=_signed(row),
        reply_to=answers_to(row),
        attachments=_calendar_files(row, to, event),
    )


def _reader(row: Invitation, *, at: datetime) -> Reader:
    person = row.employment
    email = address_of(person, kind=row.programme.kind, on=local_date(at, calendar.agency_zone()))
    return Reader(email, person.name, person.language, person.zone)


def _signed(row: Invitation) -> str:
    return row.interviewer.name if row.interviewer is not None else ""


def _values(row: Invitation, kind: LetterKind, language: str) -> Mapping[str, str]:
    programme = row.programme
    level = words_of(programme.level, language)
    known = {
        "programme": programme.name_in(language),
        "company": programme.company.name,
        "promise": level.promise,
        "readers": level.readers,
        "size": size_words(programme.n_min, language),
        "limits": limits_of(programme.level, language),
        "holder": _HOLDERS[Holder(programme.holder)][language],
        "minutes": str(programme.talk_minutes),
        "until": day_words(row.round.closes_on, language),
        "contact": _contact(programme),
        "since": _since(row.round) if "since" in kind.placeholders else "",
    }
    return {name: value for name, value in known.items() if name in kind.placeholders}


def _since(programme_round: ProgrammeRound) -> str:
    """What has been done since the last round and everybody may read, as sentences; empty where there is nothing."""
    done = done_since(programme_round, most=_MOST_TOLD)
    return " ".join(words if words.endswith((".", "!", "?")) else f"{words}." for words in done)


def _time_values(row: Invitation, kind: LetterKind, to: Reader) -> Mapping[str, str]:
    known = {
        "programme": row.programme.name_in(to.language),
        "time": time_words(row.booked_at, to.language, to.zone) if row.booked_at else "",
        "place": row.place,
        "holder": _signed(row),
    }
    return {name: value for name, value in known.items() if name in kind.placeholders}


def _contact(programme: Programme) -> str:
    reach = programme.contact_email or programme.contact_phone
    return f"{programme.contact_name} ({reach})" if reach else programme.contact_name


def _calendar_files(row: Invitation, to: Reader, event: Recorded) -> tuple[Mapping[str, object], ...]:
    """The time as calendar programs read it, or that it no longer holds; none where no time was agreed."""
    was_at = event.data.get("start_at")
    if row.booked_at is not None:
        return (_calendar_file(row, to, event, start_at=row.booked_at, method="REQUEST"),)
    return (_calendar_file(row, to, event, start_at=datetime.fromisoformat(was_at), method="CANCEL"),) if was_at else ()


def _calendar_file(
    row: Invitation, to: Reader, event: Recorded, *, start_at: datetime, method: calendars.Method
) -> Mapping[str, object]:
    """A later event has a higher sequence, so what came last holds."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return as_attachment(
        calendars.Invitation(
            uid=calendar_name(talk_uid(row.pk)),
            sequence=event.seq,
            method=method,
            start_at=start_at,
            end_at=start_at + timedelta(minutes=row.programme.talk_minutes),
            zone=ZoneInfo(to.zone),
            summary=row.programme.name_in(to.language),
            organiser=calendars.Attendee(address, name),
            stamped_at=event.at,
            place=row.place,
            attendees=(calendars.Attendee(to.email, to.name, "accepted"),),
        )
    )
