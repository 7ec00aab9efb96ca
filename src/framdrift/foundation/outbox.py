"""Letters: written in the transaction of what they announce, and sent at most once.

A letter is claimed (`sending`, committed) before a single byte leaves. One that is found claimed after a crash
becomes `unknown`: the machine never sends it again; a person looks and decides. A key makes a letter unique, so that
one event never writes two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from framdrift.foundation import calendar, untraced, workers
from framdrift.foundation.models import Letter
from framdrift.foundation.postman import Fate, InProduct, Postman
from framdrift.science.calendars import next_working_instant

State = Letter.State
_SALT = "framdrift.foundation.outbox"
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
_REFUSALS_BORNE = 4
"""So often a letter that a server refused for good is tried again where nobody can look at it and send it anew."""


class HeaderRefused(ValueError):
    """A name, address or subject holds a line break or another control character."""


@dataclass(frozen=True)
class Conditions:
    """How a letter travels: its manner and reader's zone, its thread, where replies go, and what it depends on.

    `reason` is a key such as `ball:12`; a letter whose reason is gone is cancelled before it goes. `content` holds
    the parts, so that letters to one reader can be joined.
    """

    manner: str = ""
    zone: str = ""
    thread: str = ""
    reply_to: str = ""
    reason: str = ""
    is_secret: bool = False
    content: Mapping[str, Any] = field(default_factory=dict)


def write(
    *,
    key: str,
    kind: str,
    to_email: str,
    subject: str,
    body_text: str,
    language: str,
    at: datetime,
    to_name: str = "",
    body_html: str = "",
    about: str = "",
    subject_key: str = "",
    company_id: int | None = None,
    attachments: Sequence[Mapping[str, Any]] = (),
    in_reply_to: str = "",
    send_after: datetime | None = None,
    working_hours_in: ZoneInfo | None = None,
    held: bool = False,
    conditions: Conditions | None = None,
) -> Letter:
    """Write a letter in the transaction at hand; with a key that is taken, the letter that has it is returned.

    `about` is the pseudonym of the person it tells of. An attachment is `{"name", "type", "base64"}` and may have
    `"parameters"` of its type. `working_hours_in` moves the sending into working hours of that zone; `held` waits
    for a person's release. Raises `HeaderRefused`.
    """
    travels = conditions or Conditions()
    names = [str(attachment["name"]) for attachment in attachments]
    for part in (key, to_name, to_email, subject, in_reply_to, travels.reply_to, *names):
        _refuse_control_characters(part)
    when = send_after or at
    if working_hours_in:
        when = next_working_instant(when, days=calendar.working_days(), zone=working_hours_in)
    letter = Letter(
        key=key,
        kind=kind,
        state=State.HELD if held else State.WAITING,
        about=about,
        subject_key=subject_key,
        company_id=company_id,
        to_name=to_name,
        to_email=to_email,
        language=language,
        subject=subject,
        body_text=body_text,
        body_html=body_html,
        attachments=[dict(attachment) for attachment in attachments],
        message_id=_message_id(key),
        in_reply_to=in_reply_to,
        written_at=at,
        send_after=when,
        **asdict(travels),
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    return Letter.objects.get(key=key)


def send_due(carrier: Postman | None, *, worker: str, at: datetime, limit: int = 20) -> int:
    """Send letters that are due; how many were handed to the carrier. Without a carrier they wait."""
    if carrier is None:
        return 0
    due = Letter.objects.filter(state=State.WAITING, send_after__lte=at).order_by("send_after", "pk")
    handed = 0
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        if _claim(pk, worker=worker, at=at):
            _send(Letter.objects.get(pk=pk), carrier, worker=worker, at=at)
            handed += 1
    return handed


def is_any_due(*, at: datetime) -> bool:
    """Whether any letter waits to be sent now."""
    return Letter.objects.filter(state=State.WAITING, send_after__lte=at).exists()


def is_refused_lately(*, since: datetime) -> bool:
    """Whether a letter that was tried after `since` waits because nobody took it."""
    return Letter.objects.filter(state=State.WAITING, attempts__gt=0, claimed_at__gte=since).exists()


def give_up_on_lost(*, lease: timedelta, at: datetime, known: frozenset[str] = frozenset()) -> int:
    """Letters whose sender died, or that were claimed longer ago than `lease`, become unknown; how many."""
    lost = [
        letter.pk
        for letter in Letter.objects.filter(state=State.SENDING).only("pk", "claimed_by", "claimed_at")
        if letter.claimed_at is None
        or letter.claimed_at < at - lease
        or workers.is_gone(letter.claimed_by, known=known)
    ]
    return _make_unknown(Letter.objects.filter(pk__in=lost, state=State.SENDING))


def hold_everything_unsent() -> int:
    """After a restore: what waits is held, what was being sent is unknown; how many. Nothing goes by itself."""
    unknown = _make_unknown(Letter.objects.filter(state=State.SENDING))
    return unknown + Letter.objects.filter(state=State.WAITING).update(state=State.HELD)


def with_state(*states: str) -> QuerySet[Letter]:
    """Letters in these states, newest first."""
    return Letter.objects.filter(state__in=states).order_by("-written_at", "-pk")


def _claim(pk: int, *, worker: str, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        mine = Letter.objects.filter(pk=pk, state=State.WAITING)
        return bool(mine.update(state=State.SENDING, claimed_at=at, claimed_by=worker))


def _make_unknown(claimed: QuerySet[Letter]) -> int:
    """Nobody knows whether these arrived, and a person looks; of untraced ones that one more may be lost."""
    settled = sum(untraced.settle(letter, is_lost=True) for letter in claimed if untraced.is_untraced(letter))
    words = "The worker stopped while the letter was being sent: it may or may not have arrived."
    return settled + claimed.update(state=State.UNKNOWN, error=words)


def _send_untraced(letter: Letter, carrier: Postman, *, at: datetime) -> None:
    """Tried again also when refused for good, a few times; then nothing tells whether it arrived."""
    fate, attempts = carrier.carry(letter, at=at).fate, letter.attempts + 1
    borne = {Fate.LATER: len(_WAITS), Fate.REFUSED: _REFUSALS_BORNE}.get(fate, 0)
    if attempts > borne:
        untraced.settle(letter, is_lost=fate is not Fate.SENT, keeps_words=isinstance(carrier, InProduct))
        return
    mine = Letter.objects.filter(pk=letter.pk, state=State.SENDING, claimed_by=letter.claimed_by)
    mine.update(state=State.WAITING, attempts=attempts, send_after=at + _WAITS[attempts - 1])


def _send(letter: Letter, carrier: Postman, *, worker: str, at: datetime) -> None:
    if untraced.is_untraced(letter):
        _send_untraced(letter, carrier, at=at)
        return
    verdict = carrier.carry(letter, at=at)
    attempts = letter.attempts + 1
    outcome: dict[str, Any] = {"attempts": attempts, "error": verdict.reason}
    if verdict.fate is Fate.SENT:
        outcome |= {"state": State.SENT, "sent_at": at}
    elif verdict.fate is Fate.UNKNOWN:
        outcome |= {"state": State.UNKNOWN}
    elif verdict.fate is Fate.LATER and attempts <= len(_WAITS):
        outcome |= {"state": State.WAITING, "send_after": at + _WAITS[attempts - 1]}
    else:
        outcome |= {"state": State.FAILED}
    if letter.is_secret and outcome["state"] != State.WAITING and not isinstance(carrier, InProduct):
        outcome |= {"body_text": "", "body_html": "", "content": {}}
    Letter.objects.filter(pk=letter.pk, state__in=(State.SENDING, State.UNKNOWN), claimed_by=worker).update(**outcome)


def _message_id(key: str) -> str:
    """The same for the same key for ever, so that mailboxes too can tell a repetition. Keyed with the installation's
    secret: keys can be guessed, and whoever knows a Message-ID can forge an answer to it, or its coming back."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    digest = salted_hmac(_SALT, key, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@{domain}>"


def _refuse_control_characters(part: str) -> None:
    if any(ord(character) < 32 or ord(character) == 127 for character in part):
        raise HeaderRefused(f"A line break or control character in {part!r} cannot stand in a letter's head.")
