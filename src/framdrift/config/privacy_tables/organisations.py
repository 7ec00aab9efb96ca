"""The agency, client companies and their people."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import (
    BUSINESS,
    CLIENT,
    CONTRACT,
    EMPLOYED,
    INTEREST,
    KEPT,
    NO_PERSON,
    STAFF,
    Entry,
    entry,
)

REGISTRY: Final[dict[str, Entry]] = {
    # organisations
    "organisations.Agency": entry(
        BUSINESS,
        "Who the agency is, told to outsiders.",
        NO_PERSON,
        KEPT,
        none="name language email phone intake_domain",
    ),
    "organisations.Company": entry(
        BUSINESS, "Client companies.", INTEREST, CLIENT, business="name organisation_number email_domain note"
    ),
    "organisations.Unit": entry(BUSINESS, "Parts of client companies.", INTEREST, CLIENT, business="name"),
    "organisations.Account": entry(
        STAFF,
        "Signing in, and reaching each other.",
        CONTRACT,
        EMPLOYED,
        secret="password",
        staff="email name title phone",
        none="language zone",
        pseudonym="pseudonym",
    ),
    "organisations.Role": entry(STAFF, "What an account may do, and when it could.", CONTRACT, EMPLOYED, none="kind"),
    "organisations.Absence": entry(STAFF, "Plans and reminders that respect absences.", CONTRACT, EMPLOYED),
}
