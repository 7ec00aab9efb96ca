"""Serious matters: something said in a talk that somebody must act on, such as harassment (theme T90).

It leaves the statistics and the client's record at once. The person is told first; then it is passed on to a named seat
who has the duty to act, and who reads what was written about it here, not the talk.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from framdrift.conversations import events
from framdrift.conversations.answers import keeping
from framdrift.conversations.answers.models import Note, SeriousMatter, Talk
from framdrift.conversations.answers.refusals import PersonNotTold
from framdrift.conversations.answers.scope import may_hold, nearest_manager, readable
from framdrift.foundation import sealing
from framdrift.foundation.events import record
from framdrift.foundation.sealing import Key
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Role
from framdrift.organisations.refusals import NotAllowed


@dataclass(frozen=True)
class MatterLine:
    """A serious matter as one of those who handle it sees it; `words` is what the interviewer wrote about it.

    `is_mine` for the one who raised it, who tells the person and passes it on. Whoever it was passed to reads the words
    and not the talk, so nothing here says whose talk it was.
    """

    id: int
    company_id: int
    company_name: str
    words: str
    is_mine: bool
    raised_by_name: str
    raised_at: datetime
    person_told_at: datetime | None
    passed_on_at: datetime | None
    passed_to_name: str
    closed_at: datetime | None


@transaction.atomic
def mark_serious(*, talk: Talk, note_keys: Sequence[uuid.UUID], words: str, by: Viewer, at: datetime) -> SeriousMatter:
    """Take these notes out of every figure and every client's record, and begin the duty flow. Raises `NotAllowed`.

    By whoever holds the talk, or by another of the agency's interviewers who may read it and finds it when coding.
    """
    talk = Talk.objects.select_for_update(of=("self",)).select_related("key", "invitation").get(pk=talk.pk)
    may_code = by.is_interviewer and readable(by).filter(pk=talk.pk).exists()
    if by.account_id is None or not (may_code or may_hold(by, talk.invitation)):
        raise NotAllowed
    Note.objects.filter(talk=talk, client_key__in=note_keys).update(is_serious=True)
    key = uuid.uuid4()
    matter = SeriousMatter.objects.create(
        talk=talk,
        company_id=talk.company_id,
        key=key,
        sealed=keeping.sealed_matter(talk, key, words, key=keeping.key_of(talk)),
        raised_by_id=by.account_id,
        raised_at=at,
    )
    _announce(events.SeriousMatterRaised, matter, by, at)
    return matter


@transaction.atomic
def note_person_told(*, matter: SeriousMatter, by: Viewer, at: datetime) -> None:
    """The person knows what will be done and by whom. Raises `NotAllowed`."""
    matter = _handled(matter, by)
    if matter.person_told_at is None:
        SeriousMatter.objects.filter(pk=matter.pk).update(person_told_at=at)


@transaction.atomic
def pass_on(*, matter: SeriousMatter, to: Account, by: Viewer, at: datetime) -> None:
    """Give it to one of `receivers`. Raises `PersonNotTold` or `NotAllowed`."""
    matter = _handled(matter, by)
    if matter.person_told_at is None:
        raise PersonNotTold
    if to not in receivers(matter):
        raise NotAllowed
    SeriousMatter.objects.filter(pk=matter.pk).update(passed_on_at=at, passed_to=to)
    _announce(events.SeriousMatterPassedOn, matter, by, at)


@transaction.atomic
def close_matter(*, matter: SeriousMatter, by: Viewer, at: datetime) -> None:
    """It has been acted on. Raises `NotAllowed`."""
    matter = SeriousMatter.objects.select_for_update().get(pk=matter.pk)
    if not _matters(by).filter(pk=matter.pk).exists():
        raise NotAllowed
    if matter.closed_at is None:
        SeriousMatter.objects.filter(pk=matter.pk).update(closed_at=at)
        _announce(events.SeriousMatterClosed, matter, by, at)


def receivers(matter: SeriousMatter) -> tuple[Account, ...]:
    """Whose duty it can be to act, by name: the agency's leads and HR's seats at the company.

    Never the person's own seat or their nearest manager's, who may be whom it is about, and not the one who raised it.
    """
    employment_id = matter.talk.invitation.employment_id
    manager = nearest_manager(employment_id)
    not_these = {matter.raised_by_id, manager.pk if manager else None, matter.talk.invitation.employment.account_id}
    now = Q(roles__until=None)
    leads = Q(company=None, roles__kind=Role.Kind.LEAD) & now
    hr = Q(company_id=matter.company_id, roles__kind=Role.Kind.CLIENT_HR) & now
    found = Account.objects.filter(leads | hr, is_active=True).distinct().order_by("name", "pk")
    return tuple(account for account in found if account.pk not in not_these)


def matters(viewer: Viewer, *, open_only: bool = True) -> tuple[MatterLine, ...]:
    """The matters that the viewer raised or was given, open ones first, oldest first. Raises `sealing.SealRefused`.

    One statement, and one for each programme that they come from.
    """
    found = _matters(viewer).select_related("talk__key", "passed_to", "raised_by", "company")
    if open_only:
        found = found.filter(closed_at=None)
    rows = list(found.order_by(F("closed_at").desc(nulls_first=True), "raised_at", "pk"))
    keys = {key_id: sealing.take(key_id) for key_id in {row.talk.key.sealed_key for row in rows}}
    return tuple(_line(row, viewer, keys[row.talk.key.sealed_key]) for row in rows)


def has_any(viewer: Viewer) -> bool:
    """Whether there are any, closed ones too. One statement, and no word is opened."""
    return _matters(viewer).exists()


def count_open(viewer: Viewer) -> int:
    """How many of them have not been acted on yet. One statement, and no word is opened."""
    return _matters(viewer).filter(closed_at=None).count()


def read_matter(viewer: Viewer, matter_id: int) -> MatterLine:
    """One of them. Raises SeriousMatter.DoesNotExist for what the viewer may not see, and `sealing.SealRefused`."""
    found = _matters(viewer).select_related("talk__key", "passed_to", "raised_by", "company")
    row = found.get(pk=matter_id)
    return _line(row, viewer, keeping.key_of(row.talk))


def matter(viewer: Viewer, matter_id: int) -> SeriousMatter:
    """One of them. Raises SeriousMatter.DoesNotExist for what the viewer may not see."""
    return _matters(viewer).get(pk=matter_id)


def _matters(viewer: Viewer) -> QuerySet[SeriousMatter]:
    if viewer.account_id is None:
        return SeriousMatter.objects.none()
    given = Q(passed_to_id=viewer.account_id, passed_on_at__isnull=False)
    return SeriousMatter.objects.filter(given | Q(talk__in=readable(viewer), raised_by_id=viewer.account_id))


def _line(row: SeriousMatter, viewer: Viewer, key: Key) -> MatterLine:
    return MatterLine(
        id=row.pk,
        company_id=row.company_id,
        company_name=row.company.name,
        is_mine=row.raised_by_id == viewer.account_id,
        raised_by_name=row.raised_by.name,
        words=keeping.opened_matter(row.talk, row, key=key),
        raised_at=row.raised_at,
        person_told_at=row.person_told_at,
        passed_on_at=row.passed_on_at,
        passed_to_name=row.passed_to.name if row.passed_to else "",
        closed_at=row.closed_at,
    )


def _handled(matter: SeriousMatter, by: Viewer) -> SeriousMatter:
    matter = (
        SeriousMatter.objects.select_for_update(of=("self",))
        .select_related("talk__invitation__employment")
        .get(pk=matter.pk)
    )
    if by.account_id is None or matter.raised_by_id != by.account_id:
        raise NotAllowed
    return matter


def _announce(
    kind: type[events.SeriousMatterRaised | events.SeriousMatterPassedOn | events.SeriousMatterClosed],
    matter: SeriousMatter,
    by: Viewer,
    at: datetime,
) -> None:
    record(kind(talk_id=matter.talk_id, company_id=matter.company_id, matter_id=matter.pk), actor=by.pseudonym, at=at)
