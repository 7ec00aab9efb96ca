"""The words of rosters, Swedish and English: which column means what, and how an employment ended."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "external_id": (
        "employee number", "employee no", "employee id", "employment id", "staff id", "staff number",
        "anställningsnummer",
        "anställningsnr", "anstnr", "anst nr", "anställnings id", "medarbetarnummer", "medarbetar id", "personalnummer",
        "external id", "externt id", "id", "nummer", "number",
    ),
    "name": ("name", "full name", "employee", "employee name", "namn", "medarbetare", "anställd", "medarbetarens namn"),
    "first_name": ("first name", "given name", "förnamn", "tilltalsnamn"),
    "last_name": ("last name", "surname", "family name", "efternamn"),
    "email": (
        "work email", "company email", "email", "e-mail", "email address", "arbetsmejl", "jobbmejl", "e-post arbete",
        "e-post", "epost", "e-postadress", "mejl", "mail", "mejladress",
    ),
    "private_email": (
        "private email", "personal email", "privat e-post", "privat mejl", "privat epost", "e-post privat",
    ),
    "phone": ("phone", "phone number", "telephone", "mobile", "telefon", "telefonnummer", "mobil", "mobilnummer"),
    "title": ("title", "job title", "position", "role", "titel", "befattning", "roll", "tjänst", "yrkesroll"),
    "division": ("division", "business area", "business unit", "affärsområde", "affärsenhet", "bolagsdel"),
    "department": ("department", "avdelning", "sektion", "section"),
    "unit": (
        "unit", "unit path", "organisational unit", "organizational unit", "org unit", "team", "group", "enhet",
        "grupp",
        "organisationsenhet", "arbetsgrupp", "enhetssökväg",
    ),
    "manager": (
        "manager id", "manager number", "manager employee number", "manager email", "manager", "reports to",
        "supervisor",
        "line manager", "chefens anställningsnummer", "chef id", "chef nr", "chefens e-post", "närmaste chef", "chef",
        "rapporterar till",
    ),
    "started_on": (
        "start date", "started", "started on", "hire date", "hired", "employed from", "date of hire", "startdatum",
        "anställningsdatum", "anställd från", "anställd sedan", "började", "första dag",
    ),
    "ended_on": (
        "end date", "ended", "ended on", "termination date", "last day", "employed until", "slutdatum", "avgångsdatum",
        "sista dag", "sista anställningsdag", "anställd till", "slutade",
    ),
    "exit_type": (
        "exit type", "termination type", "termination reason", "reason for leaving", "avgångsorsak", "avslutstyp",
        "avgångstyp", "slutorsak", "orsak till avslut",
    ),
    "language": ("language", "preferred language", "språk"),
}  # fmt: skip
"""Header words by what the column means, likeliest first; compared without case, blanks, `-` and `_`."""

EXITS: Mapping[str, tuple[str, ...]] = {
    "own_resignation": (
        "own resignation", "resignation", "resigned", "voluntary", "quit", "egen uppsägning", "egen begäran",
        "uppsägning på egen begäran", "egen vilja",
    ),
    "shortage_of_work": (
        "shortage of work", "redundancy", "redundant", "laid off", "layoff", "arbetsbrist", "övertalighet",
    ),
    "personal_reasons": ("personal reasons", "personliga skäl", "uppsägning personliga skäl"),
    "dismissal": ("dismissal", "dismissed", "fired", "avsked", "avskedad", "avskedande"),
    "probation_ended": ("probation ended", "probation", "provanställning avbruten", "avbruten provanställning",
                        "provanställning upphörde", "provanställningen avslutad"),
    "fixed_term_ended": ("fixed term ended", "end of contract", "contract ended", "temporary ended", "visstid slut",
                         "tidsbegränsad anställning upphörde", "visstidsanställning upphörde", "vikariat slut"),
    "retirement": ("retirement", "retired", "pension", "pensionering", "ålderspension"),
    "agreement": ("agreement", "mutual agreement", "settlement", "överenskommelse", "avgångsöverenskommelse"),
    "internal_move": ("internal move", "transfer", "intern flytt", "internt byte", "övergång inom koncernen"),
    "other": ("other", "annat", "övrigt", "annan orsak"),
}  # fmt: skip
"""Words for how an employment ended, compared as those of the header are; the code itself is one."""

LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "sv": ("sv", "sve", "swe", "svenska", "swedish", "sv-se"),
    "en": ("en", "eng", "engelska", "english", "en-gb", "en-us"),
}
