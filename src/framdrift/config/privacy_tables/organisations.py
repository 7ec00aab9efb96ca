"""The agency, client companies and their people."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import (
    BUSINESS,
    CLIENT,
    CONTRACT,
    EMPLOYED,
    EMPLOYEE,
    INTEREST,
    KEPT,
    LEFT,
    MACHINERY,
    NO_PERSON,
    NONE,
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
    "organisations.UnitChange": entry(BUSINESS, "How the units lay before.", INTEREST, CLIENT, business="name"),
    "organisations.Employment": entry(
        EMPLOYEE,
        "Who is employed at a client company: whom talks are offered to.",
        INTEREST,
        LEFT,
        employee="external_id name email private_email phone exit_type",
        none="language zone origin",
        pseudonym="pseudonym arrival_key",
    ),
    "organisations.Placement": entry(
        EMPLOYEE, "Where and under whom an employee worked, and when.", INTEREST, LEFT, employee="title"
    ),
    "organisations.PromisedAtHire": entry(
        EMPLOYEE, "What was promised at hire, to ask how it turned out.", INTEREST, LEFT, employee="text"
    ),
    "organisations.RosterMapping": entry(
        NONE, "What the columns of a company's roster mean.", NO_PERSON, CLIENT, none="header_digest mapping"
    ),
    "organisations.RosterRun": entry(
        EMPLOYEE,
        "Rosters that were taken in, and rows that were not.",
        INTEREST,
        MACHINERY,
        none="stored_as state mapping",
        employee="file_name refused",
    ),
}
