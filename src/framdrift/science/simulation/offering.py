"""From complete evidence to a hire: the gate, the client's decision, approval, the offer and its answer.

Nobody is chosen until everybody who is with the client has complete evidence; only a policy that rushes takes the first
who is good enough. Somebody chosen who leaves or declines is followed by the next best who is complete.
"""

from __future__ import annotations

from collections.abc import Callable

from framdrift.science.simulation import gathering
from framdrift.science.simulation.cases import Assignment, Candidate, End, Phase, Question, Stage, Work
from framdrift.science.simulation.ground import Ground
from framdrift.science.simulation.judgement import FIRST_CLIENT, INTERVIEW, REFERENCES, SCREEN, estimate_one
from framdrift.science.simulation.policy import Bound, Gate
from framdrift.science.simulation.world import ROUNDS

DECISION, APPROVAL = 0, 1
ANSWER = 1
MANDATORY = frozenset({SCREEN, INTERVIEW, FIRST_CLIENT, REFERENCES})
"""A decision without these about somebody who is with the client is an early one; the second interview is optional."""


def settle(agency: Ground, row: Assignment) -> None:
    """Look at an assignment where something has changed, and move it if it is ready."""
    if row.phase is Phase.CLOSED:
        return
    if row.phase in (Phase.PREPARE, Phase.DECIDE) and not _complete(row):
        _gather_again(agency, row)
    elif row.phase in (Phase.APPROVE, Phase.OFFER, Phase.ANSWER) and not (row.chosen and row.chosen.is_here):
        _next_best(agency, row)
    elif row.phase is Phase.GATHER:
        _pass_gate(agency, row)


def _complete(row: Assignment) -> list[Candidate]:
    return [candidate for candidate in row.candidates if candidate.stage is Stage.COMPLETE]


def _pass_gate(agency: Ground, row: Assignment) -> None:
    upstream = any(candidate.stage < Stage.REVIEW for candidate in row.candidates)
    with_client = any(candidate.is_incomplete_with_client for candidate in row.candidates)
    complete = _complete(row)
    if complete and _is_ready(agency, row, complete, upstream=upstream, with_client=with_client):
        _prepare(agency, row)
    elif not (complete or upstream or with_client):
        _search_again(agency, row)


def _is_ready(agency: Ground, row: Assignment, complete: list[Candidate], *, upstream: bool, with_client: bool) -> bool:
    if agency.practice.gate is Gate.RUSH:
        enough = agency.scenario.evidence.rush_enough
        return not (upstream or with_client) or any(judged(agency, one) >= enough for one in complete)
    return not with_client and (not upstream or len(complete) >= agency.scenario.search.shortlist)


def judged(agency: Ground, candidate: Candidate) -> float:
    """The client's estimate of a candidate's fit from the evidence that is in."""
    signals = agency.world.structured if agency.practice.client_scorecards else agency.world.signals
    return estimate_one(signals, candidate.row.index, candidate.place, candidate.have)


def _search_again(agency: Ground, row: Assignment) -> None:
    search = agency.scenario.search
    if row.second_wave or not search.second_wave:
        agency.close(row, hired=None)
        return
    row.second_wave = True
    agency.send_wave(row, search.candidates, agency.scenario.candidates)


def _prepare(agency: Ground, row: Assignment) -> None:
    _enter(agency, row, Phase.PREPARE)
    agency.add_work(Work.DECISION, row, None, agency.scenario.minutes.decision)


def _enter(agency: Ground, row: Assignment, phase: Phase) -> None:
    row.phase, row.since = phase, agency.now


def _prepared(agency: Ground, row: Assignment) -> None:
    """The client decides: in the decision meeting that was planned, or in their own time."""
    _enter(agency, row, Phase.DECIDE)
    booking, slots = row.booking, agency.scenario.slots
    first = booking.decision_from if booking else 0.0
    slot = gathering.next_slot(agency.now, begins=row.begins, first=first, every=slots.decision_every)
    _ask(agency, row, Question.DECISION, slot=slot)


