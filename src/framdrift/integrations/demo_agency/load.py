"""More of everything, for measuring: one open assignment with up to 10,000 active candidates, many closed ones.

Plain histories: no news, notes or talks, but the same rows and events as the wing's own actions would leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from framdrift.integrations.demo_agency import evidence, moves, names
from framdrift.integrations.demo_agency.cast import Cast, new_consultant
from framdrift.integrations.demo_agency.clock import WorkClock
from framdrift.integrations.demo_agency.companies import CITIES, EMPLOYERS
from framdrift.integrations.demo_agency.daybook import Daybook
from framdrift.integrations.demo_agency.people import searchable
from framdrift.integrations.demo_agency.positions import FAMILIES
from framdrift.integrations.demo_agency.recruitment import (
    Brief,
    Course,
    Recruitment,
    close_row,
    finish_own_step,
    open_recruitment,
)
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import CandidacyStatus, CloseReason, Scope, Side, Source, StepType, ToldReason
from framdrift.recruiting.models import Candidate, PlanTemplate, TemplateStep

MOST_IN_ONE = 10_000
_IN_EACH = 100
_ASSIGNMENTS_EACH = 120
"""How many of the closed assignments one added consultant has had."""
_OPENED_WORK_DAYS = 18
_COLUMNS = {
    StepType.SCREENING: 60,
    StepType.INTERVIEW: 24,
    StepType.CLIENT_PRESENTATION: 8,
    StepType.CLIENT_INTERVIEW: 8,
}
"""Where the many active candidates of the big assignment stand, in hundredths."""


@dataclass
class Load:
    """Adds assignments and candidates to a daybook, batch by batch."""

    book: Daybook
    cast: Cast
    clock: WorkClock
    rng: Random
    template: PlanTemplate
    steps: tuple[TemplateStep, ...]
    now: datetime
    _added: int = 0
    _taken: set[str] = field(default_factory=set)
    _owner: Account | None = None

    def add(self, candidates: int) -> Iterator[int]:
        """All of them; yields how many candidates each batch added, for the caller to write its rows."""
        yield from self._crowded(min(candidates, MOST_IN_ONE))
        rest, number = candidates - min(candidates, MOST_IN_ONE), 0
        while rest > 0:
            if number % _ASSIGNMENTS_EACH == 0:
                self._owner = new_consultant(self.book, rng=self.rng, taken=self._taken, at=self._long_ago())
            count = min(_IN_EACH, rest)
            self._closed(count)
            rest, number = rest - count, number + 1
            yield count

    def _long_ago(self) -> datetime:
        return self.clock.later(self.now - timedelta(days=800), 0)

    # --- the crowded assignment ------------------------------------------------------------------
    def _crowded(self, candidates: int) -> Iterator[int]:
        self._owner = new_consultant(self.book, rng=self.rng, taken=self._taken, at=self._long_ago())
        day = self.clock.days.add(self.clock.date_of(self.now), -_OPENED_WORK_DAYS)
        file = self._open(self.clock.on(day, 9))
        searched_at = self._search(file)
        for start in range(0, candidates, 1000):
            count = min(1000, candidates - start)
            for _ in range(count):
                self._walk(file, searched_at=searched_at)
            file.courses.clear()
            yield count

    def _walk(self, file: Recruitment, *, searched_at: datetime) -> None:
        """In during the search, and on as far as its column."""
        course = self._enter(file, self.clock.later(searched_at, self.rng.uniform(0.1, 8)))
        kind = self.rng.choices(list(_COLUMNS), list(_COLUMNS.values()))[0]
        at = course.row.entered_at
        for step in file.board[1:]:
            if course.plan_step.type == kind:
                return
            at = self._assess(file, course, self.clock.later(at, self.rng.uniform(0.2, 2)))
            moves.move(file, course, step, actor=file.owner, at=at)

    def _assess(self, file: Recruitment, course: Course, at: datetime) -> datetime:
        """The gate of an interview: the owner's assessment comes before the move."""
        if course.plan_step.type != StepType.INTERVIEW:
            return at
        card = evidence.ask_card(file, course, author=file.owner, due_on=file.clock.days.add(file.on(at), 1), at=at)
        evidence.submit_card(file, course, card, at=at + timedelta(minutes=20))
        return at + timedelta(minutes=30)

    # --- closed ones -----------------------------------------------------------------------------
    def _closed(self, candidates: int) -> None:
        day = self.clock.date_of(self.now - timedelta(days=self.rng.randint(60, 720)))
        file = self._open(self.clock.on(day, 9))
        searched_at = self._search(file)
        last = searched_at
        for _ in range(candidates):
            last = max(last, self._come_and_go(file, searched_at=searched_at))
        for step in [step for step in file.plan if step.scope == Scope.ASSIGNMENT and step.done_at is None]:
            finish_own_step(file, step, at=last)
        reason = self.rng.choice((CloseReason.NOT_FILLED, CloseReason.CANCELLED, CloseReason.FILLED_ELSEWHERE))
        close_row(file, reason=reason, expired_ids=[], at=self.clock.later(last, 1))

    def _come_and_go(self, file: Recruitment, *, searched_at: datetime) -> datetime:
        """In, read, perhaps interviewed, and out again; the instant of the end."""
        course = self._enter(file, self.clock.later(searched_at, self.rng.uniform(0.1, 9)))
        at = self.clock.later(course.row.entered_at, self.rng.uniform(0.3, 6))
        if self.rng.random() < 0.2:
            moves.move(file, course, file.board[1], actor=file.owner, at=at)
            at = self._assess(file, course, self.clock.later(at, self.rng.uniform(1, 7)))
        leaves = self.rng.random() < 0.08
        moves.end(
            file,
            course,
            status=CandidacyStatus.WITHDREW if leaves else CandidacyStatus.REJECTED,
            told_reason=ToldReason.OTHER_OFFER_FIRST if leaves else ToldReason.REQUIREMENTS,
            told_by_side=Side.CANDIDATE if leaves else Side.AGENCY,
            actor=course.candidate.pseudonym if leaves else file.owner,
            at=at,
        )
        return at

    # --- both ------------------------------------------------------------------------------------
    def _open(self, at: datetime) -> Recruitment:
        client = self.rng.choice(self.cast.clients)
        family = self.rng.choice(client.firm.families)
        assert self._owner is not None, "an owner is added first"
        brief = Brief(
            client=client,
            position=self.rng.choice(FAMILIES[family]),
            family=family,
            template=self.template,
            steps=self.steps,
            owner=self._owner,
            deputy=self.cast.consultants[0],
            kickoff_on=self.clock.date_of(at),
        )
        return open_recruitment(self.book, self.cast, brief, rng=self.rng, clock=self.clock, at=at)

    def _search(self, file: Recruitment) -> datetime:
        """The profile is done; the instant at which the search began."""
        intake = file.step(StepType.INTAKE)
        assert intake is not None, "every shipped template begins with intake"
        at = self.clock.later(file.row.opened_at, intake.work_days * 0.7)
        finish_own_step(file, intake, at=at)
        return at

    def _enter(self, file: Recruitment, at: datetime) -> Course:
        self._added += 1
        person = names.draw(self.rng)
        candidate = self.book.new(
            Candidate,
            name=person.name,
            email=f"{person.handle}.{self._added}@{self.rng.choice(names.MAIL_DOMAINS)}",
            language=person.language,
            headline=file.row.title,
            employer=self.rng.choice(EMPLOYERS),
            city=self.rng.choice(CITIES),
            pseudonym=self.book.pseudonym(),
            created_at=at,
            informed_at=at,
        )
        candidate.search_text = searchable(candidate)
        self.book.tell(events.CandidateAdded(candidate_id=candidate.pk), actor=candidate.pseudonym, at=at)
        fit = self.rng.random()
        return moves.enter(file, candidate, source=Source.APPLIED, fit=fit, actor=candidate.pseudonym, at=at)
