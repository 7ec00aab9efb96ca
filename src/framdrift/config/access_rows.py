"""What the table of access is made of: verdicts, kinds of users, rows, and the groups of rows that say what they mean.

The table itself is `config/access_policy.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal


class Verdict(StrEnum):
    """What a kind of user may do at an address."""

    ALLOW = "allow"
    OWN = "own"
    DENY = "deny"


ALLOW, OWN, DENY = Verdict.ALLOW, Verdict.OWN, Verdict.DENY
Door = Literal["account", "link", "open"]

KINDS: Final = (
    "admin",
    "lead",
    "consultant",
    "other_consultant",
    "interviewer",
    "client_manager",
    "client_hr",
    "other_client",
    "candidate",
    "referee",
    "employee",
    "leaver",
    "expired_link",
    "anonymous",
)


@dataclass(frozen=True)
class Row:
    """One line of the table: a verdict for every kind, and the sort of door."""

    verdicts: Mapping[str, Verdict]
    door: Door = "account"

    def of(self, kind: str) -> Verdict:
        """The verdict for one kind of user."""
        return self.verdicts[kind]


def row(*, door: Door = "account", **verdicts: Verdict) -> Row:
    """A row; kinds that are not named are denied. An unknown kind is refused when the table is read."""
    if unknown := verdicts.keys() - set(KINDS):
        raise ValueError(f"No such kind of user: {', '.join(sorted(unknown))}.")
    return Row({kind: verdicts.get(kind, DENY) for kind in KINDS}, door)


def rows(line: Row, *names: str) -> dict[str, Row]:
    """The same row for several addresses."""
    return dict.fromkeys(names, line)


# --- groups ----------------------------------------------------------------------------------------
OPEN: Final = row(door="open", **dict.fromkeys(KINDS, ALLOW))
"""No lock: sign-in, health, the root. The view itself shows nothing that is anyone's."""

ANY_ACCOUNT: Final = row(
    admin=ALLOW,
    lead=ALLOW,
    consultant=ALLOW,
    other_consultant=ALLOW,
    interviewer=ALLOW,
    client_manager=ALLOW,
    client_hr=ALLOW,
    other_client=ALLOW,
)
"""Whoever is signed in, about themselves."""

OWN_KEY: Final = row(
    admin=OWN,
    lead=OWN,
    consultant=OWN,
    other_consultant=OWN,
    interviewer=OWN,
    client_manager=OWN,
    client_hr=OWN,
    other_client=OWN,
)
"""Whoever is signed in, for a key of their own."""

ANY_STAFF: Final = row(admin=ALLOW, lead=ALLOW, consultant=ALLOW, other_consultant=ALLOW, interviewer=ALLOW)
"""Everyone at the agency."""

ADMINISTRATION: Final = row(admin=ALLOW, lead=ALLOW)
"""Accounts, settings, outbox, failures."""

ADMIN_ONLY: Final = row(admin=ALLOW)
"""The machinery."""

STAFF_RECRUITING: Final = row(lead=ALLOW, consultant=ALLOW, other_consultant=ALLOW)
"""Those who recruit, for every assignment that is not confidential. For objects that may be confidential use
RECRUITING_OBJECT."""

RECRUITING_OBJECT: Final = row(lead=ALLOW, consultant=OWN, other_consultant=OWN)
"""A lead always; a consultant where the assignment is open to colleagues or theirs."""

LEADS: Final = row(lead=ALLOW)
"""Figures and settings of the agency."""

INTERVIEWERS: Final = row(interviewer=ALLOW)
"""Those who hold stay and exit talks."""

CLIENT_SEAT: Final = row(client_manager=OWN, client_hr=OWN, other_client=OWN)
"""A seat at a client company, for what is its own."""

CANDIDATE_LINK: Final = row(door="link", candidate=OWN)
REFEREE_LINK: Final = row(door="link", referee=OWN)
EMPLOYEE_LINK: Final = row(door="link", employee=OWN, leaver=OWN)
"""Opened by the token in the path."""

SEAT_LINK: Final = row(door="link", client_manager=OWN, client_hr=OWN, other_client=OWN)
"""The link in a client's letter; it leads to the one-time code."""
