"""What a candidacy's page says beside its rows: what to do now, where it stands in the plan, what the gate lacks.

What to do is one sentence with one action, chosen from the process alone: promises, balls, dates, evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from framdrift.desk.components import words
from framdrift.desk.timeline.kinds import BALL_REASONS, EVIDENCE, SIDES, words_for
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import BallReason, CandidacyStatus, Side, StepType
from framdrift.recruiting.queries.candidacies import CandidacyPage, OpenStepLine
from framdrift.recruiting.queries.evidence import Evidence, GivenScore, ScorecardLine
from framdrift.recruiting.rules import Missing


@dataclass(frozen=True, slots=True)
class Todo:
    """What to do now. `is_post`: the address acts at once, without a form."""

    sentence: str
    address: str = ""
    label: str = ""
    is_post: bool = False
    tone: str = "calm"


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step of the plan for this candidacy: done, now or ahead."""

    label: str
    state: str
    on: date | None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A criterion with one cell for each author, None where they gave no score."""

    name: str
    scores: tuple[GivenScore | None, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page adds to its rows."""

    todo: Todo | None
    steps: tuple[StepMark, ...]
    missing: tuple[str, ...]
    ball_is_own: bool
    ball_is_late: bool
    ball_does: str
    is_silent: bool
    step_name: str
    score_authors: tuple[str, ...]
    score_rows: tuple[ScoreRow, ...]


def shown_candidacy(page: CandidacyPage, *, viewer: Viewer, now: datetime) -> Shown:
    """The page's own words as of `now`. No statement."""
    today = timezone.localtime(now).date()
    main = page.main
    ball = main.ball if main else None
    news_on = page.candidacy.next_news_on
    gate = page.evidence.gate
    return Shown(
        todo=_todo(page, viewer=viewer, now=now) if page.candidacy.status == CandidacyStatus.ACTIVE else None,
        steps=_marks(page),
        missing=tuple(missing_words(one) for one in gate.missing) if gate else (),
        ball_is_own=ball is not None and ball.account_id == viewer.account_id,
        ball_is_late=ball is not None and ball.until_on < today,
        ball_does=words_for(BALL_REASONS, ball.reason) if ball and ball.reason != BallReason.DO_STEP else "",
        is_silent=news_on is not None and news_on < today,
        step_name=page.candidacy.plan_step.name_in(_language()),
        score_authors=tuple(card.author for card in _scored(page.evidence)),
        score_rows=_score_rows(page.evidence),
    )


def _scored(evidence: Evidence) -> list[ScorecardLine]:
    """The given assessments that the viewer may read now, in the order they were asked for."""
    return [card for card in evidence.scorecards if card.is_given and (card.is_own or not evidence.own_first)]


def _score_rows(evidence: Evidence) -> tuple[ScoreRow, ...]:
    cards = _scored(evidence)
    if not cards:
        return ()
    rows = []
    for line in evidence.criteria:
        given = {score.scorecard_id: score for score in line.scores}
        rows.append(ScoreRow(line.criterion.name, tuple(given.get(card.id) for card in cards), line.low, line.high))
    return tuple(rows)


def missing_words(missing: Missing) -> str:
    """One thing that the gate lacks: 1 assessment (the client)."""
    side = f" ({words_for(SIDES, missing.side)})" if missing.kind == "scorecard" else ""
    return f"{missing.wanted} × {words_for(EVIDENCE, missing.kind)}{side}"


def _language() -> str:
    return get_language() or "en"


def _marks(page: CandidacyPage) -> tuple[StepMark, ...]:
    here = page.candidacy.plan_step.position
    states = {-1: "done", 0: "now", 1: "ahead"}
    return tuple(
        StepMark(
            step.name_in(_language()),
            states[(step.position > here) - (step.position < here)],
            step.due_on if step.position > here else None,
        )
        for step in page.candidacy_steps
    )


def _todo(page: CandidacyPage, *, viewer: Viewer, now: datetime) -> Todo:
    today = timezone.localtime(now).date()
    finders = (_broken_promise, _silence, _unheld_meeting, _own_scorecard, _decision, _own_ball, _late_ball)
    for find in finders:
        found = find(page, viewer, now)
        if found is not None:
            return found
    main = page.main
    if main is None or main.ball is None:
        return Todo(_("Nothing to do right now."))
    slots = {
        "holder": main.ball.holder,
        "does": words_for(BALL_REASONS, main.ball.reason),
        "until": words.day_words(main.ball.until_on, today),
    }
    return Todo(_("Nothing to do right now: %(holder)s %(does)s by %(until)s.") % slots)


