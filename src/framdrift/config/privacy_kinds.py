"""What the register of columns is made of: classes of columns, legal bases, retention, and the entry of one model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column can tell, from nothing to what must never be seen."""

    NONE = "none"
    STAFF = "staff"
    BUSINESS = "business"
    CONTACT = "contact"
    CANDIDATE = "candidate"
    REFEREE = "referee"
    EMPLOYEE = "employee"
    SENSITIVE = "sensitive"
    PSEUDONYM = "pseudonym"
    SECRET = "secret"


NONE, STAFF, BUSINESS, CONTACT = Kind.NONE, Kind.STAFF, Kind.BUSINESS, Kind.CONTACT
CANDIDATE, REFEREE, EMPLOYEE, SENSITIVE, PSEUDONYM, SECRET = (
    Kind.CANDIDATE,
    Kind.REFEREE,
    Kind.EMPLOYEE,
    Kind.SENSITIVE,
    Kind.PSEUDONYM,
    Kind.SECRET,
)

# Legal bases: article 6(1) of the GDPR.
CONTRACT, INTEREST, CONSENT, DUTY, NO_PERSON = (
    "contract (b)",
    "legitimate interest (f)",
    "consent (a)",
    "legal obligation (c)",
    "no personal data",
)
# How long.
EMPLOYED = "24 months after the account is closed"
LEFT = "24 months after the last day of the employment"
CLIENT = "24 months after the company is archived"
DECIDED = "24 months after the decision (FRAMDRIFT_RETENTION_MONTHS)"
ASSIGNMENT = "24 months after the assignment closes"
CHAIN = "kept: pseudonyms and codes only; the map to the person is erased"
MACHINERY = "until replaced, or 90 days"
KEPT = "as long as the installation"


@dataclass(frozen=True)
class Entry:
    """The rows of one model."""

    own: Kind
    purpose: str
    basis: str
    retention: str
    named: Mapping[str, Kind]

    def of(self, column: str) -> Kind:
        """The class of one column."""
        return self.named.get(column, self.own)


def entry(own: Kind, purpose: str, basis: str, retention: str, **groups: str) -> Entry:
    """`candidate="name email"` gives two columns the class CANDIDATE."""
    named = {column: Kind(kind) for kind, columns in groups.items() for column in columns.split()}
    return Entry(own, purpose, basis, retention, named)
