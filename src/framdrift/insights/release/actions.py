"""A release is made: gathered, decided by the gate, audited, written down once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from framdrift.conversations.models import Programme
from framdrift.foundation import calendar
from framdrift.foundation.events import record
from framdrift.insights.models import Release, ReleasedRound
from framdrift.insights.models.releases import FIGURES, WORDS
from framdrift.insights.release import events
from framdrift.insights.release.drafting import FORMAT, draft_findings
from framdrift.insights.release.refusals import (
    ShownIsOld,
)
from framdrift.insights.release.rules import GENESIS, sealed, written
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.calendars import local_date


@transaction.atomic
def release_findings(*, programme: Programme, seen: str, by: Viewer, at: datetime) -> Release:
    """Release a programme's batch for good: for the interviewers, who have read it. `seen` marks the draft looked at.

    Raises NotAllowed, ShownIsOld and the refusals of `draft_findings`.
    """
    if not by.is_interviewer or by.account_id is None:
        raise NotAllowed
    Company.objects.select_for_update().get(pk=programme.company_id)  # one release of a company at a time
    drafted = draft_findings(programme, at=at)
    if drafted.mark != seen:
        raise ShownIsOld
    made = append(
        Release(
            company_id=programme.company_id,
            content=FIGURES,
            kind=programme.kind,
            programme=programme,
            made_by_id=by.account_id,
            made_at=at,
            document=drafted.document,
        )
    )
    ReleasedRound.objects.bulk_create(
        ReleasedRound(release=made, company_id=made.company_id, round=one) for one in drafted.rounds
    )
    told = events.FindingsReleased(
        release_id=made.pk,
        company_id=made.company_id,
        programme_id=programme.pk,
        kind=made.kind,
        digest=made.digest,
    )
    record(told, actor=by.pseudonym, at=at)
    return made


def append(made: Release) -> Release:
    """Put a release last in its company's chain. The caller holds the company's row."""
    last = Release.objects.filter(company_id=made.company_id).order_by("-number").first()
    made.number = last.number + 1 if last else 1
    made.previous = last.digest if last else GENESIS
    made.digest = sealed(made.document, previous=made.previous)
    made.save(force_insert=True)
    return made


def append_words(
    *, figures: Release, quotes: Sequence[Mapping[str, str]], by: Sequence[Account], at: datetime
) -> Release:
    """Release retold quotes beside the figures they illustrate, by the two persons who released them."""
    first, second = by
    document = {
        "format": FORMAT,
        "illustrates": figures.number,
        "made_on": local_date(at, calendar.agency_zone()).isoformat(),
        "quotes": list(quotes),
    }
    made = append(
        Release(
            company_id=figures.company_id,
            content=WORDS,
            kind=figures.kind,
            programme_id=figures.programme_id,
            illustrates=figures,
            made_by=first,
            second_by=second,
            made_at=at,
            document=written(document),
        )
    )
    told = events.QuotesReleased(release_id=made.pk, company_id=made.company_id, digest=made.digest)
    record(told, actor=second.pseudonym, at=at)
    return made
