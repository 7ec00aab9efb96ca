"""One candidacy lived through, from the first reading to the decision, with everybody's delays."""

from __future__ import annotations

from datetime import datetime, timedelta

from framdrift.integrations.demo_agency import evidence, moves, promises, writing
from framdrift.integrations.demo_agency.clock import WorkClock
from framdrift.integrations.demo_agency.patience import Patience
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment
from framdrift.integrations.demo_agency.timeline import Flow, Pause, Timeline
from framdrift.organisations.models import Account
from framdrift.recruiting.kinds import (
    BallReason,
    CandidacyStatus,
    EvidenceKind,
    PromiseKind,
    Side,
    Source,
    StepType,
    ToldReason,
)
from framdrift.recruiting.models import PlanStep, Promise, Reference
from framdrift.science.calendars import end_of_day

_TAKEN_OVER = 0.05
_TALKS_AGAIN = 0.03
_REFEREE_SAYS_NO = 0.08


class Courses(Patience):
    """Starts the flows of candidacies on a timeline."""

    def __init__(self, file: Recruitment, timeline: Timeline, *, agency_pace: float) -> None:
        super().__init__(file, timeline, agency_pace=agency_pace)
        self._pressed: set[int] = set()

    def begin(self, course: Course, *, at: datetime, owner: Account) -> None:
        """A candidacy begins: it is read, it hears from us, and whoever was found by search is told."""
        self._timeline.begin(self._screening(course, at), about=course)
        self._timeline.begin(self._news(course, at), about=course)
        if course.row.source == Source.SOURCED and course.candidate.informed_at is None:
            due_at = at + timedelta(days=30)
            notice = promises.promise_notice(self._file.book, course.candidate, made_by=owner, due_at=due_at, at=at)
            self._timeline.begin(self._notice(course, notice, at))

    def present(self, course: Course, *, to: PlanStep, at: datetime) -> None:
        """The candidacy goes on to the client."""
        course.for_client = False
        moves.move(self._file, course, to, actor=self._file.consultant(at), at=at)
        self._tell(course, "presented", at=at)
        self._timeline.begin(self._at_the_client(course, at), about=course)

    def is_pressed(self, course: Course) -> bool:
        """Whether the client wants to decide before the last evidence is in."""
        return course.row.pk in self._pressed

    # --- at the agency ---------------------------------------------------------------------------
    def _screening(self, course: Course, at: datetime) -> Flow:
        file, rng = self._file, self._file.rng
        if rng.random() < _TAKEN_OVER:
            at = yield self._agency(at, 0.3, 1.0)
            self._take_over(course, at=at)
        at = yield from self._wait(course, at, self._agency(at, 0.3, 3.2))
        if course.fit < 0.42 + rng.gauss(0, 0.12):
            self._reject(course, at=at)
            return
        if rng.random() < 0.3:
            moves.write_note(file, course, rng.choice(writing.NOTES), by=file.consultant(at), at=at)
            at = yield file.clock.later(at, 0.05)
        interview = file.step(StepType.INTERVIEW)
        assert interview is not None, "every shipped template has an interview"
        moves.move(file, course, interview, actor=file.consultant(at), at=at)
        self._tell(course, "forward", at=at)
        yield from self._interview(course, at)

    def _take_over(self, course: Course, *, at: datetime) -> None:
        taker = self._file.cast.who_acts(self._file.row.owner, self._file.on(at))
        if taker.pk == self._file.owner.pk:
            taker = self._file.rng.choice([one for one in self._file.cast.consultants if one.pk != taker.pk])
        moves.pass_ball(
            self._file,
            course,
            course.stay,
            side=Side.AGENCY,
            account=taker,
            reason=BallReason.TAKEN_OVER,
            until_on=course.stay.ball.until_on,
            actor=taker,
            at=at,
        )

    def _reject(self, course: Course, *, at: datetime) -> None:
        moves.end(
            self._file,
            course,
            status=CandidacyStatus.REJECTED,
            told_reason=ToldReason.REQUIREMENTS,
            told_by_side=Side.AGENCY,
            actor=self._file.consultant(at),
            at=at,
        )

    def _interview(self, course: Course, at: datetime) -> Pause:
        file, rng = self._file, self._file.rng
        at = yield from self._wait(course, at, self._agency(at, 0.2, 2.6))
        who = file.consultant(at)
        at = yield from self._meet(course, at, holder=Side.AGENCY, account=who, within=(1.5, 5))
        card = evidence.ask_card(file, course, author=who, due_on=file.clock.days.add(file.on(at), 1), at=at)
        at = yield self._agency(at, 0.05, 0.9)
        evidence.submit_card(file, course, card, at=at)
        at = yield file.clock.later(at, 0.03)
        if course.fit < 0.5 + rng.gauss(0, 0.1):
            self._reject(course, at=at)
            return at
        course.for_client = True
        moves.pass_ball(
            file,
            course,
            course.stay,
            side=Side.AGENCY,
            account=file.owner,
            reason=BallReason.DO_STEP,
            until_on=file.clock.days.add(file.on(at), 4),
            actor=file.consultant(at),
            at=at,
        )
        return at

    def _meet(
        self, course: Course, at: datetime, *, holder: Side, account: Account, within: tuple[float, float]
    ) -> Pause:
        """Book a time, wait for it, and hold the meeting; now and then it is moved once."""
        file, rng = self._file, self._file.rng
        start_at = self._slot(at, within, clock=file.client.clock if holder is Side.CLIENT else file.clock)
        moves.book(file, course, start_at=start_at, actor=file.consultant(at), at=at)
        self._tell(course, "booked", at=at)
        self._hold_until(course, holder, account, start_at, at=at)
        if rng.random() < 0.1:
            at = yield from self._wait(course, at, file.clock.later(at + (start_at - at) * 0.5, 0))
            start_at = self._slot(max(at, start_at), (0.5, 2), clock=file.clock)
            moves.book(file, course, start_at=start_at, actor=course.candidate.pseudonym, at=at)
            self._hold_until(course, holder, account, start_at, at=at)
        at = yield from self._wait(course, at, start_at + timedelta(minutes=course.plan_step.minutes))
        moves.hold(file, course, who=account, at=at)
        return at

    def _hold_until(self, course: Course, side: Side, account: Account, start_at: datetime, *, at: datetime) -> None:
        moves.pass_ball(
            self._file,
            course,
            course.stay,
            side=side,
            account=account,
            reason=BallReason.DO_STEP,
            until_on=self._file.on(start_at),
            actor=self._file.consultant(at),
            at=at,
        )

    def _slot(self, at: datetime, within: tuple[float, float], *, clock: WorkClock) -> datetime:
        """A whole or half hour between 9 and 15.30, some working days ahead."""
        day = clock.date_of(clock.later(at, self._file.rng.uniform(*within)))
        found = clock.on(day, self._file.rng.randint(18, 31) / 2)
        return found if found > at + timedelta(hours=1) else clock.on(day + timedelta(days=1), 9.5)

    # --- at the client ---------------------------------------------------------------------------
    def _at_the_client(self, course: Course, at: datetime) -> Flow:
        """Every step that remains up to the decision, in the order of the plan."""
        file = self._file
        while course.plan_step.type != StepType.DECISION:
            step = course.plan_step
            if step.type == StepType.CLIENT_PRESENTATION:
                at = yield from self._feedback(course, at)
            elif step.type == StepType.CLIENT_INTERVIEW:
                at = yield from self._client_interview(course, at)
            elif step.type == StepType.TEST:
                at = yield from self._test(course, at)
            elif step.type == StepType.REFERENCES:
                at = yield from self._references(course, at)
            if not course.active:
                return
            following = next(one for one in file.board if one.position > step.position)
            moves.move(file, course, following, actor=file.consultant(at), at=at)
            if following.type == StepType.REFERENCES:
                self._tell(course, "references", at=at)
        evidence.tell_if_ready(file, course, at=at)
        if file.rng.random() < 0.5:
            self._promise_decision(course, at=at)
        while course.plan_step.type == StepType.DECISION:
            at = yield from self._wait(course, at, file.clock.later(at, 4))

    def _promise_decision(self, course: Course, *, at: datetime) -> None:
        promises.promise(
            self._file,
            PromiseKind.DECISION,
            to_side=Side.AGENCY,
            due_at=end_of_day(course.stay.ball.until_on, self._file.clock.zone),
            made_by=self._file.decider,
            to_account=self._file.owner,
            course=course,
            at=at,
        )

    def _feedback(self, course: Course, at: datetime) -> Pause:
        file, rng = self._file, self._file.rng
        answer: Promise | None = None
        if rng.random() < 0.3:
            due_at = end_of_day(course.stay.ball.until_on, file.clock.zone)
            answer = promises.promise(
                file,
                PromiseKind.FEEDBACK,
                to_side=Side.AGENCY,
                due_at=due_at,
                made_by=file.decider,
                to_account=file.owner,
                course=course,
                at=at,
            )
        at = yield from self._wait(course, at, self._client(at, course.plan_step.response_work_days))
        if answer is not None:
            promises.keep(file.book, answer, by=file.decider, at=at)
        if course.fit < 0.55 + rng.gauss(0, 0.08):
            evidence.decide_no(file, course, told_reason=ToldReason.REQUIREMENTS, at=at)
        return at

    def _client_interview(self, course: Course, at: datetime) -> Pause:
        file, rng = self._file, self._file.rng
        first = not any(card.side == Side.CLIENT for card in course.cards)
        at = yield from self._wait(course, at, self._client(at, course.plan_step.response_work_days * 0.8))
        moves.pass_ball(
            file,
            course,
            course.stay,
            side=Side.CANDIDATE,
            reason=BallReason.ANSWER,
            until_on=file.clock.days.add(file.on(at), 2),
            actor=file.decider,
            at=at,
        )
        at = yield from self._wait(course, at, file.clock.later(at, rng.uniform(0.2, 1.4)))
        at = yield from self._meet(course, at, holder=Side.CLIENT, account=file.decider, within=(1, 5))
        at = yield from self._assess(course, at)
        if course.fit < (0.6 if first else 0.55) + rng.gauss(0, 0.07):
            told = rng.choice((ToldReason.OTHER_CHOSEN, ToldReason.REQUIREMENTS))
            evidence.decide_no(file, course, told_reason=told, at=at)
        elif rng.random() < _TALKS_AGAIN:
            at = yield from self._talk_again(course, at)
        return at

    def _assess(self, course: Course, at: datetime) -> Pause:
        """Everybody who was there assesses before seeing the others; the owner reminds."""
        file, rng = self._file, self._file.rng
        due_on = file.clock.days.add(file.on(at), 1)
        authors = [file.decider, file.second] if file.second is not None else [file.decider]
        cards = [evidence.ask_card(file, course, author=author, due_on=due_on, at=at) for author in authors]
        moves.pass_ball(
            file,
            course,
            course.stay,
            side=Side.CLIENT,
            account=file.decider,
            reason=BallReason.GIVE_FEEDBACK,
            until_on=due_on,
            actor=file.consultant(at),
            at=at,
        )
        if rng.random() < 0.5:
            self._promise_news(course, at=at)
        for card in reversed(cards):
            at = yield from self._wait(course, at, self._client(at, 0.9))
            evidence.submit_card(file, course, card, at=at)
        if course.fit > 0.68 and rng.random() < 0.75:
            evidence.mark_first_choice(file, course, by=file.decider, at=at)
        at = yield file.clock.later(at, 0.04)
        self._give_back(course, at=at)
        return (yield from self._wait(course, at, self._agency(at, 0.1, 0.9)))

    def _give_back(self, course: Course, *, at: datetime) -> None:
        file = self._file
        moves.pass_ball(
            file,
            course,
            course.stay,
            side=Side.AGENCY,
            account=file.owner,
            reason=BallReason.DO_STEP,
            until_on=file.clock.days.add(file.on(at), 1),
            actor=file.decider,
            at=at,
        )

    def _talk_again(self, course: Course, at: datetime) -> Pause:
        """Back to the agency for one more talk, then forwards again: a move back is a move like others."""
        file, here, interview = self._file, course.plan_step, self._file.step(StepType.INTERVIEW)
        assert interview is not None, "every shipped template has an interview"
        moves.move(file, course, interview, actor=file.consultant(at), at=at)
        at = yield from self._wait(course, at, self._agency(at, 0.5, 1.5))
        moves.move(file, course, here, actor=file.consultant(at), at=at)
        return (yield from self._wait(course, at, self._client(at, 0.6)))

    def _test(self, course: Course, at: datetime) -> Pause:
        step = course.plan_step
        at = yield from self._wait(course, at, self._file.clock.later(at, self._file.rng.uniform(0.6, 2.8)))
        evidence.receive_test(self._file, course, step, at=at)
        return (yield from self._wait(course, at, self._agency(at, 0.1, 0.6)))

    def _references(self, course: Course, at: datetime) -> Pause:
        """Ask as many as the decision needs; one who says no is replaced. A pressed client may not wait."""
        file, rng = self._file, self._file.rng
        step, wanted = course.plan_step, self._wanted_references()
        asked = [evidence.ask_reference(file, course, step, at=at) for _ in range(wanted)]
        at = yield at + timedelta(minutes=2)
        self._ball_to_referee(course, asked[0], at=at)
        pressed = wanted > 1 and rng.random() < 0.06
        while asked:
            reference = asked.pop(0)
            at = yield from self._wait(course, at, file.clock.later(at, rng.uniform(0.3, 2.4)))
            if rng.random() < _REFEREE_SAYS_NO:
                evidence.decline_reference(file, course, reference, at=at)
                asked.append(evidence.ask_reference(file, course, step, at=at))
            else:
                evidence.receive_reference(file, course, reference, at=at)
                if pressed and asked:
                    self._pressed.add(course.row.pk)
                    return at
            if asked:
                self._ball_to_referee(course, asked[0], at=at)
        return (yield at + timedelta(minutes=10))

    def _wanted_references(self) -> int:
        decision = self._file.step(StepType.DECISION)
        assert decision is not None, "every shipped template has a decision"
        return sum(need.count for need in self._file.needs[decision.pk] if need.kind == EvidenceKind.REFERENCE)

    def _ball_to_referee(self, course: Course, reference: Reference, *, at: datetime) -> None:
        moves.pass_ball(
            self._file,
            course,
            course.stay,
            side=Side.OUTSIDE,
            reason=BallReason.GIVE_REFERENCE,
            until_on=self._file.clock.days.add(self._file.on(at), 2),
            label=reference.name,
            actor=self._file.consultant(at),
            at=at,
        )
