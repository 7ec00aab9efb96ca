"""Which column means what: proposed from the words of the header, in Swedish and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAMES: Mapping[str, tuple[str, ...]] = {
    "application_id": ("application id", "candidacy id", "ansöknings id", "ansökan id", "kandidatur id", "id"),
    "event_id": ("event id", "transition id", "history id", "händelse id", "rad id"),
    "candidate_id": ("candidate id", "person id", "applicant id", "kandidat id", "sökande id"),
    "candidate": (
        "candidate name", "candidate", "full name", "name", "applicant", "applicant name",
        "kandidatens namn", "kandidat", "kandidatnamn", "namn", "sökande",
    ),
    "first_name": ("first name", "given name", "förnamn", "tilltalsnamn"),
    "last_name": ("last name", "surname", "family name", "efternamn"),
    "email": ("email", "e-mail", "email address", "e-post", "epost", "e-postadress", "mejl", "mail", "mailadress"),
    "phone": ("phone", "phone number", "telephone", "mobile", "telefon", "telefonnummer", "mobil", "mobilnummer"),
    "job_id": ("job id", "assignment id", "requisition id", "jobb id", "uppdrags id", "tjänst id"),
    "job": (
        "assignment", "job", "job title", "job name", "position", "role", "requisition", "vacancy",
        "uppdrag", "tjänst", "jobb", "befattning", "roll", "annons", "rekrytering",
    ),
    "company": (
        "company", "client", "customer", "client company", "employer", "account",
        "företag", "kund", "kundföretag", "bolag", "arbetsgivare", "uppdragsgivare",
    ),
    "stage": (
        "stage", "step", "current stage", "stage name", "to stage", "status", "steg", "fas", "processteg", "läge",
    ),
    "entered": (
        "entered", "entered date", "entered at", "stage entered", "stage date", "moved at", "changed at", "since",
        "in i steget", "stegdatum", "sedan", "datum för steg", "flyttad", "timestamp", "date", "datum", "tidpunkt",
    ),
    "left": (
        "left", "left date", "left at", "stage left", "until", "lämnade", "lämnat", "till och med", "lämnade steget",
    ),
    "applied": ("applied", "applied at", "applied date", "application date", "created", "ansökte", "ansökningsdatum",
                "ansökt", "inkom", "inkommen"),
    "outcome": ("outcome", "result", "final status", "utfall", "resultat", "slutstatus", "avslutad som"),
    "ended": ("ended", "end date", "closed at", "outcome date", "hired at", "rejected at", "avslutad", "slutdatum",
              "avslutsdatum"),
    "reason": ("reason", "rejection reason", "outcome reason", "anledning", "orsak", "skäl", "avslagsorsak"),
    "found_by": ("source", "channel", "found by", "källa", "kanal", "hittad via"),
    "recruiter": ("recruiter", "consultant", "owner", "handläggare", "rekryterare", "konsult", "ansvarig"),
    "actor": ("actor", "moved by", "changed by", "user", "flyttad av", "ändrad av", "användare"),
}  # fmt: skip
"""Header words by what the column means, likeliest first; compared without case, blanks, `-` and `_`."""


def propose(header: Sequence[str], known: Mapping[str, tuple[str, ...]] = NAMES) -> dict[str, str]:
    """{what it means: column} for the columns whose names are known; each column means one thing."""
    bare: dict[str, str] = {}
    for column in header:
        bare.setdefault(plain(column), column)
    found: dict[str, str] = {}
    for meaning, names in known.items():
        for name in names:
            column = bare.get(plain(name), "")
            if column and column not in found.values():
                found[meaning] = column
                break
    return found


def plain(name: str) -> str:
    """A word as words are compared here: without case, blanks and signs between."""
    return re.sub(r"[\s_\-.:/()]", "", name).lower()
