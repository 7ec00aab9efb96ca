"""Promises in memory: dates told to someone, kept or broken."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from framdrift.integrations.demo_agency.daybook import Daybook
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.recruiting.models import Candidate, Promise

_Kind = TypeVar("_Kind", bound=events.PromiseMade)


def promise(
    file: Recruitment,
    kind: PromiseKind,
    *,
    to_side: Side,
    due_at: datetime,
    made_by: Account,
    at: datetime,
    course: Course | None = None,
    to_account: Account | None = None,
    words: str = "",
) -> Promise:
    """A date told about an assignment or one of its candidacies."""
    about = course.candidate.pseudonym if course else ""
    row = file.book.new(
        Promise,
        assignment=file.row,
        company_id=file.row.company_id,
        candidacy=course.row if course else None,
        candidate=course.candidate if course else None,
        kind=kind,
        made_by=made_by,
        owner=file.owner if made_by.company_id else made_by,
        to_side=to_side,
        to_account=to_account,
        text=file.book.text(words, about=about) if words else None,
        made_at=at,
        due_at=due_at,
    )
    (course.promises if course else file.promises).append(row)
    file.tell(_told(events.PromiseMade, row), actor=made_by, at=at)
    return row


def keep(book: Daybook, row: Promise, *, by: Account, at: datetime) -> None:
    """What was promised is done; late where its time had passed. A promise settled before stays as it is."""
    if row.kept_at is not None or row.withdrawn_at is not None:
        return
    row.kept_at = at
    book.tell(_told(events.PromiseKept, row, late=at > row.due_at), actor=by.pseudonym, at=at)


def promise_notice(book: Daybook, candidate: Candidate, *, made_by: Account, due_at: datetime, at: datetime) -> Promise:
    """A person found by search is to be told within a month."""
    row = book.new(
        Promise,
        candidate=candidate,
        kind=PromiseKind.SOURCE_NOTICE,
        made_by=made_by,
        owner=made_by,
        to_side=Side.CANDIDATE,
        made_at=at,
        due_at=due_at,
    )
    book.tell(_told(events.PromiseMade, row), actor=made_by.pseudonym, at=at)
    return row


def _told(kind: type[_Kind], row: Promise, **more: Any) -> _Kind:
    return kind(
        promise_id=row.pk,
        kind=str(row.kind),
        to_side=str(row.to_side),
        due_at=row.due_at,
        assignment_id=row.assignment_id,
        candidacy_id=row.candidacy_id,
        company_id=row.company_id,
        **more,
    )
