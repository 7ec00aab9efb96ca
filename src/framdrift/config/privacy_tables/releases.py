"""What was released about groups, and the retold quotes on their way out. A release names nobody and never changes."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import BUSINESS, EMPLOYEE, INTEREST, KEPT, NO_PERSON, STAFF, Entry, entry
from framdrift.config.privacy_tables.conversations import ASKED

REGISTRY: Final[dict[str, Entry]] = {
    "insights.Release": entry(
        STAFF,
        "What was told of groups, by whom and when: bands of whole groups and retold quotes, never changed.",
        NO_PERSON,
        KEPT,
        none="content kind previous digest",
        business="document",
    ),
    "insights.OldSurvey": entry(
        STAFF,
        "What may be told of an old survey of leavers: bands of whole groups, and what columns meant. No row of it.",
        NO_PERSON,
        KEPT,
        none="source header digest rows refused",
        business="mapping document",
    ),
    "insights.ReleasedRound": entry(BUSINESS, "Which rounds a release holds.", NO_PERSON, KEPT),
    "insights.Quote": entry(
        EMPLOYEE,
        "What a person said, retold, with their permission and who released it.",
        INTEREST,
        ASKED,
        none="side language",
        sensitive="theme words",
    ),
}
