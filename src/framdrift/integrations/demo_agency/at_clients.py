"""What clients meet on the day at hand: advice where a decision waits, and one manager with two things to do.

Everybody who enters the demonstration as a hiring manager meets the same small page: one decision with its debrief,
and one assessment to give. What else would have waited there was passed to the company's HR.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from framdrift.foundation import texts
from framdrift.integrations.demo_agency import moves
from framdrift.integrations.demo_agency.recruitment import Course, Recruitment, Stay
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import BallReason, Side
from framdrift.recruiting.models import Advice, Scorecard

_ADVICE = (
    "Allt ni bad om är inne, och de som har träffat kandidaten ser i stort sett samma sak. Jag skulle bestämma mig nu: "
    "mer underlag av samma slag lär inte ändra bilden.",
    "Underlaget är komplett. Där era bilder går isär skulle jag tala en kvart först, och sedan besluta samma dag.",
    "Allt är inne. Det finns ingen brådska i planen, men heller inget mer att vänta på.",
)
_PASSED_AGO = timedelta(hours=4)


@dataclass(frozen=True)
class Held:
    """A ball on the client's side, and where it lies."""

    file: Recruitment
    course: Course
    stay: Stay

    @property
    def is_decision(self) -> bool:
        """Whether it is a decision with two views to compare."""
        given = [card for card in self.course.cards if card.submitted_at]
        return self.stay.ball.reason == BallReason.DECIDE and len(given) > 1


def stage_clients(files: Sequence[Recruitment], *, rng: Random, now: datetime) -> None:
    """Advice for every decision that waits, and two things for the manager who needs to pass on least for it."""
    held = list(_held(files))
    for one in held:
        if one.stay.ball.reason == BallReason.DECIDE:
            _advise(one, rng=rng, now=now)
    chosen = _manager(files, held)
    if chosen is not None:
        _leave_one_decision([one for one in held if one.stay.ball.account_id == chosen.pk], now=now)


def _held(files: Sequence[Recruitment]) -> Iterator[Held]:
    for file in files:
        for course in file.active:
            if course.stay.ball.side == Side.CLIENT:
                yield Held(file, course, course.stay)


def _advise(one: Held, *, rng: Random, now: datetime) -> None:
    at = min(one.stay.ball.since + timedelta(minutes=25), now)
    words = one.file.book.text(rng.choice(_ADVICE), about=one.course.candidate.pseudonym)
    advice = one.file.book.new(
        Advice,
        candidacy=one.course.row,
        assignment=one.file.row,
        company_id=one.file.row.company_id,
        text=words,
        written_by=one.file.owner,
        written_at=at,
    )
    told = events.AdviceGiven(advice_id=advice.pk, text=texts.reference(words), **one.file.ids_of(one.course))
    one.file.tell(told, actor=one.file.owner, at=at)


def _manager(files: Sequence[Recruitment], held: Sequence[Held]) -> Account | None:
    """A decider with one assessment to give and a decision to take: the one with least else."""
    cards = [card for file in files for course in file.active for card in course.cards if card.submitted_at is None]
    found: list[tuple[int, int, Account]] = []
    for decider in {file.decider.pk: file.decider for file in files}.values():
        theirs = [one for one in held if one.stay.ball.account_id == decider.pk]
        if any(one.is_decision for one in theirs) and _owes_one(decider, cards):
            found.append((len(theirs), decider.pk, decider))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _owes_one(decider: Account, cards: Sequence[Scorecard]) -> bool:
    return sum(1 for card in cards if card.author_id == decider.pk) == 1


def _leave_one_decision(held: Sequence[Held], *, now: datetime) -> None:
    """Keep the first decision that has a debrief; everything else goes to the company's HR."""
    kept = next(one for one in held if one.is_decision)
    for one in held:
        if one is kept:
            continue
        ball = one.stay.ball
        at = max(ball.since, min(now - _PASSED_AGO, now))
        moves.pass_ball(
            one.file,
            one.course,
            one.stay,
            side=Side.CLIENT,
            account=one.file.client.hr,
            reason=BallReason(ball.reason),
            until_on=max(ball.until_on, one.file.clock.days.add(one.file.on(now), 1)),
            actor=one.file.decider,
            at=at,
        )