def _ask(agency: Ground, row: Assignment, question: Question, *, slot: float) -> None:
    turn, kind = min(row.round, ROUNDS - 1), DECISION if question is Question.DECISION else APPROVAL
    work = float(agency.world.decision_work[row.index, turn, kind])
    if not row.agreed:
        agency.clients.ask(question, row, None, work=work)
        return
    since, kept = row.since, agency.is_kept(bool(agency.world.decision_kept[row.index, turn, kind]))
    phase = row.phase

    def come() -> None:
        if row.phase is not phase or row.since != since:
            return
        if kept:
            ANSWERED[question](agency, row)
            return
        for candidate in _complete(row):
            agency.break_promise(candidate)
        agency.clients.ask(question, row, None, work=work)

    agency.after(slot - agency.now, come)


def _decided(agency: Ground, row: Assignment) -> None:
    here = [candidate for candidate in row.candidates if candidate.is_here and candidate.stage >= Stage.REVIEW]
    row.early = row.early or any(not MANDATORY.issubset(candidate.have) for candidate in here)
    _next_best(agency, row)


def _next_best(agency: Ground, row: Assignment) -> None:
    """The best by the evidence that is in; the client approves the terms."""
    _withdraw(agency, row)
    complete = _complete(row)
    if not complete:
        _gather_again(agency, row)
        return
    row.chosen = max(complete, key=lambda candidate: (judged(agency, candidate), -candidate.place))
    _enter(agency, row, Phase.APPROVE)
    _ask(agency, row, Question.APPROVAL, slot=agency.now + agency.scenario.slots.approval_days)


def _withdraw(agency: Ground, row: Assignment) -> None:
    """What was under way towards an offer stops."""
    row.chosen, row.round = None, row.round + 1
    row.tasks[:] = [task for task in row.tasks if task.work not in (Work.DECISION, Work.OFFER)]
    agency.clients.drop_own(row)


def _gather_again(agency: Ground, row: Assignment) -> None:
    """Nobody complete is left: those who were held back are presented."""
    _withdraw(agency, row)
    _enter(agency, row, Phase.GATHER)
    for candidate in row.candidates:
        if candidate.stage is Stage.HELD:
            gathering.present(agency, candidate)
    agency.look_again(row)


def _approved(agency: Ground, row: Assignment) -> None:
    _enter(agency, row, Phase.OFFER)
    agency.add_work(Work.OFFER, row, row.chosen, agency.scenario.minutes.offer)


def _offered(agency: Ground, row: Assignment) -> None:
    candidate = row.chosen
    if candidate is None:
        return
    _enter(agency, row, Phase.ANSWER)
    agency.stand(candidate, Stage.OFFERED)
    agency.think_over(candidate)
    drawn = float(agency.world.outside[row.index, candidate.place, ANSWER])
    agency.at(agency.now + agency.scenario.calendars.answer_days * drawn, lambda: _answered(agency, candidate))


def _answered(agency: Ground, candidate: Candidate) -> None:
    if candidate.stage is not Stage.OFFERED:
        return
    row, world = candidate.row, agency.world
    if world.declines[row.index, candidate.place]:
        agency.end(candidate, End.DECLINED)
    elif world.slow_decline[row.index, candidate.place] < _slow_decline(agency, candidate):
        agency.end(candidate, End.DECLINED_FOR_TIME)
    else:
        agency.close(row, hired=candidate)


def _slow_decline(agency: Ground, candidate: Candidate) -> float:
    """The chance that somebody declines because it took too long: none at first, then rising to its most."""
    leaving = agency.scenario.leaving
    late = (agency.now - candidate.arrived - leaving.slow_decline_from_days) / leaving.slow_decline_full_days
    return leaving.scale * leaving.slow_decline_most * min(max(late, 0.0), 1.0)


def _kicked_off(agency: Ground, row: Assignment) -> None:
    row.agreed = bool(agency.world.agrees[row.index]) or agency.practice.bound is Bound.FRONTIER
    row.booking = agency.policy.book(agency.scenario)


AFTER: dict[Work, Callable[[Ground, Assignment], None]] = {
    Work.KICK_OFF: _kicked_off,
    Work.DECISION: _prepared,
    Work.OFFER: _offered,
}
"""What follows when a piece of work for a whole assignment is done."""

ANSWERED: dict[Question, Callable[[Ground, Assignment], None]] = {
    Question.DECISION: _decided,
    Question.APPROVAL: _approved,
}
"""What follows when a client has answered for a whole assignment."""
