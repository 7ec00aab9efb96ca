"""Writes letters from their kinds: finds the words, fills them, makes text and HTML, and puts them in the outbox.

A letter is written in the transaction of what it tells of, under a key of its own: at most one per event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from framdrift.foundation import calendar, outbox
from framdrift.foundation.letter_kinds import FRAME, LetterKind, Manner, Wording, filled, paragraphs_of
from framdrift.foundation.letter_pages import Part, as_html, as_text, blocks_of
from framdrift.foundation.models import Letter
from framdrift.foundation.wordings import wording_of
from framdrift.science.calendars import next_working_instant

BUNDLE_WINDOW = timedelta(minutes=10)
"""How long a bundled letter waits for others to the same reader."""

_LETTER = "{letter}"
_CONTROL = dict.fromkeys([*range(32), 127], " ")
_ALONE = "1"


@dataclass(frozen=True)
class Reader:
    """Who gets a letter, in which language, and in which zone their working hours are counted."""

    email: str
    name: str
    language: str
    zone: str


@dataclass(frozen=True)
class Page:
    """A letter's subject and its words, twice: the plain text says what the HTML says."""

    subject: str
    text: str
    html: str


def compose(
    *,
    kind: LetterKind,
    key: str,
    to: Reader,
    values: Mapping[str, str],
    at: datetime,
    action: tuple[str, str] | None = None,
    company_id: int | None = None,
    about: str = "",
    subject_key: str = "",
    thread: str = "",
    attachments: Sequence[Mapping[str, Any]] = (),
    sender: str = "",
    reply_to: str = "",
    reason: str = "",
    subject: str = "",
    not_before: datetime | None = None,
) -> Letter:
    """Write a letter of this kind in the transaction at hand; with a key that is taken, the one that has it.

    `action` is the button's label and address. `about` is the pseudonym of the person it tells of, `subject_key` what
    it belongs to (`candidacy:12`). `thread` is a stable key: later letters of a thread answer its first. `sender`
    signs (the agency where empty), `reply_to` is where answers go. `reason` is a key such as `ball:12`: the letter
    is cancelled before it goes when its reason is gone. `subject` is a person's own, in place of the wording's.
    Raises `ValueError` where a required value is missing, and `outbox.HeaderRefused`.
    """
    part = part_of(kind, wording_of(kind, language=to.language, company_id=company_id), values, action=action)
    if subject:
        part = Part(one_line(subject), part.paragraphs, part.label, part.url)
    signed = sender or letterhead()
    page = page_of([part], to=to, sender=signed, company_id=company_id)
    return outbox.write(
        key=key,
        kind=kind.code,
        to_email=to.email,
        to_name=one_line(to.name),
        subject=page.subject,
        body_text=page.text,
        body_html=page.html,
        language=to.language,
        about=about,
        subject_key=subject_key,
        company_id=company_id,
        attachments=attachments,
        in_reply_to=first_of_thread(thread),
        at=at,
        send_after=leaves_at(kind.manner, zone=to.zone, at=max(at, not_before or at)),
        held=kind.manner is Manner.HELD,
        conditions=outbox.Conditions(
            manner=kind.manner,
            zone=to.zone,
            thread=thread,
            reply_to=reply_to,
            reason=reason,
            is_secret=kind.is_secret,
            content={"part": part.as_data(), "sender": signed},
        ),
    )


def part_of(
    kind: LetterKind, wording: Wording, values: Mapping[str, str], *, action: tuple[str, str] | None = None
) -> Part:
    """The filled words of one message, without greeting and ending. Raises `ValueError` for a missing value."""
    missing = sorted(name for name in kind.required if not values.get(name, "").strip())
    unknown = sorted(values.keys() - kind.placeholders.keys())
    if missing or unknown:
        raise ValueError(f"Letter {kind.code!r}: no value for {missing}, no such placeholder {unknown}.")
    label, url = action or ("", "")
    named = {name: one_line(values.get(name, "")) for name in kind.subject_names}
    return Part(one_line(filled(wording.subject, named)), tuple(paragraphs_of(wording.body, values)), label, url)


def page_of(
    parts: Sequence[Part], *, to: Reader, sender: str, company_id: int | None = None, frame: Wording | None = None
) -> Page:
    """One letter of one or several messages, in `frame` or the one that holds for the company. One statement."""
    frame = frame or wording_of(FRAME, language=to.language, company_id=company_id)
    before, after = around(frame, to=to, sender=sender)
    count = {"count": str(len(parts))}
    subject = parts[0].heading if len(parts) == 1 else one_line(filled(frame.subject, count))
    blocks = blocks_of(before, parts, after)
    return Page(subject, as_text(blocks), as_html(blocks, language=to.language, sender=letterhead()))


def around(frame: Wording, *, to: Reader, sender: str) -> tuple[list[str], list[str]]:
    """The greeting above a letter's words and the ending below them, in paragraphs."""
    values = {"reader": given_name(to.name), "sender": sender, "count": _ALONE, "letter": _LETTER}
    above, _, below = "\n\n".join(paragraphs_of(frame.body, values)).partition(_LETTER)
    return paragraphs_of(above, {}), paragraphs_of(below, {})


def leaves_at(manner: Manner | str, *, zone: str, at: datetime) -> datetime:
    """When a letter of this manner that is written or released at `at` may leave."""
    if manner in ("", Manner.AT_ONCE):
        return at
    earliest = at + BUNDLE_WINDOW if manner in (Manner.BUNDLED, Manner.HELD) else at
    return next_working_instant(earliest, days=calendar.working_days(), zone=ZoneInfo(zone))


def first_of_thread(thread: str) -> str:
    """The Message-ID that later letters of a thread answer; empty for its first."""
    if not thread:
        return ""
    told = Letter.objects.filter(thread=thread).exclude(state__in=(Letter.State.CANCELLED, Letter.State.JOINED))
    return told.order_by("pk").values_list("message_id", flat=True).first() or ""


def given_name(name: str) -> str:
    """The first of a person's names."""
    return name.split()[0] if name.strip() else ""


def one_line(text: str) -> str:
    """A text for a letter's head: white space and control characters of every kind become one blank."""
    return " ".join(text.translate(_CONTROL).split())


def letterhead() -> str:
    """The name that the agency's letters come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[0]
