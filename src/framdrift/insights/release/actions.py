"""A release is made: gathered, decided by the gate, audited, written down once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Programme, ProgrammeRound
from framdrift.conversations.programmes.coverage import coverage
from framdrift.conversations.programmes.rules import quarter_end
from framdrift.foundation import calendar
from framdrift.foundation.events import record
from framdrift.insights.models import Release, ReleasedRound
from framdrift.insights.models.releases import FIGURES, WORDS
from framdrift.insights.release import events
from framdrift.insights.release.gathering import Gathered, batch, gather, last_day, themes_told
from framdrift.insights.release.refusals import (
    AuditRefused,
    BatchNotDue,
    CodingNotDone,
    NothingToRelease,
    ReleasedTooSoon,
    ShownIsOld,
    TooFewWaiting,
)
from framdrift.insights.release.rules import COMPANY, GENESIS, sealed, too_soon, written
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account, Company
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.calendars import local_date
from framdrift.science.disclosure.release import AuditFailed, document_of, release

FORMAT = 1


@dataclass(frozen=True)
class Drafted:
    """What would go out: the bytes, and the rounds whose answers are in them."""

    document: str
    rounds: tuple[ProgrammeRound, ...]

    @property
    def mark(self) -> str:
        """Tells these bytes from others: what was looked at is what goes out."""
        return sealed(self.document, previous="")


def draft_findings(programme: Programme, *, at: datetime) -> Drafted:
    """What would be released today. Nothing is kept of it.

    Raises NothingToRelease, ReleasedTooSoon, BatchNotDue, CodingNotDone, TooFewWaiting, AuditRefused.
    """
    on = local_date(at, calendar.agency_zone())
    rounds = batch(programme)
    _refuse_by_time(programme, rounds, on=on)
    gathered = gather(programme, rounds)
    if gathered.unread:
        raise CodingNotDone(gathered.unread)
    return Drafted(written(_document(gathered, on=on)), rounds)


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


def _refuse_by_time(programme: Programme, rounds: Sequence[ProgrammeRound], *, on: date) -> None:
    if not rounds:
        raise NothingToRelease
    if programme.kind == TalkKind.STAY:
        made = Release.objects.filter(company_id=programme.company_id, kind=TalkKind.STAY, content=FIGURES)
        days = [local_date(one, calendar.agency_zone()) for one in made.values_list("made_at", flat=True)]
        if (again_on := too_soon(days, on)) is not None:
            raise ReleasedTooSoon(again_on)
    elif on <= (end := quarter_end(last_day(rounds))):
        raise BatchNotDue(end + timedelta(days=1))


def _document(gathered: Gathered, *, on: date) -> dict[str, Any]:
    """Raises TooFewWaiting, AuditRefused."""
    try:
        made = release(gathered.answers, gathered.limits)
    except AuditFailed as failed:
        raise AuditRefused(failed.checks) from failed
    if not made.atoms:
        raise TooFewWaiting
    named = {unit for atom in made.atoms for unit in atom.units} | {cell.unit for cell in made.parents}
    programme, rounds = gathered.programme, gathered.rounds
    return {
        **document_of(made),
        "format": FORMAT,
        "kind": programme.kind,
        "level": programme.level,
        "programme": {"id": programme.pk, "sv": programme.name_sv, "en": programme.name_en},
        "rounds": [one.number for one in rounds],
        "opened_on": rounds[0].opens_on.isoformat(),
        "closed_on": last_day(rounds).isoformat(),
        "made_on": on.isoformat(),
        "themes": themes_told(),
        "units": {str(node.id): list(node.path) for node in gathered.tree.nodes if str(node.id) in named - {COMPANY}},
        "coverage": [asdict(told) for one in rounds if (told := coverage(one)) is not None],
    }
