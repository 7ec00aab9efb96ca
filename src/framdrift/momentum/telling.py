"""What a candidate is told, as one transaction: the letter, that they heard from us, and the date as a promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from framdrift.foundation import calendar
from framdrift.foundation.correspondence import compose
from framdrift.foundation.letter_kinds import LetterKind, Manner
from framdrift.foundation.letter_words import day_words
from framdrift.foundation.models import Letter
from framdrift.momentum.readers import candidate_address, candidate_reader
from framdrift.organisations.access import Viewer
from framdrift.recruiting.actions import give_news, make_promise
from framdrift.recruiting.kinds import PromiseKind, Side
from framdrift.recruiting.models import Candidacy
from framdrift.science.calendars import end_of_day

LABELS = {"sv": "Se var du är", "en": "See where you are"}
ENDED_LABELS = {"sv": "Till din sida", "en": "To your page"}
"""The button of letters that a person releases: they tell of an end."""


@transaction.atomic
def tell_candidate(
    *,
    kind: LetterKind,
    key: str,
    candidacy: Candidacy,
    values: Mapping[str, str],
    by: Viewer,
    at: datetime,
    next_news_on: date | None = None,
    reason: str = "",
    subject: str = "",
    words: str = "",
    attachments: Sequence[Mapping[str, Any]] = (),
    not_before: datetime | None = None,
) -> Letter:
    """Write a letter to a candidate with the way to their page; with a key that is taken, the letter that has it.

    With `next_news_on` the letter tells by when they hear next (`{next_news}`): the candidate has heard from us, and
    the date is a promise of the assignment's owner. `words` are kept with the news. The letter leaves `not_before`.
    """
    known = Letter.objects.filter(key=key).first()
    if known is not None:
        return known
    candidate, assignment = candidacy.candidate, candidacy.assignment
    told = dict(values)
    labels = ENDED_LABELS if kind.manner is Manner.HELD else LABELS
    if next_news_on is not None:
        told["next_news"] = day_words(next_news_on, candidate.language)
        _promise(candidacy, next_news_on, key=key, words=words, by=by, at=at)
    return compose(
        kind=kind,
        key=key,
        to=candidate_reader(candidate),
        values={"assignment": assignment.title, **told},
        action=(labels[candidate.language], candidate_address(candidacy, at=at)),
        company_id=candidacy.company_id,
        about=candidate.pseudonym,
        subject_key=f"candidacy:{candidacy.pk}",
        thread=f"candidacy:{candidacy.pk}",
        sender=by.name if by.kind == "staff" else assignment.owner.name,
        reply_to=assignment.owner.email,
        reason=reason,
        subject=subject,
        attachments=attachments,
        not_before=not_before,
        at=at,
    )


def promise_next_news(candidacy: Candidacy, next_news_on: date, *, by: Viewer, at: datetime) -> None:
    """The date by which the candidate hears next, as a promise of the assignment's owner."""
    make_promise(
        kind=PromiseKind.NEWS,
        to_side=Side.CANDIDATE,
        due_at=end_of_day(next_news_on, calendar.agency_zone()),
        made_by=candidacy.assignment.owner,
        candidacy=candidacy,
        by=by,
        at=at,
    )


def _promise(candidacy: Candidacy, next_news_on: date, *, key: str, words: str, by: Viewer, at: datetime) -> None:
    give_news(candidacy=candidacy, channel="email", text=words, next_news_on=next_news_on, letter_key=key, by=by, at=at)
    promise_next_news(candidacy, next_news_on, by=by, at=at)
