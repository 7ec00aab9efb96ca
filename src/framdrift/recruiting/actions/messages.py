"""What people outside write to us: received once, placed by a person where nobody could tell, settled by a person."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framdrift.foundation import texts
from framdrift.foundation.models import FreeText
from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.gates import account_of
from framdrift.recruiting.actions.ground import announce
from framdrift.recruiting.actions.papers import keep_on_disk
from framdrift.recruiting.kinds import MessageChannel, MessageKind, Side, Unsorted
from framdrift.recruiting.masking import without_personal_numbers
from framdrift.recruiting.models import Assignment, Candidacy, Message, MessageFile
from framdrift.recruiting.papers import Paper
from framdrift.recruiting.refusals import ReasonNeeded, WrongSide

_SIDES = {"candidate": Side.CANDIDATE, "client": Side.CLIENT}


@dataclass(frozen=True)
class Writing:
    """What was written. `key` makes it one message however often it comes; pages may leave it out.

    `name` and `email` tell of a sender whom no row tells of (a referee, somebody unknown). `quoted` is the part of a
    mail that repeats our own letter, `letter_id` that letter, `papers` the files that the upload rules took.
    """

    text: str
    subject: str = ""
    quoted: str = ""
    papers: Sequence[Paper] = ()
    key: str = ""
    name: str = ""
    email: str = ""
    letter_id: int | None = None
    kind: MessageKind = MessageKind.WORDS
    channel: MessageChannel = MessageChannel.PAGE


@transaction.atomic
def receive_message(
    *,
    writing: Writing,
    by: Viewer,
    at: datetime,
    candidacy: Candidacy | None = None,
    assignment: Assignment | None = None,
    why_unsorted: Unsorted | None = None,
) -> Message:
    """Keep what somebody outside wrote, about a candidacy or an assignment; its owner finds it on Today.

    `by` is who wrote: a candidate, a client's seat, or anybody else outside. With a key that is taken, the message
    that has it is returned and nothing happens. Raises ReasonNeeded for a page's message without words or files.
    """
    key = writing.key or secrets.token_hex(32)
    known = Message.objects.filter(key=key).first()
    if known is not None:
        return known
    if writing.channel == MessageChannel.PAGE and not writing.text.strip() and not writing.papers:
        raise ReasonNeeded
    message = _stored(writing, key, candidacy=candidacy, assignment=assignment, why=why_unsorted, by=by, at=at)
    for paper in writing.papers:
        _keep_file(message, paper)
    told = events.MessageReceived(
        kind=message.kind,
        channel=message.channel,
        side=message.side,
        files=len(writing.papers),
        letter_id=writing.letter_id,
        why_unsorted=message.why_unsorted,
        text=texts.reference(message.text),
        **_ids(message),
    )
    announce(told, by=by, at=at)
    return message


@transaction.atomic
def place_message(
    *, message: Message, by: Viewer, at: datetime, candidacy: Candidacy | None = None, assignment: Assignment
) -> Message:
    """A person says where an unsorted message belongs; a placed one stays. `candidacy` is one of `assignment`'s."""
    if candidacy is not None and candidacy.assignment_id != assignment.pk:
        raise WrongSide
    locked = Message.objects.select_for_update(of=("self",)).select_related("text", "quoted").get(pk=message.pk)
    if locked.assignment_id is not None:
        return locked
    locked.assignment, locked.company_id = assignment, assignment.company_id
    locked.candidacy, locked.why_unsorted = candidacy, ""
    if candidacy is not None:
        locked.candidate_id = candidacy.candidate_id
        _belongs_to(candidacy.candidate.pseudonym, locked.text, locked.quoted)
    locked.save(update_fields=["assignment", "company", "candidacy", "candidate", "why_unsorted"])
    announce(events.MessagePlaced(text=texts.reference(locked.text), **_ids(locked)), by=by, at=at)
    return locked


@transaction.atomic
def settle_message(*, message: Message, by: Viewer, at: datetime) -> Message:
    """A person has read it and done what it asks: it leaves Today. Once is enough."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.settled_at is None:
        locked.settled_at, locked.settled_by_id = at, account_of(by)
        locked.save(update_fields=["settled_at", "settled_by"])
        announce(events.MessageSettled(**_ids(locked)), by=by, at=at)
    return locked


@transaction.atomic
def unsettle_message(*, message: Message, by: Viewer, at: datetime) -> Message:
    """Take back that a message was settled: it waits again."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.settled_at is not None:
        locked.settled_at, locked.settled_by = None, None
        locked.save(update_fields=["settled_at", "settled_by"])
        announce(events.MessageUnsettled(**_ids(locked)), by=by, at=at)
    return locked


def _stored(
    writing: Writing,
    key: str,
    *,
    candidacy: Candidacy | None,
    assignment: Assignment | None,
    why: Unsorted | None,
    by: Viewer,
    at: datetime,
) -> Message:
    about = candidacy.candidate.pseudonym if candidacy else by.pseudonym if by.kind == "candidate" else ""
    where = candidacy.assignment if candidacy else assignment
    return Message.objects.create(
        key=key,
        kind=writing.kind,
        channel=writing.channel,
        side=_SIDES.get(by.kind, Side.OUTSIDE),
        assignment=where,
        company_id=where.company_id if where else by.company_id,
        candidacy=candidacy,
        candidate_id=candidacy.candidate_id if candidacy else by.person_id if by.kind == "candidate" else None,
        account_id=by.account_id,
        name=(writing.name or by.name)[:120],
        email=writing.email[:254],
        subject=without_personal_numbers(writing.subject)[:200],
        text=texts.keep(without_personal_numbers(writing.text), about=about),
        quoted=texts.keep(without_personal_numbers(writing.quoted), about=about),
        letter_id=writing.letter_id,
        why_unsorted="" if where else why or Unsorted.NO_ASSIGNMENT,
        received_at=at,
        settled_at=at if writing.kind == MessageKind.AUTOMATIC else None,
    )


def _keep_file(message: Message, paper: Paper) -> None:
    with keep_on_disk(paper):
        MessageFile.objects.create(
            message=message,
            name=paper.name,
            stored_as=paper.stored_as,
            media_type=paper.media_type,
            bytes=len(paper.data),
            digest=paper.digest,
        )


def _belongs_to(pseudonym: str, *found: FreeText | None) -> None:
    """The words tell of this person from now on, and are forgotten with them."""
    FreeText.objects.filter(pk__in=[text.pk for text in found if text]).update(about=pseudonym)


def _ids(message: Message) -> dict[str, int]:
    ids = {
        "message_id": message.pk,
        "assignment_id": message.assignment_id,
        "candidacy_id": message.candidacy_id,
        "company_id": message.company_id,
    }
    return {name: pk for name, pk in ids.items() if pk is not None}
