"""What this folder announces. Pure: ids, codes and dates, never names or addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from framdrift.foundation.announcement import Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAnnouncement(Announcement):
    """Something about one account; `company_id` is set for a client's seat."""

    subject: ClassVar[str] = "account"

    account_id: int
    company_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOpened(AccountAnnouncement):
    """Somebody may sign in from now on."""

    code: ClassVar[str] = "account-opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanged(AccountAnnouncement):
    """Name, address, title, telephone or hours were changed."""

    code: ClassVar[str] = "account-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDeactivated(AccountAnnouncement):
    """Somebody may no longer sign in, and is signed out."""

    code: ClassVar[str] = "account-deactivated"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReactivated(AccountAnnouncement):
    """Somebody may sign in again."""

    code: ClassVar[str] = "account-reactivated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(AccountAnnouncement):
    """An account may do more than before."""

    code: ClassVar[str] = "role-given"

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(AccountAnnouncement):
    """An account may do less than before."""

    code: ClassVar[str] = "role-ended"

    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesChanged(AccountAnnouncement):
    """Somebody chose their own language and time zone."""

    code: ClassVar[str] = "preferences-changed"

    language: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyMade(AccountAnnouncement):
    """A program may read what the account may read."""

    code: ClassVar[str] = "api-key-made"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyRemoved(AccountAnnouncement):
    """The account's key for programs opens nothing any more."""

    code: ClassVar[str] = "api-key-removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRecorded(AccountAnnouncement):
    """Days when somebody is away, and who stands in."""

    code: ClassVar[str] = "absence-recorded"

    absence_id: int
    first_on: date
    last_on: date
    deputy_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceCancelled(AccountAnnouncement):
    """Somebody will be there after all."""

    code: ClassVar[str] = "absence-cancelled"

    absence_id: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyAnnouncement(Announcement):
    """Something about one client company."""

    subject: ClassVar[str] = "company"

    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyOpened(CompanyAnnouncement):
    """A client company was added."""

    code: ClassVar[str] = "company-opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyChanged(CompanyAnnouncement):
    """A client company's particulars were changed."""

    code: ClassVar[str] = "company-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyArchived(CompanyAnnouncement):
    """A client company was put away; nothing of it is gone."""

    code: ClassVar[str] = "company-archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRestored(CompanyAnnouncement):
    """A client company was taken back from the archive."""

    code: ClassVar[str] = "company-restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAdded(CompanyAnnouncement):
    """A company got a new unit."""

    code: ClassVar[str] = "unit-added"

    unit_id: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRenamed(CompanyAnnouncement):
    """A unit got another name."""

    code: ClassVar[str] = "unit-renamed"

    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMoved(CompanyAnnouncement):
    """A unit lies under another one from now on."""

    code: ClassVar[str] = "unit-moved"

    unit_id: int
    parent_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitClosed(CompanyAnnouncement):
    """A unit is gone from that day on."""

    code: ClassVar[str] = "unit-closed"

    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReopened(CompanyAnnouncement):
    """A unit that was closed is there again."""

    code: ClassVar[str] = "unit-reopened"

    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterTakenIn(CompanyAnnouncement):
    """A file with the company's people was taken in."""

    code: ClassVar[str] = "roster-taken-in"

    run_id: int
    added: int
    changed: int
    moved: int
    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentAnnouncement(Announcement):
    """Something about one employment at a client company."""

    subject: ClassVar[str] = "employment"

    employment_id: int
    company_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentBegun(EmploymentAnnouncement):
    """Somebody is employed at a company, known from a file, from recruiting or by hand."""

    code: ClassVar[str] = "employment-begun"

    origin: str
    started_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentChanged(EmploymentAnnouncement):
    """Name, address, telephone, number, language or days were corrected."""

    code: ClassVar[str] = "employment-changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMoved(EmploymentAnnouncement):
    """Another unit, manager or title from a day on."""

    code: ClassVar[str] = "employment-moved"

    since: date
    unit_id: int | None = None
    manager_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentMoveUndone(EmploymentAnnouncement):
    """The latest move was a mistake and is taken back."""

    code: ClassVar[str] = "employment-move-undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentEnded(EmploymentAnnouncement):
    """The last day and the kind of exit are known."""

    code: ClassVar[str] = "employment-ended"

    ended_on: date
    exit_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentEndUndone(EmploymentAnnouncement):
    """The employment goes on after all."""

    code: ClassVar[str] = "employment-end-undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentWithdrawn(EmploymentAnnouncement):
    """An employment that was added by mistake is gone."""

    code: ClassVar[str] = "employment-withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChanged(Announcement):
    """The agency's particulars were changed."""

    code: ClassVar[str] = "agency-changed"
    subject: ClassVar[str] = "agency"

    agency_id: int = 1
