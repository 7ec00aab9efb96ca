"""Delays, and what they do to people: who answers when, who steps out meanwhile, and that nobody is left in silence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import exp

from framdrift.integrations.demo_agency import moves, promises, writing
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment
from framdrift.integrations.demo_agency.timeline import Flow, Pause, Timeline
from framdrift.recruiting import events
from framdrift.recruiting.kinds import CandidacyStatus, PromiseKind, Side, ToldReason
from framdrift.recruiting.models import Promise
from framdrift.science.calendars import end_of_day

_DAILY_HAZARD = 0.006
_SILENT_HAZARD = 0.024
"""Chances of leaving per working day: in the first three days of a wait, and in each day after them."""
_FORGETS_NEWS = 0.07


class Patience:
    """Waiting in one assignment."""

    def __init__(self, file: Recruitment, timeline: Timeline, *, agency_pace: float) -> None:
        self._file = file
        self._timeline = timeline
        self._agency_pace = agency_pace

    # --- waiting ---------------------------------------------------------------------------------
    def client_answers(self, at: datetime, work_days: float) -> Pause:
        """The client takes its time; the value is the instant of the answer."""
        return (yield self._client(at, work_days))

    def _client(self, at: datetime, work_days: float) -> datetime:
        firm = self._file.client.firm
        spread = min(self._file.rng.lognormvariate(0, 0.45), 2.2)
        return self._file.client.clock.later(at, max(work_days * firm.pace * spread, 0.15))

    def _agency(self, at: datetime, low: float, high: float) -> datetime:
        return self._file.clock.later(at, self._file.rng.uniform(low, high) * self._agency_pace)

    def _wait(self, course: Course, at: datetime, until: datetime) -> Pause:
        """Wait; the candidate may step out meanwhile, the likelier the longer it takes."""
        days = max((until - at) / timedelta(days=1) * 5 / 7, 0)
        chance = 1 - exp(-_DAILY_HAZARD * min(days, 3) - _SILENT_HAZARD * max(days - 3, 0))
        if self._file.rng.random() < chance:
            when = self._file.clock.later(at + (until - at) * self._file.rng.uniform(0.3, 1), 0)
            if when < until:
                at = yield when
                self._withdraw(course, waited_days=days, at=at)
        return (yield until)

    def _withdraw(self, course: Course, *, waited_days: float, at: datetime) -> None:
        rng = self._file.rng
        slow = rng.random() < min(waited_days / 9, 0.75)
        reason = rng.choice(
            (ToldReason.TOOK_TOO_LONG, ToldReason.OTHER_OFFER_FIRST, ToldReason.OTHER_OFFER_FIRST, ToldReason.SILENCE)
            if slow
            else (ToldReason.PAY, ToldReason.LOCATION, ToldReason.STAYS, ToldReason.PERSONAL, ToldReason.CONTENT)
        )
        moves.end(
            self._file,
            course,
            status=CandidacyStatus.WITHDREW,
            told_reason=reason,
            told_by_side=Side.CANDIDATE,
            actor=course.candidate.pseudonym,
            told=writing.told(rng, reason),
            at=at,
        )

    # --- hearing from us -------------------------------------------------------------------------
    def _tell(self, course: Course, occasion: str, *, at: datetime, channel: str = "email") -> None:
        words = writing.news(occasion, language=course.candidate.language)
        moves.give_news(self._file, course, channel=channel, words=words, at=at)

    def _news(self, course: Course, at: datetime) -> Flow:
        """Nobody in silence: a word at the latest on the promised date, now and then forgotten for a day or two."""
        file, rng = self._file, self._file.rng
        while True:
            when = file.clock.on(self._news_on(course), rng.uniform(8.6, 16.2))
            if rng.random() < _FORGETS_NEWS:
                when = file.clock.later(when, rng.uniform(0.6, 2.2))
            at = yield max(when, at + timedelta(minutes=7))
            if self._news_on(course) <= file.on(at):
                self._tell(course, "waiting", at=at, channel=rng.choice(("email", "email", "phone")))

    def _news_on(self, course: Course) -> date:
        day = course.row.next_news_on
        assert day is not None, "an active candidacy is dated"
        return day

    def _notice(self, course: Course, notice: Promise, at: datetime) -> Flow:
        """A person found by search is told that we keep their data, mostly in the first contact."""
        days = self._file.rng.uniform(0.4, 5) if self._file.rng.random() < 0.75 else self._file.rng.uniform(12, 20)
        at = yield self._file.clock.later(at, days)
        if course.candidate.informed_at is None:
            by = self._file.consultant(at)
            course.candidate.informed_at = at
            promises.keep(self._file.book, notice, by=by, at=at)
            informed = events.CandidateInformed(candidate_id=course.candidate.pk)
            self._file.tell(informed, actor=by, at=at)

    def _promise_news(self, course: Course, *, at: datetime) -> None:
        due_on = self._file.clock.days.add(self._file.on(at), self._file.rng.choice((2, 3, 4)))
        course.row.next_news_on = min(self._news_on(course), due_on)
        promises.promise(
            self._file,
            PromiseKind.NEWS,
            to_side=Side.CANDIDATE,
            due_at=end_of_day(due_on, self._file.clock.zone),
            made_by=self._file.consultant(at),
            course=course,
            at=at,
        )
