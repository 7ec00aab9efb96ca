"""A world with three client companies in which every sensitive field holds words found nowhere else.

North has the assignment at hand (`own`) and another one beside it (`sibling`), South a third (`foreign`); all three are
confidential. West has one that is open to applications, so public words exist too. Rows of every kind are made for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from framdrift.conversations.models import Invitation
from framdrift.foundation import links
from framdrift.foundation.models import FreeText
from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.company_actions import add_unit
from framdrift.organisations.models import Absence, Account, Company, PromisedAtHire, Role, RosterRun, Unit
from framdrift.organisations.roster.actions import Person, Place, hire
from framdrift.recruiting import actions
from framdrift.recruiting import models as rows
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, PlanTemplate, TemplateStep
from tests.access.leavers import let_some_leave
from tests.access.meetings import lay_out_meetings
from tests.access.releases import release_some
from tests.access.talks import invite_to_talks
from tests.cast import Cast

WHICH = ("own", "sibling", "foreign", "public")
_STEPS = [
    ("intake", "assignment"),
    ("screening", "candidacy"),
    ("client_interview", "candidacy"),
    ("decision", "candidacy"),
    ("offer", "candidacy"),
]


@dataclass
class Corner:
    """One assignment with a row of every kind about it."""

    assignment: Assignment
    candidate: Candidate
    candidacy: Candidacy
    assignment_note: rows.Note
    made: dict[type[models.Model], models.Model] = field(default_factory=dict)


@dataclass
class World:
    """Everything that the crawl needs: the cast, four corners, and who is which kind."""

    cast: Cast
    at: datetime
    corners: dict[str, Corner]
    accounts: dict[str, Account]
    tokens: dict[str, str]
    employments: dict[str, int]
    leavers: list[int]


def build(cast: Cast, *, at: datetime) -> World:
    """The whole world, at the instant `at`."""
    loner = Account.objects.create_user("loner@lindekstrom.example", "correct horse battery", name="Lo Ner")
    Role.objects.create(account=loner, kind=Role.Kind.CONSULTANT, since=at - timedelta(days=9))
    template = _template()
    places = {
        "own": (cast.north, cast.owner, True),
        "sibling": (cast.north, cast.teammate, True),
        "foreign": (cast.south, cast.teammate, True),
        "public": (cast.west, cast.lead, False),
    }
    corners = {
        which: _corner(
            template, which, client.company, owner, client.manager if which == "own" else client.hr, hidden, at
        )
        for which, (client, owner, hidden) in places.items()
    }
    for company in Company.objects.all():
        add_unit(company_id=company.pk, name=f"Enhet {company.pk}", by=SYSTEM, at=at)
    _fill_rosters(at)
    for account in (cast.owner, cast.teammate, cast.lead):
        Absence.objects.create(account=account, first_on=at.date(), last_on=at.date() + timedelta(days=2))
    accounts = {
        "admin": cast.admin,
        "lead": cast.lead,
        "consultant": cast.owner,
        "other_consultant": loner,
        "interviewer": cast.interviewer,
        "client_manager": cast.north.manager,
        "client_hr": cast.north.hr,
        "other_client": cast.west.manager,
    }
    talks = invite_to_talks(cast, at=at)
    release_some(talks["other"], talks["employee"], cast.interviewer, at=at)
    employments = {who: talks[who].employment_id for who in ("employee", "leaver", "held")}
    leavers = let_some_leave(cast, at=at)
    return World(cast, at, corners, accounts, _tokens(corners["own"], cast, talks, at), employments, leavers)


def _fill_rosters(at: datetime) -> None:
    """Two employees and a roster file at every company, and what one was promised."""
    for company in Company.objects.all():
        for name in ("Första", "Andra"):
            row = hire(
                company_id=company.pk,
                person=Person(
                    name=name, external_id=name, email=f"{name}@x.example", private_email=f"{name}@y.example"
                ),
                place=Place(title="Titel", unit_id=unit_of(company).pk),
                started_on=at.date() - timedelta(days=400),
                by=SYSTEM,
                at=at,
            )
        PromisedAtHire.objects.create(employment=row, company=company, position=1, text="Löfte")
        RosterRun.objects.create(
            company=company, file_name="lista.csv", put_in_at=at, state="taken", taken_at=at, refused=[[2, "name", "x"]]
        )


def unit_of(company: Company) -> Unit:
    """The one unit of a company."""
    return Unit.objects.get(company=company)


def _template() -> PlanTemplate:
    template = PlanTemplate.objects.create(name="Mall")
    for position, (kind, scope) in enumerate(_STEPS, start=1):
        TemplateStep.objects.create(
            template=template, position=position, type=kind, scope=scope, work_days=3, name_sv=kind, name_en=kind
        )
    return template


def _corner(
    template: PlanTemplate, which: str, company: Company, owner: Account, contact: Account, hidden: bool, at: datetime
) -> Corner:
    by = viewer_of(owner)
    assignment = actions.open_assignment(
        company=company,
        title=f"Uppdrag {which}",
        owner=owner,
        template=template,
        kickoff_on=at.date() - timedelta(days=7),
        facts=actions.Facts(confidential=hidden, apply_open=not hidden, pay_low=40000, pay_high=50000),
        crew=actions.Crew(contacts={contact: "decider"}),
        criteria=[{"name": "Omdöme"}],
        by=by,
        at=at - timedelta(days=7),
    )
    candidate = actions.add_candidate(name=f"Kandidat {which}", email=f"{which}@people.example", by=by, at=at)
    candidacy = actions.enter_candidacy(assignment=assignment, candidate=candidate, source="applied", by=by, at=at)
    note = rows.Note.objects.create(
        assignment=assignment,
        company=company,
        text=FreeText.objects.create(body="ord", digest="x"),
        written_by=owner,
        written_at=at,
    )
    colleagues = Account.objects.filter(company=company).exclude(pk=contact.pk) if which == "own" else ()
    lay_out_meetings(assignment, candidacy, contact, colleagues, at=at)
    corner = Corner(assignment, candidate, candidacy, note)
    _fill(corner, at)
    return corner


def _fill(corner: Corner, at: datetime) -> None:
    """A row of every model of the wing that hangs on an assignment, a candidacy or a candidate and is not there yet."""
    for model in [getattr(rows, name) for name in sorted(rows.__all__, key=lambda name: (name not in _FIRST, name))]:
        relations = {one.name for one in model._meta.concrete_fields if one.is_relation}
        if relations.isdisjoint(_HANGS_ON):
            continue
        there = _existing(model, corner)
        corner.made[model] = there or model.objects.create(**_values(model, corner, at))


def _existing(model: Any, corner: Corner) -> models.Model | None:
    known = {"candidacy": corner.candidacy, "assignment": corner.assignment, "candidate": corner.candidate}
    names = {one.name for one in model._meta.concrete_fields}
    for name, value in known.items():
        if name in names:
            return model.objects.filter(**{name: value}).first()
    return None


_HANGS_ON = {"assignment", "candidacy", "candidate", "presentation", "scorecard", "plan_step", "message"}
_FIRST = {"Decision", "Criterion", "PlanStep", "Presentation", "Scorecard"}  # others hang on these
_WORDS = {
    "kind": "news",
    "part": "informed",
    "reason": "do_step",
    "side": "agency",
    "status": "rejected",
    "to_side": "candidate",
    "told_by_side": "agency",
    "told_reason": "other",
    "verdict": "reject",
    "what": "note",
    "origin": "default",
}
_OWN_WORDS: dict[str, dict[str, Any]] = {
    "MeetingSeat": {"role": "candidate", "account": None},
    "Message": {"channel": "page"},
    "OfferedTime": {"minutes": 45, "taken_at": "now"},
    "ClientQuestion": {"about": "other", "answered_at": "now"},
    "EvidenceNeed": {"kind": "scorecard"},
    "TempoTerm": {"kind": "feedback"},
    "Outcome": {"undone_at": "now"},
    "Pause": {"until": "now"},
    "Upload": {"kind": "cv"},
}


def _values(model: Any, corner: Corner, at: datetime) -> dict[str, Any]:
    own = _OWN_WORDS.get(model.__name__, {})
    values: dict[str, Any] = {name: at if value == "now" else value for name, value in own.items()}
    for one in model._meta.concrete_fields:
        if one.name in values or one.primary_key or (one.has_default() and not one.is_relation):
            continue
        if isinstance(one, models.ForeignKey):
            values[one.name] = _related(one, corner)
        elif not one.null and not one.blank:
            values[one.name] = _plain(one, corner, at)
    return values


def _related(one: Any, corner: Corner) -> Any:
    target = one.related_model
    if target is Account:
        return corner.assignment.owner
    if target is FreeText:
        return FreeText.objects.create(body="ord", digest="x", about=corner.candidate.pseudonym)
    known = {Assignment: corner.assignment, Company: corner.assignment.company, Candidacy: corner.candidacy}
    known |= {Candidate: corner.candidate, rows.PlanStep: corner.candidacy.plan_step} | corner.made
    if one.null and target not in known:
        return None
    return known.get(target) or target.objects.filter(assignment=corner.assignment).first()


def _plain(one: Any, corner: Corner, at: datetime) -> Any:
    if isinstance(one, models.DateTimeField):
        return at
    if isinstance(one, models.DateField):
        return date(2027, 3, 1)
    if isinstance(one, models.CharField | models.TextField):
        return _WORDS.get(one.name, f"{one.name}-{corner.assignment.pk}"[: one.max_length])
    return 1


def _tokens(corner: Corner, cast: Cast, talks: dict[str, Invitation], at: datetime) -> dict[str, str]:
    """A live link for each kind that has one, and one that has run out, of each purpose."""
    reference = corner.made[rows.Reference]
    subjects = {
        "candidate": ("candidate", f"candidacy:{corner.candidacy.pk}"),
        "referee": ("referee", f"reference:{reference.pk}"),
        "employee": ("conversation", f"invitation:{talks['employee'].pk}"),
        "leaver": ("conversation", f"invitation:{talks['leaver'].pk}"),
        "client_manager": ("seat", f"account:{cast.north.manager.pk}"),
        "client_hr": ("seat", f"account:{cast.north.hr.pk}"),
        "other_client": ("seat", f"account:{cast.west.manager.pk}"),
    }
    live = {
        kind: links.make(purpose=purpose, subject_key=key, expires_at=at + timedelta(days=30), at=at)
        for kind, (purpose, key) in subjects.items()
    }
    gone = {
        f"expired {purpose}": links.make(purpose=purpose, subject_key=key, expires_at=at - timedelta(days=1), at=at)
        for purpose, key in subjects.values()
    }
    return live | gone
