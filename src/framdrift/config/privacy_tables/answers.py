"""What people said in talks: sealed at rest."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import DUTY, EMPLOYEE, INTEREST, NO_PERSON, NONE, SECRET, Entry, entry

SAID = "by level after the round closes: A and B 24 months, C and D 12; what was never approved 90 days"
MATTER = "until it is closed, and then as the talk"

REGISTRY: Final[dict[str, Entry]] = {
    "answers.ProgrammeKey": entry(
        NONE, "The level of a programme as people were told, and which key seals it.", NO_PERSON, SAID, none="level"
    ),
    "answers.Talk": entry(
        EMPLOYEE,
        "That a talk was held, and how far its record has come.",
        INTEREST,
        "24 months after the round closes; with the employment when it is erased",
        none="state",
    ),
    "answers.Note": entry(
        EMPLOYEE,
        "What was said or written, sealed.",
        INTEREST,
        SAID,
        sensitive="sealed",
        none="question kind writer",
    ),
    "answers.SeriousMatter": entry(
        EMPLOYEE, "What somebody has a duty to act on, sealed.", DUTY, MATTER, sensitive="sealed"
    ),
    "answers.AnonymousRound": entry(NONE, "Which key seals an anonymous round.", NO_PERSON, SAID),
    "answers.BlankAnswer": entry(
        NONE,
        "Places for anonymous answers, sealed; nothing leads from one to a person.",
        NO_PERSON,
        SAID,
        sensitive="sealed",
    ),
    "answers.AnonymousCode": entry(
        SECRET,
        "Codes of anonymous letters, by hash, without recipient; whether one is used is sealed.",
        NO_PERSON,
        "until the round closes",
        secret="digest sealed",
    ),
    "answers.RightsRequest": entry(
        EMPLOYEE,
        "Who asked for their data or for erasure, and which two people handled it.",
        DUTY,
        "24 months",
        none="kind",
    ),
}
