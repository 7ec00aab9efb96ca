"""People who leave, the echo, and what interviewers note for their own learning."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import CONSENT, CONTACT, EMPLOYEE, INTEREST, LEFT, STAFF, Entry, entry
from framdrift.config.privacy_tables.answers import SAID

TALKED = "24 months after the round closes; with the employment when it is erased"

REGISTRY: Final[dict[str, Entry]] = {
    "conversations.Leaver": entry(
        CONTACT, "About whom the manager and HR are asked when an employment ends.", INTEREST, LEFT
    ),
    "conversations.LeaverView": entry(
        EMPLOYEE,
        "What the manager and HR each think of somebody's leaving.",
        INTEREST,
        LEFT,
        none="side",
        sensitive="regretted avoidable believed words",
    ),
    "conversations.ExitReading": entry(
        EMPLOYEE, "Shocks, path and reason as the interviewer noted them, sealed.", INTEREST, SAID, sensitive="sealed"
    ),
    "conversations.EchoWish": entry(
        EMPLOYEE,
        "A leaver's yes to a call, and the private address given for it.",
        CONSENT,
        "9 months after the last day, or until it is taken back",
        employee="address",
    ),
    "conversations.ProbeUse": entry(
        STAFF, "Follow-ups that an interviewer used, for their own learning.", INTEREST, TALKED, none="question"
    ),
    "conversations.TalkShare": entry(STAFF, "How much an interviewer talked, by their own estimate.", INTEREST, TALKED),
}
