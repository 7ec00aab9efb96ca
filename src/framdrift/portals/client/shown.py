"""What a candidate's page says beside its rows: the words for who has the ball, what is missing, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.foundation.calendar import agency_zone
from framdrift.portals.client.words import ABOUT, DECIDED, ENDED, missing_words, step_of, words_of
from framdrift.recruiting.kinds import CandidacyStatus, Side
from framdrift.recruiting.models import ClientQuestion, Decision
from framdrift.recruiting.queries.client_candidacies import ClientCandidacy, MissingLine
from framdrift.recruiting.queries.evidence import GivenScore
from framdrift.recruiting.queries.second_thoughts import SECOND_THOUGHTS
from framdrift.science.calendars import local_date

_CLOSE = 1


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One criterion: everybody's score by person, and in words how far they lie apart."""

    name: str
    scores: tuple[GivenScore, ...]
    spread: str
    is_apart: bool


@dataclass(frozen=True, slots=True)
class MissingShown:
    """One missing piece: what and who, and since when it has been asked for."""

    words: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """One decision; `may_take_back` while its author may think again."""

    decision: Decision
    words: str
    was_known: str
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """What was asked, and the answer where there is one."""

    question: ClientQuestion
    about: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page adds to its rows."""

    step: str
    ended: str
    holder: str
    ball_is_own: bool
    ball_is_late: bool
    missing: tuple[MissingShown, ...]
    in_hand: str
    scores: tuple[ScoreLine, ...]
    decisions: tuple[DecisionShown, ...]
    questions: tuple[QuestionShown, ...]


def shown_candidacy(page: ClientCandidacy, *, account_id: int | None, at: datetime) -> Shown:
    """The page's own words as of `at`, for the seat that looks. No statement."""
    return Shown(
        step=step_of(page.candidacy),
        ended="" if page.is_active else words_of(ENDED, page.candidacy.status),
        holder=_holder(page),
        ball_is_own=page.ball is not None and page.ball.account_id == account_id,
        ball_is_late=page.ball is not None and page.ball.until_on < local_date(at, agency_zone()),
        missing=tuple(_missing(line) for line in page.gate.missing),
        in_hand=_in_hand(page),
        scores=_scores(page),
        decisions=tuple(_decision(one, account_id=account_id, at=at) for one in page.decisions),
        questions=tuple(
            QuestionShown(one, words_of(ABOUT, one.about)) for one in page.questions if one.withdrawn_at is None
        ),
    )


def _holder(page: ClientCandidacy) -> str:
    """Who has the ball, by name on the agency's side and ours."""
    if page.ball is None:
        return ""
    if page.ball.account is not None:
        return page.ball.account.name
    return page.name if page.ball.side == Side.CANDIDATE else _("somebody outside")


def _missing(line: MissingLine) -> MissingShown:
    return MissingShown(missing_words(line), line.since)


def _in_hand(page: ClientCandidacy) -> str:
    """How much evidence is in, in words. Empty where nothing is asked for."""
    gate = page.gate
    if not gate.evidence_wanted:
        return ""
    if gate.is_open:
        return _("Everything the decision needs is in.")
    words = ngettext(
        "%(in)d of %(wanted)d piece of evidence is in.",
        "%(in)d of %(wanted)d pieces of evidence are in.",
        gate.evidence_wanted,
    )
    return words % {"in": gate.evidence_in, "wanted": gate.evidence_wanted}


def _scores(page: ClientCandidacy) -> tuple[ScoreLine, ...]:
    if page.debrief is None:
        return ()
    return tuple(
        ScoreLine(
            line.criterion.name,
            line.scores,
            _spread(line.low, line.high, sum(1 for one in line.scores if one.value)),
            line.spread > _CLOSE,
        )
        for line in page.debrief.criteria
    )


def _spread(low: int | None, high: int | None, people: int) -> str:
    """How far the scores of one criterion lie apart, in words: never a mean."""
    if low is None or high is None:
        return _("nobody has scored this")
    if people < 2:
        return _("one person's view")
    if low == high:
        return _("you agree")
    words = _("close: %(low)d to %(high)d") if high - low <= _CLOSE else _("apart: %(low)d to %(high)d")
    return words % {"low": low, "high": high}


def _decision(one: Decision, *, account_id: int | None, at: datetime) -> DecisionShown:
    mine = one.decided_by_id == account_id and one.undone_at is None
    return DecisionShown(
        decision=one,
        words=words_of(DECIDED, one.verdict),
        was_known=was_known(one),
        may_take_back=mine and at - one.decided_at <= SECOND_THOUGHTS and _is_settled(one),
    )


def _is_settled(one: Decision) -> bool:
    """Whether the candidacy's end, if it has ended, is this decision's own."""
    return one.candidacy.status in (CandidacyStatus.ACTIVE, CandidacyStatus.REJECTED)


def was_known(one: Decision) -> str:
    """What was in when it was decided, in words."""
    known = one.known
    cards, references, tests = (len(known.get(kind, ())) for kind in ("scorecards", "references", "tests"))
    pieces = [
        ngettext("%(n)d assessment", "%(n)d assessments", cards) % {"n": cards},
        ngettext("%(n)d reference", "%(n)d references", references) % {"n": references},
    ]
    if tests:
        pieces.append(ngettext("%(n)d test", "%(n)d tests", tests) % {"n": tests})
    return ", ".join(pieces)
