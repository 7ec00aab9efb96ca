"""An assignment lived through: search, shortlist, decision, offer and close, day by day, as people would do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from framdrift.integrations.demo_agency import evidence, moves, promises, trade, writing
from framdrift.integrations.demo_agency.courses import Courses
from framdrift.integrations.demo_agency.people import Acquaintances
from framdrift.integrations.demo_agency.plans import replan
from framdrift.integrations.demo_agency.positions import Position
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment, close_row, finish_own_step
from framdrift.integrations.demo_agency.timeline import Flow, Pause, Timeline
from framdrift.recruiting import events
from framdrift.recruiting.kinds import (
    CandidacyStatus,
    CloseReason,
    OfferAnswer,
    PromiseKind,
    Side,
    Source,
    StepType,
    ToldReason,
)
from framdrift.recruiting.models import PlanStep, Promise
from framdrift.science.calendars import end_of_day

_SOURCES = {Source.APPLIED: 58, Source.SOURCED: 24, Source.REFERRED: 10, Source.POOL: 8}
_LOOK_AGAIN = 0.5
"""Working days between two looks at where everybody stands."""
_DECLINES = 0.1
_EARLY = 0.08


@dataclass
class Fate:
    """What is decided about a history before it begins."""

    candidates: int
    agency_pace: float
    cancelled_after: float | None = None


class History:
    """One assignment's history. `run` lets it happen up to an instant; what is recorded stands in its daybook."""

    def __init__(self, file: Recruitment, *, position: Position, people: Acquaintances, fate: Fate) -> None:
        self.file = file
        self.fate = fate
        self.timeline = Timeline()
        self._position = position
        self._people = people
        self._rounds = 0
        self._courses = Courses(file, self.timeline, agency_pace=fate.agency_pace)
        self.timeline.begin(self._assignment(file.row.opened_at))
        if fate.cancelled_after is not None:
            self.timeline.begin(self._cancellation(file.row.opened_at, fate.cancelled_after))

    def run(self, *, until: datetime) -> None:
        """Let it happen up to `until`."""
        self.timeline.run(until=until)

    def _is_closed(self) -> bool:
        """The assignment has ended."""
        return self.timeline.stopped

    @property
    def _is_settled(self) -> bool:
        """Closed, or somebody has been decided for and has not said no."""
        chosen = (course for course in self.file.courses if course.chosen)
        return self.timeline.stopped or any(course.active or course.row.status == "hired" for course in chosen)

    # --- the assignment's own way ----------------------------------------------------------------
    def _assignment(self, at: datetime) -> Flow:
        file, rng = self.file, self.file.rng
        trade.set_fee(file, at=at)
        intake, search = (file.step(kind) for kind in (StepType.INTAKE, StepType.SEARCH))
        assert intake is not None and search is not None, "every shipped template begins with intake and search"
        at = yield file.clock.later(at, intake.work_days * rng.uniform(0.5, 1.2))
        if self._is_closed():
            return
        finish_own_step(file, intake, at=at)
        replan(file, at=at)
        shortlist = self._promise_shortlist(at)
        self._search(at, work_days=search.work_days, candidates=self.fate.candidates)
        at = yield file.clock.later(at, search.work_days * rng.uniform(0.8, 1.1))
        if self._is_closed():
            return
        finish_own_step(file, search, at=at)
        replan(file, at=at)
        self._close_the_form(at)
        waited = 0
        while not self._is_closed():
            replan(file, at=at)
            if self._present_those_ready(waited, at=at):
                promises.keep(file.book, shortlist, by=file.consultant(at), at=at)
                waited = 0
            at = yield from self._decide(at)
            if not file.active and not self._is_settled and not self._search_again(at):
                return
            at = yield file.clock.later(at, _LOOK_AGAIN)
            waited += 1

    def _promise_shortlist(self, at: datetime) -> Promise:
        file = self.file
        due_on = max(_after_interview(file).starts_on, file.clock.days.add(file.on(at), 3))
        return promises.promise(
            file,
            PromiseKind.SHORTLIST,
            to_side=Side.CLIENT,
            due_at=end_of_day(file.clock.days.add(due_on, 2), file.clock.zone),
            made_by=file.consultant(at),
            to_account=file.decider,
            at=at,
        )

    def _search(self, at: datetime, *, work_days: float, candidates: int) -> None:
        self._rounds += 1
        for _ in range(candidates):
            self.timeline.begin(self._entrance(self.file.clock.later(at, work_days * self.file.rng.random())))
        if self.file.rng.random() < 0.4:
            self.timeline.begin(self._note(self.file.clock.later(at, work_days * self.file.rng.random())))

    def _note(self, when: datetime) -> Flow:
        at = yield when
        if not self.timeline.stopped:
            moves.write_note(
                self.file, None, self.file.rng.choice(writing.ASSIGNMENT_NOTES), by=self.file.consultant(at), at=at
            )

    def _entrance(self, when: datetime) -> Flow:
        at = yield when
        file = self.file
        if self._is_settled:
            return
        source = file.rng.choices(list(_SOURCES), list(_SOURCES.values()))[0]
        owner = file.consultant(at)
        taken = {course.candidate.pk for course in file.courses}
        candidate = self._people.someone(
            file.book, position=self._position, source=source, owner=owner, at=at, taken=taken
        )
        fit = min(max(file.rng.betavariate(2.2, 2.4), 0.02), 0.98)
        actor = candidate if source is Source.APPLIED else owner
        course = moves.enter(file, candidate, source=source, fit=fit, actor=actor.pseudonym, at=at)
        self._courses.begin(course, at=at, owner=owner)

    def _close_the_form(self, at: datetime) -> None:
        if self.file.row.apply_open:
            self.file.row.apply_open = False
            changed = events.AssignmentChanged(fields=["apply_open"], **self.file.ids)
            self.file.tell(changed, actor=self.file.consultant(at), at=at)

    def _search_again(self, at: datetime) -> bool:
        """Nobody is left: a second search, and after the second the assignment ends unfilled."""
        if self._rounds < 2:
            self._search(at, work_days=6, candidates=self.fate.candidates // 2 + 2)
            return True
        self._close(CloseReason.NOT_FILLED, at=at)
        return False

    def _cancellation(self, at: datetime, work_days: float) -> Flow:
        at = yield self.file.clock.later(at, work_days)
        if not self._is_settled:
            self._close(self.file.rng.choice((CloseReason.CANCELLED, CloseReason.FILLED_ELSEWHERE)), at=at)

    def _close(self, reason: CloseReason, *, at: datetime) -> None:
        file = self.file
        expired = file.active
        for course in expired:
            moves.end(
                file,
                course,
                status=CandidacyStatus.EXPIRED,
                told_reason=ToldReason.POSITION_WITHDRAWN,
                told_by_side=Side.AGENCY,
                actor=file.consultant(at),
                at=at,
            )
        close_row(file, reason=reason, expired_ids=[course.row.pk for course in expired], at=at)
        self.timeline.stopped = True

    # --- shortlist and decision ------------------------------------------------------------------
    def _present_those_ready(self, waited: int, *, at: datetime) -> list[Course]:
        ready = [course for course in self.file.active if course.for_client]
        first_client_step = _after_interview(self.file)
        behind = [
            course
            for course in self.file.active
            if not course.for_client and course.plan_step.position < first_client_step.position
        ]
        if not ready or self._is_settled or (behind and len(ready) < 3 and waited < 6):
            return []
        ready.sort(key=lambda course: course.row.pk)
        trade.present(self.file, ready, at=at)
        for course in ready:
            self._courses.present(course, to=first_client_step, at=at)
        return ready

    def _decide(self, at: datetime) -> Pause:
        """One look at the finalists; where somebody can be decided for, the decider takes the time it takes."""
        file = self.file
        finalists, behind = self._finalists()
        if not finalists or (behind and file.rng.random() < 0.7):
            return at
        at = yield from self._courses.client_answers(at, 1.4)
        finalists, _ = self._finalists()
        if finalists and not self.timeline.stopped:
            best = max(finalists, key=lambda course: (course.marked, course.fit))
            complete = evidence.is_ready(file, best)
            evidence.decide_offer(
                file, best, early_reason="" if complete else file.rng.choice(writing.EARLY_REASONS), at=at
            )
            self._keep_decision_promises(best, at=at)
            self.timeline.begin(self._offer(best, at), about=best)
        return at

    def _finalists(self) -> tuple[list[Course], list[Course]]:
        """Those who may be decided for now, and those who may become so; nobody while an offer is out."""
        file = self.file
        if self._is_settled:
            return [], []
        at_decision = [course for course in file.active if course.plan_step.type == StepType.DECISION]
        ready = [
            course for course in at_decision if evidence.is_ready(file, course) or self._courses.is_pressed(course)
        ]
        first = _after_interview(file)
        behind = [
            course for course in file.active if first.position <= course.plan_step.position and course not in ready
        ]
        return ready, behind

    def _keep_decision_promises(self, course: Course, *, at: datetime) -> None:
        for promise in [*course.promises, *self.file.promises]:
            if promise.kind == PromiseKind.DECISION:
                promises.keep(self.file.book, promise, by=self.file.decider, at=at)

    # --- the offer -------------------------------------------------------------------------------
    def _offer(self, course: Course, at: datetime) -> Flow:
        file, rng = self.file, self.file.rng
        at = yield file.clock.later(at, rng.uniform(0.2, 1.3) * self.fate.agency_pace)
        evidence.send_offer(file, course, answer_by_on=file.clock.days.add(file.on(at), 3), at=at)
        moves.give_news(
            file, course, channel="phone", words=writing.news("forward", language=course.candidate.language), at=at
        )
        at = yield file.clock.later(at, rng.uniform(0.4, 3.2))
        reason = self._reason_to_decline(course, at)
        if reason is not None:
            self._decline(course, reason, at=at)
            return
        evidence.answer_offer(file, course, answer=OfferAnswer.ACCEPTED, at=at)
        signing = file.step(StepType.SIGNING)
        assert signing is not None, "every shipped template ends with signing"
        moves.move(file, course, signing, actor=file.consultant(at), at=at)
        at = yield file.clock.later(at, rng.uniform(0.3, 2.4))
        self.timeline.begin(self._hired(course, at))
        moves.end(
            file,
            course,
            status=CandidacyStatus.HIRED,
            told_reason=ToldReason.ACCEPTED,
            told_by_side=Side.CANDIDATE,
            actor=file.consultant(at),
            at=at,
        )
        trade.reach_fee(file, trade.SIGNED, at=at)

    def _reason_to_decline(self, course: Course, at: datetime) -> ToldReason | None:
        """The longer it took, the likelier a no, and the likelier a no for time."""
        weeks = (at - course.row.entered_at) / timedelta(weeks=1)
        if self.file.rng.random() >= 1 - exp(-_DECLINES * max(weeks, 1) / 5):
            return None
        slow = self.file.rng.random() < min(weeks / 14, 0.7)
        if slow:
            return self.file.rng.choice((ToldReason.TOOK_TOO_LONG, ToldReason.OTHER_OFFER_FIRST))
        return self.file.rng.choice((ToldReason.PAY, ToldReason.COUNTER_OFFER, ToldReason.STAYS, ToldReason.CONTENT))

    def _decline(self, course: Course, reason: ToldReason, *, at: datetime) -> None:
        told = writing.told(self.file.rng, reason)
        evidence.answer_offer(self.file, course, answer=OfferAnswer.DECLINED, told_reason=reason, told=told, at=at)
        moves.end(
            self.file,
            course,
            status=CandidacyStatus.DECLINED,
            told_reason=reason,
            told_by_side=Side.CANDIDATE,
            actor=course.candidate.pseudonym,
            told=told,
            at=at,
        )

    def _hired(self, hired: Course, at: datetime) -> Flow:
        """The others are told, kindly and by phone; then the assignment closes."""
        file = self.file
        at = yield file.clock.later(at, file.rng.uniform(0.1, 0.6))
        for course in file.active:
            at = yield at + timedelta(minutes=file.rng.randint(4, 15))
            if course.active:
                moves.end(
                    file,
                    course,
                    status=CandidacyStatus.REJECTED,
                    told_reason=ToldReason.OTHER_CHOSEN,
                    told_by_side=Side.CLIENT,
                    actor=file.consultant(at),
                    at=at,
                )
        at = yield file.clock.later(at, file.rng.uniform(0.2, 1.5))
        self._close(CloseReason.FILLED, at=at)


def _after_interview(file: Recruitment) -> PlanStep:
    """The first step at which the client meets the candidates."""
    return next(step for step in file.board if step.type in (StepType.CLIENT_PRESENTATION, StepType.CLIENT_INTERVIEW))
