"""The people and companies that tests play with: an agency, three client companies, and one who belongs nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from framdrift.organisations.models import Account, Agency, Company, Role

_JOINED = timedelta(days=400)


@dataclass(frozen=True)
class Client:
    """A client company and its two seats."""

    company: Company
    manager: Account
    hr: Account


@dataclass(frozen=True)
class Cast:
    """Everybody, with a role each; `stranger` can sign in and may see nothing."""

    agency: Agency
    admin: Account
    lead: Account
    owner: Account
    teammate: Account
    interviewer: Account
    stranger: Account
    north: Client
    south: Client
    west: Client


def gather(*, at: datetime) -> Cast:
    """Put the whole cast into the database; roles began 400 days before `at`."""
    return Cast(
        agency=Agency.objects.create(id=1, name="Lind & Ekström Rekrytering", email="byran@lindekstrom.example"),
        admin=_staff("Sam Administratör", Role.Kind.ADMIN, at),
        lead=_staff("Eva Ekström", Role.Kind.LEAD, at),
        owner=_staff("Ada Lind", Role.Kind.CONSULTANT, at),
        teammate=_staff("Omar Dahl", Role.Kind.CONSULTANT, at),
        interviewer=_staff("Ines Samtal", Role.Kind.INTERVIEWER, at),
        stranger=_account("Stina Främling", "stina@elsewhere.example", None, at),
        north=_client("Nordbygg AB", "nordbygg.example", ("Karin Holm", "Hugo Rask"), at),
        south=_client("Sjövik Handel AB", "sjovik.example", ("Maja Ström", "Olle Hed"), at),
        west=_client("Västkraft AB", "vastkraft.example", ("Leo Berg", "Ylva Sand"), at),
    )


def _client(name: str, domain: str, people: tuple[str, str], at: datetime) -> Client:
    company = Company.objects.create(name=name, email_domain=domain, created_at=at - _JOINED)
    manager, hr = (_account(person, f"{_first(person)}@{domain}", company, at) for person in people)
    _give(manager, Role.Kind.CLIENT_MANAGER, at)
    _give(hr, Role.Kind.CLIENT_HR, at)
    return Client(company=company, manager=manager, hr=hr)


def _staff(name: str, kind: Role.Kind, at: datetime) -> Account:
    account = _account(name, f"{_first(name)}@lindekstrom.example", None, at)
    _give(account, kind, at)
    return account


def _account(name: str, email: str, company: Company | None, at: datetime) -> Account:
    return Account.objects.create_user(
        email, "correct horse battery", name=name, company=company, joined_at=at - _JOINED
    )


def _give(account: Account, kind: Role.Kind, at: datetime) -> None:
    Role.objects.create(account=account, kind=kind, since=at - _JOINED)


def _first(name: str) -> str:
    return name.split(" ")[0].lower()
