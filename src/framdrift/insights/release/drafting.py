"""What would be released today, and whether it may be: gathered, decided by the gate, audited. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Programme, ProgrammeRound
from framdrift.conversations.programmes.coverage import coverage
from framdrift.conversations.programmes.rules import quarter_end
from framdrift.foundation import calendar
from framdrift.insights.models import Release
from framdrift.insights.models.releases import FIGURES
from framdrift.insights.release.agreeing import agreed_in
from framdrift.insights.release.gathering import Gathered, batch, gather, last_day, themes_told
from framdrift.insights.release.refusals import (
    AuditRefused,
    BatchNotDue,
    CodingNotDone,
    NothingToRelease,
    ReleasedTooSoon,
    TooFewWaiting,
)
from framdrift.insights.release.rules import COMPANY, sealed, too_soon, written
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
        "agreement": agreed_in(rounds, sorted(themes_told())),
        "units": {str(node.id): list(node.path) for node in gathered.tree.nodes if str(node.id) in named - {COMPANY}},
        "coverage": [asdict(told) for one in rounds if (told := coverage(one)) is not None],
    }
