"""Puts the people on the stage: the agency's staff and their absences, the client companies and their seats."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from framdrift.foundation.announcement import Announcement
from framdrift.integrations.demo_agency import names
from framdrift.integrations.demo_agency.clock import WorkClock
from framdrift.integrations.demo_agency.companies import FIRMS, Firm
from framdrift.integrations.demo_agency.daybook import Daybook
from framdrift.organisations import events
from framdrift.organisations.access import SYSTEM_PSEUDONYM
from framdrift.organisations.models import Absence, Account, Company, Role, Unit

AGENCY_NAME = "Sandelholm & Wikdahl Rekrytering"
AGENCY_DOMAIN = "sandelholm.example"
CONSULTANTS = (
    "Ada Lindvall",
    "Samir Haddad",
    "Hodan Warsame",
    "Jonas Ekdahl",
    "Emina Begić",
    "Linnéa Rosén",
    "Mikko Salonen",
    "Parisa Moradi",
)
LEAD = "Eva Sandelholm"
ADMIN = "Tomas Wikdahl"
INTERVIEWERS = ("Ingrid Norén", "Yonas Tesfay")
STAFF_NAMES = frozenset({LEAD, ADMIN, *INTERVIEWERS, *CONSULTANTS})
_HISTORY_DAYS = 420


@dataclass(frozen=True)
class Client:
    """A client company on the stage; `clock` counts the days on which its people answer."""

    firm: Firm
    company: Company
    units: tuple[Unit, ...]
    managers: tuple[Account, ...]
    hr: Account
    clock: WorkClock


@dataclass
class Cast:
    """Everybody who acts, and when the agency's people are away."""

    lead: Account
    admin: Account
    interviewers: list[Account]
    consultants: list[Account]
    clients: list[Client] = field(default_factory=list)
    absences: dict[int, list[Absence]] = field(default_factory=dict)

    def who_acts(self, account: Account, on: date) -> Account:
        """The account itself, or its deputy on a day when it is away."""
        for absence in self.absences.get(account.pk, ()):
            if absence.first_on <= on <= absence.last_on and absence.deputy is not None:
                return absence.deputy
        return account

    def is_away(self, account: Account, on: date) -> bool:
        """Whether the account is away on that day."""
        return any(one.first_on <= on <= one.last_on for one in self.absences.get(account.pk, ()))


def gather(book: Daybook, *, rng: Random, now: datetime, clock: WorkClock) -> Cast:
    """Accounts, roles, companies, units and absences, each with its event; the oldest before the history begins."""
    opened = clock.later(now - timedelta(days=_HISTORY_DAYS), 0)
    cast = Cast(
        lead=_account(book, LEAD, "Byråchef", opened, Role.Kind.LEAD),
        admin=_account(book, ADMIN, "Administratör", opened, Role.Kind.ADMIN),
        interviewers=[_account(book, name, "Samtalsledare", opened, Role.Kind.INTERVIEWER) for name in INTERVIEWERS],
        consultants=[_account(book, name, "Rekryteringskonsult", opened, Role.Kind.CONSULTANT) for name in CONSULTANTS],
    )
    taken = set(STAFF_NAMES)
    for firm in FIRMS:
        cast.clients.append(_client(book, firm, rng=rng, taken=taken, opened=opened, clock=clock))
    for absence in _absences(book, cast, rng=rng, now=now, clock=clock):
        cast.absences.setdefault(absence.account_id, []).append(absence)
    return cast


def new_consultant(book: Daybook, *, rng: Random, taken: set[str], at: datetime) -> Account:
    """One more consultant."""
    return _account(book, names.draw_new(rng, taken).name, "Rekryteringskonsult", at, Role.Kind.CONSULTANT)


def _account(
    book: Daybook,
    name: str,
    title: str,
    at: datetime,
    *roles: str,
    company: Company | None = None,
    domain: str = AGENCY_DOMAIN,
    language: str = "sv",
) -> Account:
    account = book.new(
        Account,
        email=f"{names.handle(name)}@{domain}",
        name=name,
        title=title,
        phone=names.phone(book.rng),
        language=language,
        company=company,
        pseudonym=book.pseudonym(),
        joined_at=at,
        password=make_password(None),
    )
    company_id = company.pk if company else None
    told: list[Announcement] = [events.AccountOpened(account_id=account.pk, company_id=company_id)]
    for role in roles:
        book.new(Role, account=account, kind=role, since=at)
        told.append(events.RoleGiven(account_id=account.pk, company_id=company_id, role=str(role)))
    for announcement in told:
        book.tell(announcement, actor=SYSTEM_PSEUDONYM, at=at)
    return account


