"""Who may see what. Every query starts from a `Viewer`; an object that a viewer may not see does not exist for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from framdrift.organisations.models import Account, Company, Employment, Role

SYSTEM_PSEUDONYM = "system"


@dataclass(frozen=True)
class Viewer:
    """The one who looks or acts.

    `kind` is staff, client, candidate, referee, employee, system or nobody. `account_id` is set for those who sign in,
    `company_id` for a client's seat, `person_id` for a candidate, referee or employee on a personal link.
    """

    kind: str
    pseudonym: str
    account_id: int | None = None
    company_id: int | None = None
    person_id: int | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    name: str = ""
    language: str = "sv"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Stockholm"))

    @property
    def is_lead(self) -> bool:
        """Leads the agency: sees every assignment, also confidential ones."""
        return self.kind == "staff" and Role.Kind.LEAD in self.roles

    @property
    def is_recruiter(self) -> bool:
        """Works with recruitments: a lead or a consultant."""
        return self.kind == "staff" and not self.roles.isdisjoint({Role.Kind.LEAD, Role.Kind.CONSULTANT})

    @property
    def is_admin(self) -> bool:
        """Looks after accounts, settings, jobs and the outbox."""
        return self.kind == "staff" and Role.Kind.ADMIN in self.roles

    @property
    def is_interviewer(self) -> bool:
        """Holds stay and exit talks; walled off from recruiting."""
        return self.kind == "staff" and Role.Kind.INTERVIEWER in self.roles

    @property
    def sees_rosters(self) -> bool:
        """Sees who is employed at the client companies: a lead, an interviewer, an administrator."""
        return self.is_lead or self.is_interviewer or self.is_admin

    @property
    def is_client(self) -> bool:
        """Has a seat at a client company."""
        return self.kind == "client" and self.company_id is not None

    @property
    def is_client_hr(self) -> bool:
        """Has an HR seat at a client company."""
        return self.is_client and Role.Kind.CLIENT_HR in self.roles


NOBODY = Viewer(kind="nobody", pseudonym="nobody")
SYSTEM = Viewer(kind="system", pseudonym=SYSTEM_PSEUDONYM, name="Framdrift")


def viewer_of(account: Account) -> Viewer:
    """The viewer that a signed-in account is: one statement, for its roles."""
    roles = frozenset(account.roles.filter(until__isnull=True).values_list("kind", flat=True))
    return Viewer(
        kind="client" if account.company_id else "staff",
        pseudonym=account.pseudonym,
        account_id=account.pk,
        company_id=account.company_id,
        roles=roles if account.is_active else frozenset(),
        name=account.name,
        language=account.language,
        zone=ZoneInfo(account.zone),
    )


def visible_companies(viewer: Viewer) -> QuerySet[Company]:
    """All companies for staff who recruit, interview or administer; its own for a client's seat."""
    if viewer.kind == "system" or viewer.is_recruiter or viewer.is_admin or viewer.is_interviewer:
        return Company.objects.all()
    if viewer.company_id is not None and viewer.is_client:
        return Company.objects.filter(pk=viewer.company_id)
    return Company.objects.none()


def visible_accounts(viewer: Viewer) -> QuerySet[Account]:
    """Colleagues and client seats for staff; for a client's seat its own company's seats and the agency's staff."""
    if viewer.kind == "system" or (viewer.kind == "staff" and viewer.roles):
        return Account.objects.all()
    if viewer.company_id is not None and viewer.is_client:
        return Account.objects.filter(Q(company_id=viewer.company_id) | Q(company__isnull=True))
    return Account.objects.none()


def visible_employments(viewer: Viewer) -> QuerySet[Employment]:
    """Everybody's for those who hold or plan talks and for administrators; its own company's for an HR seat.

    A consultant and a hiring manager see none: who is employed where is the ground of the conversations.
    """
    if viewer.kind == "system" or viewer.sees_rosters:
        return Employment.objects.all()
    if viewer.company_id is not None and viewer.is_client_hr:
        return Employment.objects.filter(company_id=viewer.company_id)
    return Employment.objects.none()
