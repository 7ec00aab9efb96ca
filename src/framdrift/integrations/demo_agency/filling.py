"""Fills an empty database with the agency and its histories, in one transaction: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from framdrift.foundation import calendar
from framdrift.foundation.dispatch import Wiring, leave_undelivered
from framdrift.foundation.models import Event
from framdrift.integrations.demo_agency import cast as stage
from framdrift.integrations.demo_agency import turns
from framdrift.integrations.demo_agency.advised import suggest_beside_advice
from framdrift.integrations.demo_agency.answers import answer_some_letters
from framdrift.integrations.demo_agency.at_clients import stage_clients
from framdrift.integrations.demo_agency.clock import WorkClock
from framdrift.integrations.demo_agency.coded import stage_coding
from framdrift.integrations.demo_agency.daybook import Daybook, Mark, let_ids_go_on
from framdrift.integrations.demo_agency.echoes import stage_echoes
from framdrift.integrations.demo_agency.employees import employ
from framdrift.integrations.demo_agency.foretold import foretell_the_past
from framdrift.integrations.demo_agency.histories import Fate, History
from framdrift.integrations.demo_agency.load import Load
from framdrift.integrations.demo_agency.meetings import stage_meetings
from framdrift.integrations.demo_agency.offered import offer_some_times
from framdrift.integrations.demo_agency.old_survey import stage_old_survey
from framdrift.integrations.demo_agency.people import Acquaintances
from framdrift.integrations.demo_agency.positions import FAMILIES
from framdrift.integrations.demo_agency.post import write_letters
from framdrift.integrations.demo_agency.recruitment import Brief, Recruitment, open_recruitment
from framdrift.integrations.demo_agency.released import stage_releases
from framdrift.integrations.demo_agency.rooms import stage_rooms
from framdrift.integrations.demo_agency.shared_steps import share_some_steps
from framdrift.integrations.demo_agency.staging import stage_today
from framdrift.integrations.demo_agency.talks import stage_talks
from framdrift.integrations.demo_agency.training import stage_training
from framdrift.momentum.forecasts.jobs import publish_forecasts
from framdrift.momentum.risk.jobs import learn_risk
from framdrift.organisations.access import SYSTEM
from framdrift.organisations.models import Account, Agency, Company, Employment
from framdrift.planning.actions import recalculate
from framdrift.recruiting.actions.plan_dates import BY_TIME
from framdrift.recruiting.default_templates import ensure_default_templates
from framdrift.recruiting.default_tempo import ensure_default_tempo
from framdrift.recruiting.kinds import AssignmentStatus
from framdrift.recruiting.models import Assignment, Candidacy, Candidate

_OLDEST_KICKOFF_DAYS, _YOUNGEST_CLOSED_DAYS = 395, 48
_OLDEST_OPEN_WORK_DAYS = 44
_ATTEMPTS = 40
_PAUSED, _HANDED_OVER, _OF_THE_LEAD = frozenset({6, 22}), frozenset({11, 20, 29}), frozenset({14, 30})
"""Which of the open assignments stand still just now, which have changed owner, and which the lead runs herself."""

Progress = Callable[[str, int, int | None], None]
"""Told of a stage in the work, how many units were done, and of how many in all (None: unknown)."""


class DatabaseInUse(Exception):
    """The database is not empty. `is_demo` says whether what it holds is a demonstration."""

    def __init__(self, *, is_demo: bool) -> None:
        super().__init__("the database is not empty")
        self.is_demo = is_demo


@dataclass(frozen=True)
class Size:
    """How many assignments have come to a close, and how many run."""

    closed: int
    open: int


AGENCY = Size(closed=150, open=40)


@dataclass(frozen=True)
class Filled:
    """How many there are of what, after filling."""

    companies: int
    accounts: int
    assignments_open: int
    assignments_closed: int
    candidates: int
    candidacies: int
    employees: int
    events: int


def fill(
    *,
    seed: int,
    now: datetime,
    candidates: int = 0,
    employees: int = 0,
    size: Size = AGENCY,
    progress: Progress | None = None,
    wiring: Wiring | None = None,
) -> Filled:
    """The agency as it stands at `now`, and so many `candidates` and `employees` more. Same seed and instant, same.

    `wiring` is the table of consequences: with it the last days have left letters, and answers to some of them.
    Raises DatabaseInUse, and changes nothing then.
    """
    with transaction.atomic():
        refuse_if_used()
        filling = _Filling(seed=seed, now=now, size=size, progress=progress or (lambda *_: None))
        filling.fill(candidates, employees)
        if wiring is not None:
            filling.write_letters(wiring)
            learn_risk.enqueue(now.isoformat())
            publish_forecasts.enqueue(now.isoformat())
        leave_undelivered()
        return _counted()


def refuse_if_used() -> None:
    """Raise DatabaseInUse where there is an agency, an account, a company or a candidate."""
    agency = Agency.objects.first()
    if agency is not None or any(model.objects.exists() for model in (Account, Company, Candidate, Assignment)):
        raise DatabaseInUse(is_demo=bool(agency and agency.is_demo))


class _Filling:
    """The work of one call of `fill`."""

    def __init__(self, *, seed: int, now: datetime, size: Size, progress: Progress) -> None:
        self._seed = seed
        self._size = size
        self._now = now.replace(microsecond=0)
        self._progress = progress
        self._rng = Random(f"{seed}/cast")
        self._book = Daybook(Random(f"{seed}/texts"))
        self._clock = WorkClock(calendar.working_days(), calendar.agency_zone())
        self._open_files: list[Recruitment] = []
        self._people = Acquaintances(Random(f"{seed}/people"))

    def fill(self, candidates: int, employees: int) -> None:
        Agency.objects.create(
            id=1,
            name=stage.AGENCY_NAME,
            email=f"hej@{stage.AGENCY_DOMAIN}",
            phone="08-465 004 11",
            intake_domain=f"ansok.{stage.AGENCY_DOMAIN}",
            is_demo=True,
        )
        self._templates = ensure_default_templates()
        ensure_default_tempo()
        self._steps = {template.pk: tuple(template.steps.all()) for template in self._templates}
        self._cast = stage.gather(self._book, rng=self._rng, now=self._now, clock=self._clock)
        size = self._size
        for number in range(size.closed):
            self._closed(number)
            self._progress("assignments", 1, size.closed + size.open)
        for number in range(size.open):
            self._open(number)
            self._progress("assignments", 1, size.closed + size.open)
        stage_today(self._book, self._open_files, rng=Random(f"{self._seed}/today"), now=self._now)
        stage_clients(self._open_files, rng=Random(f"{self._seed}/clients"), now=self._now)
        self._write_rows()
        if candidates:
            self._load(candidates)
        self._book.number_entries()
        self._write_rows(last=True)
        for entries in self._book.write_entries():
            self._progress("events", entries, None)
        let_ids_go_on()
        for assignment in Assignment.objects.filter(status=AssignmentStatus.OPEN).order_by("pk"):
            recalculate(assignment=assignment, because_seq=BY_TIME, by=SYSTEM, at=self._now)
        share_some_steps(now=self._now)
        stage_meetings(now=self._now)
        offer_some_times(now=self._now)
        for added in employ(self._cast.clients, more=employees, seed=self._seed, now=self._now):
            self._progress("employees", added, None)
        stage_talks(now=self._now)
        stage_coding(now=self._now)
        stage_releases(now=self._now)
        stage_old_survey(now=self._now)
        stage_echoes(now=self._now)
        stage_rooms(now=self._now)
        stage_training()
        suggest_beside_advice(now=self._now)
        self._progress("forecasts", foretell_the_past(now=self._now), None)

    def write_letters(self, wiring: Wiring) -> None:
        """What the last days' letters and answers are, once everything else is there."""
        self._progress("letters", write_letters(wiring, clock=self._clock, now=self._now), None)
        answer_some_letters(now=self._now)

    def _write_rows(self, *, last: bool = False) -> None:
        for rows in self._book.write_rows(last=last):
            self._progress("rows", rows, None)

    def _load(self, candidates: int) -> None:
        template = self._templates[0]
        load = Load(
            book=self._book,
            cast=self._cast,
            clock=self._clock,
            rng=Random(f"{self._seed}/load"),
            template=template,
            steps=self._steps[template.pk],
            now=self._now,
        )
        for added in load.add(candidates):
            self._write_rows()
            self._progress("candidates", added, candidates)

    # --- one assignment --------------------------------------------------------------------------
    def _closed(self, number: int) -> None:
        span = _OLDEST_KICKOFF_DAYS - _YOUNGEST_CLOSED_DAYS
        age = _OLDEST_KICKOFF_DAYS - span * (number + 0.5) / self._size.closed
        for attempt in range(_ATTEMPTS):
            rng = Random(f"{self._seed}/closed/{number}/{attempt}")
            mark = self._book.mark()
            at = self._clock.on((self._now - timedelta(days=age + attempt * 9)).date(), rng.choice((9, 9.5, 10, 13)))
            file = self._live(rng, owner=rng.choice(self._cast.consultants), at=at, until=self._now)
            if file.row.status == AssignmentStatus.CLOSED:
                turns.after_the_close(file, self._people, now=self._now)
                self._people.keep()
                return
            self._again(mark)
        raise RuntimeError(f"No history of assignment {number} came to a close.")

    def _open(self, number: int) -> None:
        owner = (
            self._cast.lead if number in _OF_THE_LEAD else self._cast.consultants[number % len(self._cast.consultants)]
        )
        age = _OLDEST_OPEN_WORK_DAYS * ((number * 7) % self._size.open + 0.5) / self._size.open
        for attempt in range(_ATTEMPTS):
            rng = Random(f"{self._seed}/open/{number}/{attempt}")
            mark = self._book.mark()
            day = self._clock.days.add(self._clock.date_of(self._now), -max(int(age * 0.93**attempt), 1))
            until = self._clock.days.add(self._clock.date_of(self._now), -3)
            paused_at = self._clock.on(until, 14) if number in _PAUSED else None
            file = self._live(
                rng,
                owner=owner,
                at=self._clock.on(day, rng.choice((9, 10, 11))),
                until=paused_at or self._now,
                handed_over=number in _HANDED_OVER,
            )
            if file.row.status == AssignmentStatus.OPEN and (file.active or attempt > 5 or age < 8):
                if paused_at is not None:
                    turns.pause(file, at=paused_at)
                else:
                    self._open_files.append(file)
                self._people.keep()
                return
            self._again(mark)
        raise RuntimeError(f"No history of assignment {number} was still open.")

    def _again(self, mark: Mark) -> None:
        self._book.back_to(mark)
        self._people.forget()

    def _live(
        self, rng: Random, *, owner: Account, at: datetime, until: datetime, handed_over: bool = False
    ) -> Recruitment:
        brief = self._brief(rng, owner=owner, at=at)
        file = open_recruitment(self._book, self._cast, brief, rng=rng, clock=self._clock, at=at)
        fate = Fate(
            candidates=rng.randint(7, 14),
            agency_pace=rng.uniform(0.6, 1.3),
            cancelled_after=rng.uniform(8, 40) if rng.random() < 0.09 else None,
        )
        history = History(file, position=brief.position, people=self._people, fate=fate)
        if handed_over:
            to = rng.choice([one for one in self._cast.consultants if one not in (owner, brief.deputy)])
            when = self._clock.later(at, rng.uniform(3, 8))
            history.timeline.begin(turns.hand_to(file, to, when=when, by=self._cast.lead))
        history.run(until=until)
        return file

    def _brief(self, rng: Random, *, owner: Account, at: datetime) -> Brief:
        client = rng.choice(self._cast.clients)
        family = rng.choice(client.firm.families)
        position = rng.choice(FAMILIES[family])
        template = self._templates[2 if position.leads and rng.random() < 0.4 else 1 if rng.random() < 0.2 else 0]
        return Brief(
            client=client,
            position=position,
            family=family,
            template=template,
            steps=self._steps[template.pk],
            owner=owner,
            deputy=rng.choice([one for one in self._cast.consultants if one is not owner]),
            kickoff_on=self._clock.date_of(at),
            confidential=rng.random() < 0.05,
        )


def _counted() -> Filled:
    return Filled(
        companies=Company.objects.count(),
        accounts=Account.objects.count(),
        assignments_open=Assignment.objects.exclude(status=AssignmentStatus.CLOSED).count(),
        assignments_closed=Assignment.objects.filter(status=AssignmentStatus.CLOSED).count(),
        candidates=Candidate.objects.count(),
        candidacies=Candidacy.objects.count(),
        employees=Employment.objects.count(),
        events=Event.objects.count(),
    )
