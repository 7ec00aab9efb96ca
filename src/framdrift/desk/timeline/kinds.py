"""The closed lists of the recruiting wing in the reader's words: sides, reasons, statuses, verdicts.

Each table gives a lazy translation by code; `words_for` reads one, and an unknown code is shown as it is, since rows
imported from elsewhere may carry codes of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.recruiting.kinds import (
    AssignmentStatus,
    BallReason,
    CandidacyStatus,
    CloseReason,
    EvidenceKind,
    OfferAnswer,
    PromiseKind,
    Source,
    ToldReason,
    Verdict,
)
from framdrift.recruiting.step_words import SIDES as SIDES

Words = Mapping[str, str | LazyText]

ASSIGNMENT_STATUSES: Words = {
    AssignmentStatus.OPEN: pgettext_lazy("assignment", "open"),
    AssignmentStatus.PAUSED: pgettext_lazy("assignment", "paused"),
    AssignmentStatus.CLOSED: pgettext_lazy("assignment", "closed"),
}
CLOSE_REASONS: Words = {
    CloseReason.FILLED: pgettext_lazy("close reason", "filled by us"),
    CloseReason.CANCELLED: pgettext_lazy("close reason", "cancelled by the client"),
    CloseReason.FILLED_ELSEWHERE: pgettext_lazy("close reason", "filled another way"),
    CloseReason.NOT_FILLED: pgettext_lazy("close reason", "not filled"),
}
CANDIDACY_STATUSES: Words = {
    CandidacyStatus.ACTIVE: pgettext_lazy("candidacy", "active"),
    CandidacyStatus.HIRED: pgettext_lazy("candidacy", "hired"),
    CandidacyStatus.REJECTED: pgettext_lazy("candidacy", "declined by us"),
    CandidacyStatus.WITHDREW: pgettext_lazy("candidacy", "withdrew"),
    CandidacyStatus.DECLINED: pgettext_lazy("candidacy", "declined the offer"),
    CandidacyStatus.EXPIRED: pgettext_lazy("candidacy", "ended with the assignment"),
}
SOURCES: Words = {
    Source.APPLIED: pgettext_lazy("source", "applied"),
    Source.SOURCED: pgettext_lazy("source", "found by search"),
    Source.REFERRED: pgettext_lazy("source", "recommended"),
    Source.POOL: pgettext_lazy("source", "from the talent pool"),
    Source.IMPORTED: pgettext_lazy("source", "imported"),
}
TOLD_REASONS: Words = {
    ToldReason.TOOK_TOO_LONG: pgettext_lazy("told reason", "It took too long"),
    ToldReason.OTHER_OFFER_FIRST: pgettext_lazy("told reason", "Another offer came first"),
    ToldReason.SILENCE: pgettext_lazy("told reason", "Heard nothing"),
    ToldReason.PAY: pgettext_lazy("told reason", "Pay"),
    ToldReason.CONTENT: pgettext_lazy("told reason", "The work itself"),
    ToldReason.LOCATION: pgettext_lazy("told reason", "Place or travel"),
    ToldReason.STAYS: pgettext_lazy("told reason", "Stays where they are"),
    ToldReason.COUNTER_OFFER: pgettext_lazy("told reason", "Counter-offer from the employer"),
    ToldReason.PERSONAL: pgettext_lazy("told reason", "Personal reasons"),
    ToldReason.OTHER_CHOSEN: pgettext_lazy("told reason", "Another candidate was chosen"),
    ToldReason.REQUIREMENTS: pgettext_lazy("told reason", "Does not meet the requirements"),
    ToldReason.POSITION_WITHDRAWN: pgettext_lazy("told reason", "The position was withdrawn"),
    ToldReason.NOT_TOLD: pgettext_lazy("told reason", "No reason told"),
    ToldReason.OTHER: pgettext_lazy("told reason", "Another reason"),
}
BALL_REASONS: Words = {
    BallReason.DO_STEP: pgettext_lazy("ball", "does the step"),
    BallReason.GIVE_TIMES: pgettext_lazy("ball", "gives times"),
    BallReason.GIVE_FEEDBACK: pgettext_lazy("ball", "gives feedback"),
    BallReason.DECIDE: pgettext_lazy("ball", "decides"),
    BallReason.ANSWER_OFFER: pgettext_lazy("ball", "answers the offer"),
    BallReason.GIVE_REFERENCE: pgettext_lazy("ball", "gives a reference"),
    BallReason.SIGN: pgettext_lazy("ball", "signs"),
    BallReason.BOOK: pgettext_lazy("ball", "books a time"),
    BallReason.CONFIRM_TIMES: pgettext_lazy("ball", "says whether the times suit"),
    BallReason.COMPLETE_PROFILE: pgettext_lazy("ball", "completes the profile"),
    BallReason.ANSWER: pgettext_lazy("ball", "answers"),
    BallReason.TAKEN_OVER: pgettext_lazy("ball", "took it over"),
    BallReason.OWNER_CHANGED: pgettext_lazy("ball", "owns the assignment now"),
    BallReason.OTHER: pgettext_lazy("ball", "acts"),
}
PROMISES: Words = {
    PromiseKind.NEWS: pgettext_lazy("promise", "news"),
    PromiseKind.DECISION: pgettext_lazy("promise", "a decision"),
    PromiseKind.FEEDBACK: pgettext_lazy("promise", "feedback"),
    PromiseKind.TIMES: pgettext_lazy("promise", "times to choose from"),
    PromiseKind.SHORTLIST: pgettext_lazy("promise", "a shortlist"),
    PromiseKind.SOURCE_NOTICE: pgettext_lazy("promise", "notice that we keep data"),
    PromiseKind.GUARANTEE: pgettext_lazy("promise", "the end of the guarantee"),
    PromiseKind.CUSTOM: pgettext_lazy("promise", "something else"),
}
EVIDENCE: Words = {
    EvidenceKind.SCORECARD: pgettext_lazy("evidence", "assessment"),
    EvidenceKind.REFERENCE: pgettext_lazy("evidence", "reference"),
    EvidenceKind.TEST: pgettext_lazy("evidence", "test"),
}
VERDICTS: Words = {
    Verdict.ADVANCE: pgettext_lazy("verdict", "Go on to the next step"),
    Verdict.OFFER: pgettext_lazy("verdict", "Make an offer"),
    Verdict.REJECT: pgettext_lazy("verdict", "Decline"),
    Verdict.NEED_MORE: pgettext_lazy("verdict", "Find out more first"),
}
OFFER_ANSWERS: Words = {
    OfferAnswer.ACCEPTED: pgettext_lazy("offer", "accepted"),
    OfferAnswer.DECLINED: pgettext_lazy("offer", "declined"),
    OfferAnswer.TAKEN_BACK: pgettext_lazy("offer", "taken back"),
}
CHANNELS: Words = {
    "phone": pgettext_lazy("channel", "telephone"),
    "email": pgettext_lazy("channel", "e-mail"),
    "letter": pgettext_lazy("channel", "letter"),
    "message": pgettext_lazy("channel", "text message"),
    "meeting": pgettext_lazy("channel", "meeting"),
}
TEMPO_KINDS: Words = {
    "feedback": pgettext_lazy("tempo", "Feedback after a presentation or interview"),
    "decision": pgettext_lazy("tempo", "Decision once the evidence is in"),
    "scheduling": pgettext_lazy("tempo", "Times for a meeting"),
    "offer": pgettext_lazy("tempo", "Offer after the decision"),
    "answer": pgettext_lazy("tempo", "Answer to the offer"),
}
ROLES: Words = {
    "admin": pgettext_lazy("role", "administrator"),
    "lead": pgettext_lazy("role", "agency lead"),
    "consultant": pgettext_lazy("role", "consultant"),
    "interviewer": pgettext_lazy("role", "interviewer"),
    "client_manager": pgettext_lazy("role", "hiring manager"),
    "client_hr": pgettext_lazy("role", "HR"),
}
CONTACT_PARTS: Words = {
    "decider": _("decides"),
    "interviewer": _("interviews"),
    "informed": _("is kept informed"),
}


def words_for(table: Words, code: str) -> str:
    """The words for a code; the code itself where the table has none."""
    return str(table.get(code, code))


def choices(table: Words, *codes: str) -> list[tuple[str, str | LazyText]]:
    """(code, words) for a form: the codes named, or all."""
    return [(str(code), table[code]) for code in (codes or table)]
