"""Who works at the client companies: two of them with everybody, three levels of units and two years of coming and
going; and whoever was hired through the agency, with what they were promised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from statistics import median
from uuid import UUID

from framdrift.foundation import calendar
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record_many
from framdrift.integrations.demo_agency import names
from framdrift.integrations.demo_agency.cast import Client
from framdrift.organisations import events
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account, Employment, ExitType, Origin, Placement, Unit
from framdrift.organisations.roster.actions import end
from framdrift.recruiting.arriving import arrival_key, arrive
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy
from framdrift.science.calendars import local_date

SIZES = (60, 180)
"""How many are employed at the first client companies."""
_DEPARTMENTS, _TEAMS = ("Drift", "Projekt", "Stöd"), ("Björk", "Ek", "Lind", "Rönn")
_TEAM_SIZE = 9
_TITLES = ("Handläggare", "Tekniker", "Koordinator", "Specialist", "Assistent", "Planerare", "Rådgivare")
_LEFT_A_YEAR, _YEARS, _ON_NOTICE, _HAS_MOVED, _RECENT, _BRIEF = 0.12, 2, 0.03, 0.15, 0.4, 0.4
_EXITS = {
    ExitType.OWN_RESIGNATION: 55,
    ExitType.FIXED_TERM_ENDED: 12,
    ExitType.SHORTAGE_OF_WORK: 8,
    ExitType.RETIREMENT: 8,
    ExitType.AGREEMENT: 7,
    ExitType.PROBATION_ENDED: 5,
    ExitType.PERSONAL_REASONS: 3,
    ExitType.OTHER: 2,
}
_TRIAL_DAYS, _EARLY_QUICK, _EARLY_SLOW = 183, 0.06, 0.35
"""How likely a hire is to leave during the trial employment, after a quick recruitment and after a slow one."""
_BATCH, _NAMES = 1000, 1500
_DAY = timedelta(days=1)


@dataclass
class _Place:
    """A unit with whoever leads it."""

    unit: Unit
    leader: Employment | None = None


@dataclass
class _Company:
    """A client company as it is filled."""

    client: Client
    rng: Random
    today: date
    people: list[Employment] = field(default_factory=list)
    stays: list[Placement] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def somebody(self) -> names.Person:
        """A person nobody has the name of, until so many are employed that names come again."""
        fresh = len(self.taken) < _NAMES
        return names.draw_new(self.rng, self.taken) if fresh else names.draw(self.rng)

    def new(self, name: str, *, started_on: date, account: Account | None = None, language: str = "sv") -> Employment:
        company, number = self.client.company, 1001 + len(self.people)
        row = Employment(
            company=company,
            external_id=str(number),
            name=name,
            email=account.email if account else f"{names.handle(name)}.{number}@{self.client.firm.domain}",
            phone=names.phone(self.rng),
            language=language,
            pseudonym=_pseudonym(self.rng),
            started_on=started_on,
            origin=Origin.IMPORTED,
            account=account,
        )
        self.people.append(row)
        return row

    def place(self, row: Employment, place: _Place | None, *, under: Employment | None, title: str) -> None:
        """Where somebody works; some have worked in another unit before."""
        unit = place.unit if place else None
        self.stays.append(
            Placement(
                employment=row,
                company=self.client.company,
                unit=unit,
                manager=under,
                title=title,
                since=row.started_on,
            )
        )

    def moved(self, row: Employment, before: _Place, place: _Place, *, title: str) -> None:
        """Somebody who came from another unit on a day since."""
        days = (min(row.ended_on or self.today, self.today) - row.started_on).days
        on = row.started_on + timedelta(days=self.rng.randint(60, days - 30))
        self.place(row, before, under=before.leader, title=title)
        self.stays[-1].until = on
        self.place(row, place, under=place.leader, title=title)
        self.stays[-1].since = on


def employ(clients: Sequence[Client], *, more: int, seed: int, now: datetime) -> Iterator[int]:
    """Fill the first companies, spread `more` employees over the others, and let those who were hired arrive.

    Yields how many were added, company by company. The same seed and instant, the same people.
    """
    sizes = [*SIZES[: len(clients)], *_shares(more, len(clients) - len(SIZES))]
    for number, (client, size) in enumerate(zip(clients, sizes, strict=False)):
        if size:
            yield _fill(client, size, rng=Random(f"{seed}/employees/{number}"), now=now)
    yield _let_arrive(rng=Random(f"{seed}/arrivals"), now=now)


def _shares(more: int, companies: int) -> list[int]:
    return [more // companies + (place < more % companies) for place in range(companies)] if companies > 0 else []


def _fill(client: Client, size: int, *, rng: Random, now: datetime) -> int:
    company = _Company(client, rng, local_date(now, calendar.agency_zone()))
    company.taken.update(seat.name for seat in (client.hr, *client.managers))
    chief = company.new(company.somebody().name, started_on=_long_ago(rng, company.today))
    company.place(chief, None, under=None, title="VD")
    hr = company.new(client.hr.name, started_on=_long_ago(rng, company.today), account=client.hr)
    company.place(hr, None, under=chief, title=client.hr.title)
    teams = _units(company, chief, size)
    for _number in range(max(size - len(company.people), 0)):
        _worker(company, rng.choice(teams), teams, left=False)
    for _number in range(round(size * _LEFT_A_YEAR * _YEARS)):
        _worker(company, rng.choice(teams), teams, left=True)
    _write(company, now=now)
    return len(company.people)


def _units(company: _Company, chief: Employment, size: int) -> list[_Place]:
    """Departments under the units that are there, teams under those, each with a leader; the teams."""
    rng, client = company.rng, company.client
    departments = max(2, min(len(_DEPARTMENTS), size // (_TEAM_SIZE * len(client.units))))
    teams = max(1, min(len(_TEAMS), round(size / _TEAM_SIZE / departments / len(client.units))))
    found = []
    for unit, seat in zip(client.units, client.managers, strict=True):
        head = company.new(seat.name, started_on=_long_ago(rng, company.today), account=seat)
        company.place(head, _Place(unit), under=chief, title=seat.title)
        for department in _DEPARTMENTS[:departments]:
            middle = Unit.objects.create(company=client.company, parent=unit, name=department)
            leader = company.new(company.somebody().name, started_on=_long_ago(rng, company.today))
            company.place(leader, _Place(middle), under=head, title=f"Chef {department.lower()}")
            for team in _TEAMS[:teams]:
                low = Unit.objects.create(company=client.company, parent=middle, name=f"Team {team}")
                found.append(_Place(low, leader))
    return found


def _worker(company: _Company, place: _Place, teams: Sequence[_Place], *, left: bool) -> None:
    rng, today = company.rng, company.today
    person = company.somebody()
    recent = rng.random() < _RECENT
    started = today - timedelta(days=rng.randint(20, 730)) if recent and not left else _long_ago(rng, today)
    row = company.new(person.name, started_on=started, language=person.language)
    if left:
        row.ended_on = today - timedelta(days=rng.randint(1, 365 * _YEARS))
        row.started_on = min(started, row.ended_on - timedelta(days=rng.randint(100, 1500)))
        if rng.random() < _BRIEF:
            row.started_on = row.ended_on - timedelta(days=rng.randint(60, 600))
    elif rng.random() < _ON_NOTICE:
        row.ended_on = today + timedelta(days=rng.randint(7, 60))
    if row.ended_on is not None:
        row.exit_type = rng.choices(list(_EXITS), list(_EXITS.values()))[0]
        row.private_email = f"{names.handle(person.name)}@{rng.choice(names.MAIL_DOMAINS)}"
    title = rng.choice(_TITLES)
    before = rng.choice(teams)
    if before is not place and rng.random() < _HAS_MOVED and (today - row.started_on).days > 400 and not left:
        company.moved(row, before, place, title=title)
    else:
        company.place(row, place, under=place.leader, title=title)


def _write(company: _Company, *, now: datetime) -> None:
    Employment.objects.bulk_create(company.people, batch_size=_BATCH)
    Placement.objects.bulk_create(company.stays, batch_size=_BATCH)
    record_many([(one, SYSTEM.pseudonym, now) for one in _told(company.people)])


def _told(people: Iterable[Employment]) -> Iterator[Announcement]:
    for row in people:
        whose = {"employment_id": row.pk, "company_id": row.company_id}
        yield events.EmploymentBegun(**whose, origin=str(row.origin), started_on=row.started_on)
        if row.ended_on is not None:
            yield events.EmploymentEnded(**whose, ended_on=row.ended_on, exit_type=str(row.exit_type))


def _let_arrive(*, rng: Random, now: datetime) -> int:
    """Everybody who was hired through the agency, as they would have arrived one by one."""
    hired = Candidacy.objects.filter(status=CandidacyStatus.HIRED, candidate__erased_at=None)
    arrived = [arrive(one, at=now) for one in hired.select_related("assignment", "candidate").order_by("pk")]
    for row in arrived:
        row.pseudonym = _pseudonym(rng)
    Employment.objects.bulk_update(arrived, ["pseudonym"], batch_size=_BATCH)
    _let_some_leave_early(arrived, rng=rng, now=now)
    return len(arrived)


def _let_some_leave_early(arrived: Sequence[Employment], *, rng: Random, now: datetime) -> None:
    """Of those who began half a year ago or earlier, the more the longer their recruitment took."""
    today = local_date(now, calendar.agency_zone())
    ways = _days_to_hire()
    middle = median(ways.values()) if ways else 0.0
    for row in arrived:
        slow = ways.get(row.arrival_key or "", middle) > middle
        ended_on = row.started_on + timedelta(days=rng.randint(40, 170))
        if (today - row.started_on).days > _TRIAL_DAYS and rng.random() < (_EARLY_SLOW if slow else _EARLY_QUICK):
            how = rng.choice((ExitType.OWN_RESIGNATION, ExitType.OWN_RESIGNATION, ExitType.PROBATION_ENDED))
            end(employment_id=row.pk, ended_on=ended_on, exit_type=how, by=SYSTEM, at=now)


def _days_to_hire() -> dict[str, float]:
    """By arrival key, how many days a hire took from when the candidate came in."""
    hired = Candidacy.objects.filter(status=CandidacyStatus.HIRED).values_list("pk", "entered_at", "ended_at")
    return {arrival_key(pk): (ended - entered) / _DAY for pk, entered, ended in hired if ended is not None}


def _long_ago(rng: Random, today: date) -> date:
    """A first day two to twelve years back, more of them lately."""
    return today - timedelta(days=round(730 + 3650 * rng.random() ** 2))


def _pseudonym(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))
