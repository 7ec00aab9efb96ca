"""The listening wing: guides, programmes, and who has been asked to a talk."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import (
    BUSINESS,
    CLIENT,
    CONTACT,
    INTEREST,
    KEPT,
    NO_PERSON,
    Entry,
    entry,
)

ASKED = "24 months after the round closes; with the employment when it is erased"

REGISTRY: Final[dict[str, Entry]] = {
    "conversations.Guide": entry(
        BUSINESS, "Guides to talks.", NO_PERSON, KEPT, none="kind shipped_as", business="name_sv name_en"
    ),
    "conversations.GuideVersion": entry(BUSINESS, "Guides as they stood when they were used.", NO_PERSON, KEPT),
    "conversations.GuideQuestion": entry(
        BUSINESS, "Questions of a guide.", NO_PERSON, KEPT, none="code moment themes", business="text_sv text_en"
    ),
    "conversations.GuideProbe": entry(
        BUSINESS, "Follow-up questions at hand.", NO_PERSON, KEPT, business="text_sv text_en"
    ),
    "conversations.Programme": entry(
        BUSINESS,
        "Which talks a company holds, with whom and how confidential.",
        INTEREST,
        CLIENT,
        none="kind level channel holder audience state",
        business="name_sv name_en",
        contact="contact_name contact_email contact_phone",
    ),
    "conversations.Programme_units": entry(BUSINESS, "In which units.", INTEREST, CLIENT),
    "conversations.Touchpoint": entry(
        BUSINESS, "When in an employment a talk falls due.", NO_PERSON, CLIENT, none="code anchor"
    ),
    "conversations.ProgrammeInterviewer": entry(CONTACT, "Who holds the talks.", INTEREST, CLIENT),
    "conversations.ProgrammeText": entry(
        BUSINESS, "What people were told at launch.", INTEREST, CLIENT, none="code language", business="text"
    ),
    "conversations.ProgrammeCheck": entry(
        CONTACT, "Who confirmed each point of the checklist.", INTEREST, CLIENT, none="code"
    ),
    "conversations.ProgrammeRound": entry(BUSINESS, "Rounds of a programme.", NO_PERSON, CLIENT),
    "conversations.Invitation": entry(
        CONTACT,
        "Who was asked to a talk; at level D that a letter was sent, and nothing else.",
        INTEREST,
        ASKED,
        none="reason state",
        contact="place",
    ),
    "conversations.TalkTime": entry(CONTACT, "Times offered for a talk.", INTEREST, ASKED),
}
