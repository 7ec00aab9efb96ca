"""The rows of this folder: the agency with its clients and accounts, and who is employed at the clients."""

from framdrift.organisations.models.agency import (
    Absence,
    Account,
    Agency,
    Company,
    Role,
    Unit,
    UnitChange,
    new_pseudonym,
)
from framdrift.organisations.models.employments import (
    Employment,
    ExitType,
    Origin,
    Placement,
    PromisedAtHire,
)
from framdrift.organisations.models.rosters import RosterMapping, RosterRun

__all__ = [
    "Absence",
    "Account",
    "Agency",
    "Company",
    "Employment",
    "ExitType",
    "Origin",
    "Placement",
    "PromisedAtHire",
    "Role",
    "RosterMapping",
    "RosterRun",
    "Unit",
    "UnitChange",
    "new_pseudonym",
]
