"""What was made of talks: where passages lie, what they were coded as. No word of them stands here."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import BUSINESS, EMPLOYEE, INTEREST, KEPT, NO_PERSON, Entry, entry

CODED = "as long as the words they point into; with the employment when it is erased"

REGISTRY: Final[dict[str, Entry]] = {
    "insights.CodebookVersion": entry(
        BUSINESS, "Versions of the codebook.", NO_PERSON, KEPT, none="change theme into", business="reason"
    ),
    "insights.Theme": entry(
        BUSINESS,
        "Themes as a version has them.",
        NO_PERSON,
        KEPT,
        none="code",
        business="name_sv name_en include_sv include_en exclude_sv exclude_en holds_sv holds_en pulls_sv pulls_en",
    ),
    "insights.Passage": entry(
        EMPLOYEE,
        "Where one meaning lies in what was said: positions, not words.",
        INTEREST,
        CODED,
        none="question digest state suggested_with",
    ),
    "insights.Code": entry(
        EMPLOYEE,
        "What a person coded a passage as.",
        INTEREST,
        CODED,
        sensitive="theme direction weight locus influence shock",
        none="part why_ended",
    ),
    "insights.LearntThemes": entry(
        BUSINESS,
        "What the machine has learnt from how people code at level C: numbers under seal, and how well they did.",
        INTEREST,
        "until the next night; not used once a talk it rests on is gone, and deleted with the employment",
        none="mark with_model report",
        employee="talks",
        secret="sealed",
    ),
    "insights.Suggestion": entry(
        EMPLOYEE, "What the machine suggested for a passage.", INTEREST, CODED, sensitive="theme", none="spans"
    ),
}
