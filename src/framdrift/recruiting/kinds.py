"""The closed lists of the wing: step types, sides, statuses, reasons. Pure; models and rules both read them."""

from __future__ import annotations

from enum import StrEnum


class StepType(StrEnum):
    """What is done at a step. Types drive logic, never names or layout."""

    INTAKE = "intake"
    SEARCH = "search"
    SCREENING = "screening"
    INTERVIEW = "interview"
    CLIENT_PRESENTATION = "client_presentation"
    CLIENT_INTERVIEW = "client_interview"
    TEST = "test"
    REFERENCES = "references"
    DECISION = "decision"
    OFFER = "offer"
    SIGNING = "signing"


class Scope(StrEnum):
    """Whether a plan step is the assignment's own or each candidacy's."""

    ASSIGNMENT = "assignment"
    CANDIDACY = "candidacy"


class Side(StrEnum):
    """Where a ball lies."""

    AGENCY = "agency"
    CLIENT = "client"
    CANDIDATE = "candidate"
    OUTSIDE = "outside"


class AssignmentStatus(StrEnum):
    """Open: runs. Paused: clocks stand still. Closed: ended, filled or not."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why an assignment was closed."""

    FILLED = "filled"
    CANCELLED = "cancelled"
    FILLED_ELSEWHERE = "filled_elsewhere"
    NOT_FILLED = "not_filled"


class CandidacyStatus(StrEnum):
    """Active, or how it ended. `expired` is an automatic end and nobody's choice."""

    ACTIVE = "active"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDREW = "withdrew"
    DECLINED = "declined"
    EXPIRED = "expired"


ENDED_STATUSES = tuple(status for status in CandidacyStatus if status is not CandidacyStatus.ACTIVE)


class Source(StrEnum):
    """How a candidacy came to be."""

    APPLIED = "applied"
    SOURCED = "sourced"
    REFERRED = "referred"
    POOL = "pool"
    IMPORTED = "imported"


class ToldReason(StrEnum):
    """The reason a person told for leaving, declining or being declined."""

    TOOK_TOO_LONG = "took_too_long"
    OTHER_OFFER_FIRST = "other_offer_first"
    SILENCE = "silence"
    PAY = "pay"
    CONTENT = "content"
    LOCATION = "location"
    STAYS = "stays"
    COUNTER_OFFER = "counter_offer"
    PERSONAL = "personal"
    OTHER_CHOSEN = "other_chosen"
    REQUIREMENTS = "requirements"
    POSITION_WITHDRAWN = "position_withdrawn"
    ACCEPTED = "accepted"
    NOT_TOLD = "not_told"
    OTHER = "other"


TIME_REASONS = frozenset({ToldReason.TOOK_TOO_LONG, ToldReason.OTHER_OFFER_FIRST, ToldReason.SILENCE})


class BallReason(StrEnum):
    """Why the ball lies where it lies: what its holder is to do."""

    DO_STEP = "do_step"
    GIVE_TIMES = "give_times"
    GIVE_FEEDBACK = "give_feedback"
    DECIDE = "decide"
    ANSWER_OFFER = "answer_offer"
    GIVE_REFERENCE = "give_reference"
    SIGN = "sign"
    BOOK = "book"
    CONFIRM_TIMES = "confirm_times"
    COMPLETE_PROFILE = "complete_profile"
    ANSWER = "answer"
    TAKEN_OVER = "taken_over"
    OWNER_CHANGED = "owner_changed"
    OTHER = "other"


class PromiseKind(StrEnum):
    """What a date was told about."""

    NEWS = "news"
    DECISION = "decision"
    FEEDBACK = "feedback"
    TIMES = "times"
    SHORTLIST = "shortlist"
    SOURCE_NOTICE = "source_notice"
    GUARANTEE = "guarantee"
    CUSTOM = "custom"


class EvidenceKind(StrEnum):
    """What a decision may need to rest on."""

    SCORECARD = "scorecard"
    REFERENCE = "reference"
    TEST = "test"


class Verdict(StrEnum):
    """What was decided about a candidacy."""

    ADVANCE = "advance"
    OFFER = "offer"
    REJECT = "reject"
    NEED_MORE = "need_more"


class OfferAnswer(StrEnum):
    """How an offer ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Precision(StrEnum):
    """How well the instant of a transition is known."""

    EXACT = "exact"
    DAY = "day"
    CURRENT_ONLY = "current_only"
    ARRIVAL = "arrival"


class MessageKind(StrEnum):
    """What came: a person's words, a machine's answer ("out of office"), or a letter of ours that came back."""

    WORDS = "words"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"


class MessageChannel(StrEnum):
    """Which way a message came."""

    PAGE = "page"
    MAIL = "mail"


class Unsorted(StrEnum):
    """Why a mail belongs to nothing yet: nobody we know, not whom the letter went to, or several assignments fit."""

    UNKNOWN_SENDER = "unknown_sender"
    OTHER_SENDER = "other_sender"
    NO_ASSIGNMENT = "no_assignment"


class MeetingKind(StrEnum):
    """What a meeting is for: seeing a candidate, talking it over afterwards, deciding."""

    INTERVIEW = "interview"
    DEBRIEF = "debrief"
    DECISION = "decision"


class MeetingState(StrEnum):
    """Proposed: thought of, nobody's time is taken. Held: kept free for it. Confirmed: it takes place. Cancelled."""

    PROPOSED = "proposed"
    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


LIVE_MEETINGS = (MeetingState.HELD, MeetingState.CONFIRMED)
"""The states in which a meeting takes its people's time."""


class SeatRole(StrEnum):
    """What somebody does at a meeting."""

    HOST = "host"
    INTERVIEWER = "interviewer"
    DECIDER = "decider"
    CANDIDATE = "candidate"


class SeatAnswer(StrEnum):
    """What somebody said to an invitation; the words of RFC 5545."""

    NEEDS_ACTION = "needs-action"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"


class MeetingStep(StrEnum):
    """What happened to a meeting."""

    PROPOSED = "proposed"
    HELD = "held"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    TAKEN = "taken"
    FREED = "freed"
    DECLINED = "declined"
    SUBSTITUTED = "substituted"
    RESTORED = "restored"
    CANCELLED = "cancelled"
    ANSWERED = "answered"


class SittingState(StrEnum):
    """A kick-off sitting: being drafted, sent to the client, confirmed by it, or dropped."""

    DRAFTED = "drafted"
    SENT = "sent"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class SearchState(StrEnum):
    """How the search for better times stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