def _address(page: CandidacyPage, name: str, *parts: int) -> str:
    return reverse(name, args=[page.candidacy.pk, *parts])


def _broken_promise(page: CandidacyPage, viewer: Viewer, now: datetime) -> Todo | None:
    broken = next((one for one in page.promises if one.is_open and one.is_broken), None)
    if broken is None:
        return None
    due = words.moment_words(broken.due_at, now)
    sentence = _("A promise is broken: it was due %(due)s. Keep it, or tell a new time.") % {"due": due}
    return Todo(
        sentence, _address(page, "candidacy-promise-keep", broken.id), _("It is kept now"), is_post=True, tone="late"
    )


def _silence(page: CandidacyPage, viewer: Viewer, now: datetime) -> Todo | None:
    news_on, today = page.candidacy.next_news_on, timezone.localtime(now).date()
    if news_on is None or news_on > today:
        return None
    slots = {
        "who": page.candidacy.candidate.name,
        "since": words.when_words(page.candidacy.last_news_at, now),
        "due": words.day_words(news_on, today),
    }
    sentence = _("%(who)s last heard from us %(since)s; news is due %(due)s.") % slots
    return Todo(sentence, _address(page, "candidacy-news"), _("Give news"), tone="late" if news_on < today else "risk")


def _unheld_meeting(page: CandidacyPage, viewer: Viewer, now: datetime) -> Todo | None:
    past = next((one for one in page.open_steps if _is_past(one, now)), None)
    if past is None:
        return None
    slots = {"step": past.plan_step.name_in(_language()), "time": words.moment_words(past.booked_at or now, now)}
    address = _address(page, "candidacy-hold", past.plan_step.pk)
    return Todo(
        _("%(step)s was booked for %(time)s. Did it take place?") % slots, address, _("It took place"), is_post=True
    )


def _is_past(step: OpenStepLine, now: datetime) -> bool:
    return step.booked_at is not None and step.held_at is None and step.booked_at < now


def _own_scorecard(page: CandidacyPage, viewer: Viewer, now: datetime) -> Todo | None:
    own = next(iter(page.evidence.own_open), None)
    if own is None:
        return None
    slots = {
        "step": own.step.name_in(_language()),
        "due": words.day_words(own.due_on, timezone.localtime(now).date()),
    }
    sentence = _("Your assessment after %(step)s is due %(due)s. You see the others' when yours is in.") % slots
    return Todo(sentence, _address(page, "scorecard", own.id), _("Give your assessment"))


def _decision(page: CandidacyPage, viewer: Viewer, now: datetime) -> Todo | None:
    gate = page.evidence.gate
    at_decision = page.candidacy.plan_step.type == StepType.DECISION
    if gate is None or not at_decision or not gate.is_complete:
        return None
    sentence = _("All evidence is in: ready to decide.")
    return Todo(sentence, _address(page, "candidacy-decide"), _("Record a decision"))


def _own_ball(page: CandidacyPage, viewer: Viewer, now: datetime) -> Todo | None:
    main = page.main
    if main is None or main.ball is None or main.ball.account_id != viewer.account_id:
        return None
    today = timezone.localtime(now).date()
    slots = {"step": main.plan_step.name_in(_language()), "until": words.day_words(main.ball.until_on, today)}
    tone = "late" if main.ball.until_on < today else "calm"
    if main.ball.reason == BallReason.BOOK and main.booked_at is None:
        sentence = _("The ball is yours: book %(step)s by %(until)s.") % slots
        return Todo(sentence, _address(page, "candidacy-book", main.plan_step.pk), _("Book a time"), tone=tone)
    sentence = _("The ball is yours: %(step)s, by %(until)s.") % slots
    return Todo(sentence, _address(page, "candidacy-move"), _("Move on"), tone=tone)


def _late_ball(page: CandidacyPage, viewer: Viewer, now: datetime) -> Todo | None:
    main, today = page.main, timezone.localtime(now).date()
    if main is None or main.ball is None or main.ball.until_on >= today:
        return None
    days = (today - main.ball.until_on).days
    sentence = ngettext(
        "%(holder)s has had the ball since %(since)s and is %(days)d day late.",
        "%(holder)s has had the ball since %(since)s and is %(days)d days late.",
        days,
    ) % {"holder": main.ball.holder, "since": words.when_words(main.ball.since, now), "days": days}
    if main.ball.side == Side.AGENCY:
        address = _address(page, "ball-take-over", main.ball.id)
        return Todo(sentence, address, _("Take it over"), is_post=True, tone="late")
    return Todo(sentence, _address(page, "ball-pass", main.ball.id), _("Pass the ball"), tone="late")
