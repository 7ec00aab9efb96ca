"""Rounds: opened with everybody who is to be asked, filled with those who fall due, closed once and for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from framdrift.conversations import events
from framdrift.conversations.answers.rounds import close_answers
from framdrift.conversations.kinds import ENDED, InvitationState, ProgrammeState, TalkKind
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes.asking import Asking, PlannedTalk, Span, last_working_day, plan_asking
from framdrift.conversations.programmes.drafting import asks_in_rounds
from framdrift.conversations.programmes.rules import coarse_units, quarter_end, rounds_apart
from framdrift.conversations.refusals import NotLaunched, RoundIsOpen
from framdrift.conversations.scope import require_listener
from framdrift.foundation import calendar
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.events import record
from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.organisations.roster.queries import unit_tree

COARSE_TIMES = 3
"""A unit is named beside an anonymous answer only where so many times n_min are asked in it."""
_SHORTEST_ROUND_DAYS = 30


@transaction.atomic
def open_round(*, programme: Programme, opens_on: date, by: Viewer, at: datetime) -> ProgrammeRound:
    """The next round from this day on. One that asks everybody gets all its invitations at once.

    Raises NotLaunched, RoundIsOpen, NotAllowed.
    """
    require_listener(by)
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    if row.state != ProgrammeState.LAUNCHED:
        raise NotLaunched
    if row.rounds.filter(closed_at=None).exists():
        raise RoundIsOpen
    found = ProgrammeRound.objects.create(
        programme=row,
        company_id=row.company_id,
        number=row.rounds.count() + 1,
        opens_on=opens_on,
        closes_on=closes_on(row, opens_on),
    )
    _tell(
        events.RoundOpened(**_ids(found), opens_on=found.opens_on, closes_on=found.closes_on),
        by,
        at,
    )
    if asks_in_rounds(row):
        _invite(found, plan_asking(row, Span(found.opens_on, found.closes_on), on=opens_on), on=opens_on)
    return found


@transaction.atomic
def fill_round(*, programme_round: ProgrammeRound, on: date, by: Viewer, at: datetime) -> Asking:
    """Plan invitations for those who fall due by the round's close, seen on the day `on`, and have none in it.

    Newcomers and those whose touchpoint has passed are caught up. At level D nobody is added: a letter on a day of its
    own would tell whose answer came. Raises NotLaunched, NotAllowed.
    """
    require_listener(by)
    row = Programme.objects.select_for_update().get(pk=programme_round.programme_id)
    if row.state != ProgrammeState.LAUNCHED or programme_round.closed_at is not None:
        raise NotLaunched
    if row.is_anonymous:
        return Asking((), ())
    asking = plan_asking(row, Span(max(on, programme_round.opens_on), programme_round.closes_on), on=on)
    _invite(programme_round, asking, on=on)
    return asking


@transaction.atomic
def send_due_invitations(*, programme_round: ProgrammeRound, on: date, by: Viewer, at: datetime) -> int:
    """Those planned for this day or earlier are invited: the letters are written by who hears of it. How many.

    Raises NotAllowed.
    """
    require_listener(by)
    due = Invitation.objects.filter(round=programme_round, state=InvitationState.PLANNED, ask_on__lte=on)
    if programme_round.programme.kind in (TalkKind.STAY, TalkKind.ONBOARDING):
        due.filter(employment__ended_on__lt=on).delete()  # left meanwhile: never asked, so nothing is lost
    named = due.filter(is_anonymous=False).update(state=InvitationState.INVITED, invited_at=at)
    sent = named + due.filter(is_anonymous=True).update(state=InvitationState.INVITED)
    if sent:
        _tell(events.InvitationsDue(**_ids(programme_round), on=on), by, at)
    return sent


@transaction.atomic
def close_round(*, programme_round: ProgrammeRound, by: Viewer, at: datetime) -> None:
    """No answer belongs to it any more; those who have not answered are asked no more. Once. Raises NotAllowed."""
    require_listener(by)
    if not ProgrammeRound.objects.filter(pk=programme_round.pk, closed_at=None).update(closed_at=at):
        return
    waiting = Invitation.objects.filter(round=programme_round, is_anonymous=False).exclude(state__in=ENDED)
    waiting.exclude(state=InvitationState.STARTED).update(state=InvitationState.EXPIRED, ended_at=at)
    waiting.filter(state=InvitationState.STARTED).update(state=InvitationState.DONE, ended_at=at)
    if programme_round.programme.is_anonymous:
        close_answers(programme_round=programme_round)
    _tell(events.RoundClosed(**_ids(programme_round)), by, at)


def closes_on(programme: Programme, opens_on: date) -> date:
    """The last day of a round that opens on this day: its weeks, or the quarter's end for one that runs on and on.

    A quarter with fewer than 30 days left goes on into the next. The letters name the day as the last one, so it is a
    working day. One statement.
    """
    days = calendar.working_days()
    if asks_in_rounds(programme):
        end = opens_on + timedelta(weeks=programme.round_weeks, days=-1)
    else:
        end = quarter_end(opens_on)
        if (end - opens_on).days < _SHORTEST_ROUND_DAYS:
            end = quarter_end(end + timedelta(days=1))
    return last_working_day(end, first_on=opens_on, days=days)


def next_opening(programme: Programme, *, on: date) -> date | None:
    """The day on which the next round opens: today, later, or never (None). One statement."""
    last = programme.rounds.order_by("-number").first()
    if last is None:
        return max(programme.starts_on, on)
    if last.closed_at is None or programme.every_months == 0:
        return None
    if programme.every_months is None:
        return max(last.closes_on + timedelta(days=1), on)
    return max(rounds_apart(last.opens_on, every_months=programme.every_months), on)


def _invite(programme_round: ProgrammeRound, asking: Asking, *, on: date) -> None:
    there = set(Invitation.objects.filter(round=programme_round).values_list("employment_id", "reason"))
    units = _units(programme_round, asking.planned, on=on)
    Invitation.objects.bulk_create(
        Invitation(
            programme_id=programme_round.programme_id,
            round=programme_round,
            company_id=programme_round.company_id,
            employment_id=talk.asked.person.id,
            unit_id=units[talk.asked.unit_id],
            interviewer_id=talk.interviewer_id,
            reason=talk.code,
            is_anonymous=programme_round.programme.is_anonymous,
            ask_on=talk.ask_on,
            due_on=talk.due_on,
        )
        for talk in asking.planned
        if (talk.asked.person.id, talk.code) not in there
    )


def _units(
    programme_round: ProgrammeRound, planned: Iterable[PlannedTalk], *, on: date
) -> dict[int | None, int | None]:
    """The unit that is kept with each invitation: as it is, or at level D the coarse one."""
    found = [talk.asked.unit_id for talk in planned]
    if not programme_round.programme.is_anonymous:
        return {unit: unit for unit in found}
    tree = unit_tree(SYSTEM, programme_round.company_id, on=on)
    top_of = {unit: node.id for node in tree.nodes if node.depth == 0 for unit in tree.inside(node.id)}
    sizes = Counter(top_of.get(unit) for unit in found if unit is not None)
    named = coarse_units(
        {unit: size for unit, size in sizes.items() if unit is not None},
        people=len(found),
        least=COARSE_TIMES * programme_round.programme.n_min,
    )
    return {unit: top if (top := top_of.get(unit or 0)) in named else None for unit in found}


def _ids(programme_round: ProgrammeRound) -> dict[str, int]:
    return {
        "round_id": programme_round.pk,
        "programme_id": programme_round.programme_id,
        "company_id": programme_round.company_id,
    }


def _tell(announcement: Announcement, by: Viewer, at: datetime) -> None:
    record(announcement, actor=by.pseudonym, at=at)
