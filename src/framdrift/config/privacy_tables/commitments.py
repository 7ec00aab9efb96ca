"""What was promised after talks, and what came of it."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import BUSINESS, CLIENT, EMPLOYEE, INTEREST, Entry, entry

_ASKED = "24 months after the round closes; with the employment when it is erased"

REGISTRY: Final[dict[str, Entry]] = {
    "conversations.Commitment": entry(
        BUSINESS,
        "What a company does because of what its people said; the tie to a talk goes with the person.",
        INTEREST,
        CLIENT,
        none="theme state clearance",
        business="words",
        employee="origin",
    ),
    "conversations.CommitmentReport": entry(
        BUSINESS, "What came of it, in its owner's words.", INTEREST, CLIENT, none="kind", business="words"
    ),
    "conversations.CommitmentVerdict": entry(
        EMPLOYEE, "Whether it helped, answered in a later talk; sealed.", INTEREST, _ASKED, employee="sealed"
    ),
}