def _client(book: Daybook, firm: Firm, *, rng: Random, taken: set[str], opened: datetime, clock: WorkClock) -> Client:
    at = clock.later(opened, rng.uniform(0.1, 3))
    company = book.new(
        Company,
        name=firm.name,
        organisation_number=f"55{rng.randint(0, 9999):04d}-{rng.randint(0, 9999):04d}",
        email_domain=firm.domain,
        note=firm.note,
        created_at=at,
    )
    book.tell(events.CompanyOpened(company_id=company.pk), actor=SYSTEM_PSEUDONYM, at=at)
    units, managers = [], []
    for unit_name, title in firm.seats:
        unit = book.new(Unit, company=company, name=unit_name)
        book.tell(events.UnitAdded(company_id=company.pk, unit_id=unit.pk), actor=SYSTEM_PSEUDONYM, at=at)
        units.append(unit)
        managers.append(_seat(book, firm, company, title, Role.Kind.CLIENT_MANAGER, rng=rng, taken=taken, at=at))
    hr = _seat(book, firm, company, firm.hr_title, Role.Kind.CLIENT_HR, rng=rng, taken=taken, at=at)
    return Client(firm, company, tuple(units), tuple(managers), hr, _client_clock(clock, at))


def _seat(
    book: Daybook, firm: Firm, company: Company, title: str, role: str, *, rng: Random, taken: set[str], at: datetime
) -> Account:
    name = names.draw_new(rng, taken).name
    return _account(book, name, title, at, role, company=company, domain=firm.domain, language=firm.language)


def _client_clock(clock: WorkClock, at: datetime) -> WorkClock:
    """Clients answer on working days, but not in the four weeks of July when nearly everybody is away."""
    july: set[date] = set()
    for year in range(at.year, at.year + 4):
        monday = date.fromisocalendar(year, 28, 1)
        july.update(monday + timedelta(days=day) for day in range(28))
    return WorkClock(clock.days.without(frozenset(july)), clock.zone)


def _absences(book: Daybook, cast: Cast, *, rng: Random, now: datetime, clock: WorkClock) -> list[Absence]:
    """Summer weeks, a few single days, and one consultant who is away just now."""
    today = clock.date_of(now)
    rows = []
    for number, account in enumerate(cast.consultants):
        deputy = cast.consultants[(number + 1) % len(cast.consultants)]
        for year in (today.year - 1, today.year, today.year + 1):
            start = date.fromisocalendar(year, 26 + 2 * (number % 3), 1)
            rows.append((account, start, start + timedelta(days=25), deputy))
        for _ in range(3):
            start = clock.days.on_or_after(today - timedelta(days=rng.randint(20, 340)))
            rows.append((account, start, start + timedelta(days=rng.choice((0, 0, 1, 4))), deputy))
    away, deputy = cast.consultants[-2], cast.consultants[-1]
    monday = today - timedelta(days=today.weekday())
    rows.append((away, monday, monday + timedelta(days=11), deputy))
    oldest = today - timedelta(days=_HISTORY_DAYS)
    return [_absence(book, *row, now=now, clock=clock) for row in rows if oldest < row[1] < today + timedelta(days=300)]


def _absence(
    book: Daybook, account: Account, first_on: date, last_on: date, deputy: Account, *, now: datetime, clock: WorkClock
) -> Absence:
    absence = book.new(Absence, account=account, first_on=first_on, last_on=last_on, deputy=deputy)
    at = min(clock.on(first_on - timedelta(days=12), 9), clock.later(now - timedelta(days=14), 0))
    book.tell(
        events.AbsenceRecorded(
            account_id=account.pk,
            absence_id=absence.pk,
            first_on=first_on,
            last_on=last_on,
            deputy_id=deputy.pk,
        ),
        actor=account.pseudonym,
        at=at,
    )
    return absence
