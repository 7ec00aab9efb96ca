"""Assignments, candidates, and what is written about them."""

from __future__ import annotations

from typing import Final

from framdrift.config.privacy_kinds import (
    ASSIGNMENT,
    BUSINESS,
    CANDIDATE,
    CLIENT,
    CONSENT,
    CONTACT,
    CONTRACT,
    DECIDED,
    INTEREST,
    KEPT,
    MACHINERY,
    NO_PERSON,
    NONE,
    PSEUDONYM,
    REFEREE,
    SENSITIVE,
    STAFF,
    Entry,
    entry,
)

REGISTRY: Final[dict[str, Entry]] = {
    # recruiting: the assignment
    "recruiting.PlanTemplate": entry(NONE, "Process plans to copy from.", NO_PERSON, KEPT, none="name"),
    "recruiting.DefaultTempoTerm": entry(
        NONE, "What a new tempo agreement starts from.", NO_PERSON, KEPT, none="kind side"
    ),
    "recruiting.TemplateStep": entry(
        NONE,
        "Steps of process plans.",
        NO_PERSON,
        KEPT,
        none="type name_sv name_en scope side public_sv public_en needs",
    ),
    "recruiting.Assignment": entry(
        BUSINESS,
        "The recruitment.",
        INTEREST,
        ASSIGNMENT,
        business="title purpose location",
        none="status pay_currency pay_period close_reason",
        secret="apply_key",
    ),
    "recruiting.Deputy": entry(STAFF, "Who may act for the owner.", INTEREST, ASSIGNMENT),
    "recruiting.Contact": entry(CONTACT, "Who takes part at the client.", INTEREST, ASSIGNMENT, none="part"),
    "recruiting.Criterion": entry(
        BUSINESS, "The requirement profile.", INTEREST, ASSIGNMENT, business="name anchor_1 anchor_3 anchor_5"
    ),
    "recruiting.TempoTerm": entry(BUSINESS, "The tempo agreement.", INTEREST, ASSIGNMENT, none="kind side"),
    "recruiting.NoticePeriod": entry(
        CANDIDATE, "When a candidate can begin, for the last day to sign.", INTEREST, DECIDED
    ),
    "recruiting.KitQuestion": entry(
        BUSINESS, "What everybody is asked at an interview, and who asks.", INTEREST, ASSIGNMENT, business="text"
    ),
    "recruiting.PlanStep": entry(
        BUSINESS,
        "The dated plan.",
        INTEREST,
        ASSIGNMENT,
        business="name_sv name_en public_sv public_en",
        none="type scope side",
    ),
    "recruiting.EvidenceNeed": entry(BUSINESS, "What a decision needs.", INTEREST, ASSIGNMENT, none="kind side"),
    "recruiting.Pause": entry(BUSINESS, "When an assignment stood still.", INTEREST, ASSIGNMENT),
    # recruiting: candidates
    "recruiting.Candidate": entry(
        CANDIDATE,
        "Candidates, to reach them and to weigh requirements.",
        INTEREST,
        DECIDED,
        candidate="name email phone headline employer city about search_text",
        none="language zone",
        pseudonym="pseudonym",
    ),
    "recruiting.Upload": entry(
        CANDIDATE,
        "Papers that a candidate sent.",
        INTEREST,
        DECIDED,
        candidate="name",
        secret="stored_as",
        none="kind media_type digest",
    ),
    "recruiting.Consent": entry(
        CANDIDATE, "Consent to stay in the talent pool.", CONSENT, "until it ends or is taken back"
    ),
    "recruiting.Candidacy": entry(
        CANDIDATE, "One candidate in one assignment.", INTEREST, DECIDED, none="source status precision"
    ),
    "recruiting.Step": entry(CANDIDATE, "Stays at steps, for waiting times.", INTEREST, DECIDED, none="precision"),
    "recruiting.Ball": entry(
        CANDIDATE, "Who must act, since when.", INTEREST, DECIDED, sensitive="label", none="side step_type reason"
    ),
    "recruiting.Promise": entry(CANDIDATE, "Dates told to somebody.", INTEREST, DECIDED, none="kind to_side"),
    "recruiting.Scorecard": entry(
        SENSITIVE, "Assessments against criteria.", INTEREST, DECIDED, sensitive="note draft", none="side"
    ),
    "recruiting.Score": entry(SENSITIVE, "Assessments against criteria.", INTEREST, DECIDED, sensitive="note"),
    "recruiting.Reference": entry(
        REFEREE,
        "References that the candidate named.",
        INTEREST,
        DECIDED,
        referee="name relation email phone",
        sensitive="body",
        none="language",
    ),
    "recruiting.ReferenceAnswer": entry(
        SENSITIVE, "References that the candidate named, by criterion.", INTEREST, DECIDED, sensitive="words"
    ),
    "recruiting.OfferedTime": entry(
        CANDIDATE, "Times for meetings to choose among.", INTEREST, DECIDED, business="place"
    ),
    "recruiting.Meeting": entry(
        CANDIDATE, "Meetings and slots.", INTEREST, DECIDED, business="place", none="kind state uid"
    ),
    "recruiting.MeetingSeat": entry(
        CANDIDATE, "Who sits at which meeting and what they answered.", INTEREST, DECIDED, none="role answer"
    ),
    "recruiting.MeetingChange": entry(
        CANDIDATE, "What happened to a meeting, when and why.", INTEREST, DECIDED, none="what"
    ),
    "recruiting.Sitting": entry(
        CONTACT, "A kick-off's rounds, and who said yes.", INTEREST, ASSIGNMENT, none="state search asked left_out"
    ),
    "recruiting.TimeChoice": entry(CANDIDATE, "Who may choose which time.", INTEREST, DECIDED),
    "recruiting.TestResult": entry(
        SENSITIVE, "What a person concluded from a test.", INTEREST, DECIDED, business="name", sensitive="body"
    ),
    "recruiting.FirstChoice": entry(SENSITIVE, "Whom a person would choose now.", INTEREST, DECIDED),
    "recruiting.Decision": entry(SENSITIVE, "What was decided and why.", INTEREST, DECIDED, none="verdict known"),
    "recruiting.Offer": entry(CANDIDATE, "Offers and answers.", INTEREST, DECIDED, none="answer told_reason"),
    "recruiting.Outcome": entry(
        CANDIDATE, "How candidacies ended.", INTEREST, DECIDED, none="status told_reason told_by_side overdue_side"
    ),
    "recruiting.Advice": entry(SENSITIVE, "What a client is advised before it decides.", INTEREST, DECIDED),
    "recruiting.ClientQuestion": entry(
        SENSITIVE, "What a client asked before it decided, and the answer.", INTEREST, DECIDED, none="about"
    ),
    "recruiting.PlanConfirmation": entry(CONTACT, "Who said yes to which plan.", INTEREST, ASSIGNMENT),
    "recruiting.Note": entry(SENSITIVE, "Colleagues' notes.", INTEREST, DECIDED),
    "recruiting.Message": entry(
        CANDIDATE,
        "What people outside write to us.",
        INTEREST,
        "with the candidate; unsorted ones 90 days",
        none="key kind channel side why_unsorted",
        candidate="name email",
        sensitive="subject",
    ),
    "recruiting.MessageFile": entry(
        CANDIDATE,
        "Files that came with a message.",
        INTEREST,
        "with the message",
        candidate="name",
        secret="stored_as",
        none="media_type digest",
    ),
    # recruiting: imports and trade
    "recruiting.ImportedKey": entry(
        PSEUDONYM,
        "So that nothing is imported twice.",
        INTEREST,
        DECIDED,
        none="source kind external_id digest",
        sensitive="raw",
    ),
    "recruiting.ImportMapping": entry(
        NONE, "Which column means what.", NO_PERSON, KEPT, none="header_digest name mapping"
    ),
    "recruiting.ImportRun": entry(
        STAFF,
        "How imports went.",
        INTEREST,
        MACHINERY,
        none="source file_name file_digest mapping state error",
        secret="stored_as",
    ),
    "recruiting.RefusedRow": entry(
        NONE, "Rows not taken, and why.", INTEREST, MACHINERY, none="place field", sensitive="reason"
    ),
    "recruiting.FeeMilestone": entry(
        BUSINESS, "When the fee falls due.", CONTRACT, ASSIGNMENT, business="name", none="currency"
    ),
    "recruiting.Presentation": entry(
        SENSITIVE, "Shortlists for the client.", INTEREST, DECIDED, none="language", sensitive="introduction"
    ),
    "recruiting.PresentedCandidacy": entry(
        SENSITIVE, "Shortlists for the client.", INTEREST, DECIDED, sensitive="words"
    ),
    "recruiting.TouchTime": entry(STAFF, "Estimated working time.", INTEREST, ASSIGNMENT, none="what origin"),
    "momentum.RiskFit": entry(
        NONE,
        "What waiting does to whether candidates stay: counts and effects, nobody in particular.",
        NO_PERSON,
        MACHINERY,
        none="ended effects leaving record incidence",
    ),
    "momentum.Forecast": entry(
        NONE,
        "When the decision, the yes and the start of an assignment were foretold to come.",
        NO_PERSON,
        ASSIGNMENT,
        none="what occasion history method digest",
    ),
    "momentum.Suggestion": entry(
        SENSITIVE,
        "What was suggested as advice to a client, and the events behind each number.",
        INTEREST,
        DECIDED,
        none="rules_version language sentences",
    ),
    "momentum.LetterRule": entry(
        BUSINESS, "What an assignment's letters do by themselves.", NO_PERSON, ASSIGNMENT, none="weekly"
    ),
    "momentum.WeeklyOptOut": entry(CONTACT, "Who does not want the weekly letter.", CONSENT, CLIENT),
    "recruiting.Snooze": entry(STAFF, "What somebody set aside until a date.", INTEREST, MACHINERY, none="item"),
}
