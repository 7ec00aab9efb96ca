"""A company with units, managers and employees, and programmes at every level, as rows: no launch, no letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from framdrift.conversations.kinds import Channel, Holder, Level, ProgrammeState, TalkKind
from framdrift.conversations.models import (
    Guide,
    GuideQuestion,
    GuideVersion,
    Invitation,
    Programme,
    ProgrammeInterviewer,
    ProgrammeRound,
)
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account, Company, Employment, Placement, Role, Unit
from framdrift.planning.models import WorkingHours
from tests.cast import Cast

QUESTIONS = ("K1", "K2", "K3")


@dataclass
class Talks:
    """One programme at one level, its round, and an invitation for each employee."""

    programme: Programme
    round: ProgrammeRound
    invitations: list[Invitation] = field(default_factory=list)


@dataclass
class Place:
    """A company where talks are held: its unit, manager's seat, HR's seat, employees and who interviews them."""

    company: Company
    unit: Unit
    manager: Account
    hr: Account
    interviewer: Account
    other_interviewer: Account
    employees: list[Employment]
    at: datetime

    def talks(self, level: str, **changes: object) -> Talks:
        """A launched programme at this level with an open round and everybody invited."""
        fields: dict[str, object] = {
            "company": self.company,
            "kind": TalkKind.STAY,
            "guide_version": guide(self.at),
            "name_sv": "Stannasamtal",
            "name_en": "Stay interviews",
            "level": level,
            "channel": Channel.WRITTEN,
            "holder": Holder.AGENCY,
            "starts_on": self.at.date(),
            "state": ProgrammeState.LAUNCHED,
            "made_at": self.at,
            "launched_at": self.at,
            "contact_name": "Karin Holm",
            **changes,
        }
        programme = Programme.objects.create(**fields)
        ProgrammeInterviewer.objects.create(programme=programme, account=self.interviewer)
        day = self.at.date()
        open_round = ProgrammeRound.objects.create(
            programme=programme, company=self.company, number=1, opens_on=day, closes_on=day + timedelta(days=42)
        )
        is_anonymous = level == Level.ANONYMOUS
        invitations = [
            Invitation.objects.create(
                programme=programme,
                round=open_round,
                company=self.company,
                employment=employment,
                unit=self.unit,
                interviewer=None if is_anonymous else self.interviewer,
                reason="round",
                is_anonymous=is_anonymous,
                ask_on=day,
                due_on=day + timedelta(days=42),
                state="invited",
            )
            for employment in self.employees
        ]
        return Talks(programme, open_round, invitations)


def guide(at: datetime) -> GuideVersion:
    """Three core questions in both languages, made once."""
    found = GuideVersion.objects.filter(guide__name_sv="Provguiden").first()
    if found is not None:
        return found
    version = GuideVersion.objects.create(
        guide=Guide.objects.create(kind=TalkKind.STAY, name_sv="Provguiden", name_en="Test guide"),
        number=1,
        made_at=at,
        frozen_at=at,
    )
    for position, code in enumerate(QUESTIONS, start=1):
        GuideQuestion.objects.create(
            version=version,
            code=code,
            position=position,
            text_sv=f"Fråga {position}?",
            text_en=f"Question {position}?",
            is_core=True,
        )
    return version


def employee_viewer(employment: Employment) -> Viewer:
    """The person on their own link."""
    return Viewer(
        kind="employee", pseudonym=employment.pseudonym, person_id=employment.pk, name=employment.name, language="sv"
    )


def meets_every_day(place: Place) -> Place:
    """Its interviewer has said that she can meet from nine to five, all week."""
    for weekday in range(7):
        WorkingHours.objects.create(account=place.interviewer, weekday=weekday, from_time=time(9), to_time=time(17))
    return place


def settle(cast: Cast, *, at: datetime, people: int = 3) -> Place:
    """North, with its manager as everybody's nearest manager."""
    company = cast.north.company
    unit = Unit.objects.filter(company=company).first() or Unit.objects.create(company=company, name="Ekonomi")
    day = at.date() - timedelta(days=900)
    boss = _employ(company, "Mona Chef", "mona@north.example", at=at)
    boss.account = cast.north.manager
    boss.save()
    employees = [_employ(company, f"Person {n}", f"p{n}@north.example", at=at) for n in range(1, people + 1)]
    for employment in employees:
        Placement.objects.create(employment=employment, company=company, unit=unit, manager=boss, since=day)
    other = Account.objects.create_user("other.interviewer@lindekstrom.example", name="Olle Annan")
    Role.objects.create(account=other, kind=Role.Kind.INTERVIEWER, since=at)
    return Place(company, unit, cast.north.manager, cast.north.hr, cast.interviewer, other, employees, at)


def _employ(company: Company, name: str, email: str, *, at: datetime) -> Employment:
    return Employment.objects.create(
        company=company,
        external_id=email,
        name=name,
        email=email,
        started_on=at.date() - timedelta(days=900),
        origin="imported",
    )


def viewer(account: Account) -> Viewer:
    """Somebody who signs in."""
    return viewer_of(account)
