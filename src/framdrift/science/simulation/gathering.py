"""From first contact to complete evidence: what follows from each step about one candidate."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from framdrift.science.simulation.cases import Candidate, End, Phase, Question, Stage, Work
from framdrift.science.simulation.ground import Ground
from framdrift.science.simulation.judgement import FIRST_CLIENT, INTERVIEW, REFERENCES, SCREEN, SECOND_CLIENT
from framdrift.science.simulation.policy import Gate

REVIEW, FIRST_FEEDBACK, SECOND_FEEDBACK, FIRST_CALENDAR, SECOND_CALENDAR, OWN_CALENDAR = range(6)
"""Places of a candidate's waits in the world's numbers."""

REFEREES = 0
_ASKED, _IN = 1, 2


def next_slot(now: float, *, begins: float, first: float, every: float) -> float:
    """The first slot at or after `now` of those every so many days from `first` days after kick-off."""
    start = begins + first
    return start + every * max(0, ceil((now - start) / every - 1e-9))


def arrive(agency: Ground, candidate: Candidate) -> None:
    """First contact: somebody answers the search."""
    if candidate.row.phase is Phase.CLOSED:
        return
    candidate.arrived = candidate.last_news = agency.now
    agency.crowd.enter(agency.number(candidate), agency.now)
    agency.stand(candidate, Stage.SCREEN)
    agency.add_work(Work.SCREEN, candidate.row, candidate, agency.scenario.minutes.screen)


def _screened(agency: Ground, candidate: Candidate) -> None:
    candidate.have = (SCREEN,)
    agency.tell(candidate)
    row = candidate.row.index
    if agency.world.screened[row, candidate.place] < agency.scenario.evidence.screen_enough:
        agency.end(candidate, End.NOT_CHOSEN)
        return
    agency.stand(candidate, Stage.BOOK_INTERVIEW)
    agency.add_work(Work.BOOK_INTERVIEW, candidate.row, candidate, _scheduling(agency, candidate))


def _scheduling(agency: Ground, candidate: Candidate) -> float:
    """Where the slots are agreed an appointment is a matter of minutes."""
    minutes = agency.scenario.minutes
    return minutes.schedule_with_plan if candidate.row.agreed else minutes.schedule


def _interview_booked(agency: Ground, candidate: Candidate) -> None:
    _booked(agency, candidate, Stage.INTERVIEW_BOOKED)
    drawn = float(agency.world.answers[candidate.row.index, candidate.place, OWN_CALENDAR])
    agency.after(agency.scenario.calendars.interview_days * drawn, lambda: _meet(agency, candidate))


def _booked(agency: Ground, candidate: Candidate, stage: Stage) -> None:
    agency.stand(candidate, stage)
    agency.tell(candidate)
    agency.keep_promise(candidate)
    agency.set_known(candidate, known=True)


def _meet(agency: Ground, candidate: Candidate) -> None:
    if candidate.stage is not Stage.INTERVIEW_BOOKED:
        return
    agency.stand(candidate, Stage.INTERVIEW)
    agency.add_work(Work.INTERVIEW, candidate.row, candidate, agency.scenario.minutes.interview)


def _interviewed(agency: Ground, candidate: Candidate) -> None:
    candidate.have = (SCREEN, INTERVIEW)
    agency.tell(candidate)
    agency.keep_promise(candidate)
    if not agency.world.presentable[candidate.row.index, candidate.place]:
        agency.end(candidate, End.NOT_CHOSEN)
        return
    agency.stand(candidate, Stage.PROFILE)
    agency.add_work(Work.PROFILE, candidate.row, candidate, agency.scenario.minutes.profile)


def _profiled(agency: Ground, candidate: Candidate) -> None:
    agency.stand(candidate, Stage.HELD)
    if candidate.row.phase is Phase.GATHER:
        present(agency, candidate)


def present(agency: Ground, candidate: Candidate) -> None:
    """The client gets to read about a candidate. While a decision is being made nobody new is presented."""
    agency.stand(candidate, Stage.REVIEW)
    row = candidate.row
    first = row.booking.review_from if row.booking else 0.0
    slot = next_slot(agency.now, begins=row.begins, first=first, every=agency.scenario.slots.review_every)
    _ask(agency, Question.REVIEW, candidate, number=REVIEW, slot=slot)


def _ask(agency: Ground, question: Question, candidate: Candidate, *, number: int, slot: float) -> None:
    """Ask the client; where slots are agreed, in the slot, and in their own time if they do not keep it."""
    row = candidate.row
    work = float(agency.world.answers[row.index, candidate.place, number])
    if not row.agreed:
        agency.clients.ask(question, row, candidate, work=work)
        return
    stage, since = candidate.stage, candidate.since
    kept = agency.is_kept(bool(agency.world.kept[row.index, candidate.place, number]))
    agency.set_known(candidate, known=True)

    def come() -> None:
        if candidate.stage is not stage or candidate.since != since:
            return
        if kept:
            ANSWERED[question](agency, candidate)
        else:
            agency.break_promise(candidate)
            agency.clients.ask(question, row, candidate, work=work)

    agency.after(slot - agency.now, come)


def _next_client_interview(agency: Ground, candidate: Candidate) -> None:
    candidate.turn += 1
    agency.set_known(candidate, known=False)
    agency.stand(candidate, Stage.BOOK_CLIENT)
    agency.add_work(Work.BOOK_CLIENT, candidate.row, candidate, _scheduling(agency, candidate))


def _client_booked(agency: Ground, candidate: Candidate) -> None:
    """In the next agreed slot; or, where none is agreed or the last was not kept, when calendars allow."""
    row = candidate.row
    by_slot = row.agreed and not candidate.missed
    _booked(agency, candidate, Stage.CLIENT_BOOKED)
    candidate.missed = False
    if by_slot:
        _wait_for_slot(agency, candidate)
        return
    drawn = float(agency.world.answers[row.index, candidate.place, _calendar(candidate)])
    usual = agency.scenario.calendars.client_interview_days * drawn * float(agency.world.slowness[row.index])
    agency.after(usual, lambda: _held(agency, candidate))


def _wait_for_slot(agency: Ground, candidate: Candidate) -> None:
    row, slots = candidate.row, agency.scenario.slots
    first = 0.0
    if row.booking:
        first = row.booking.first_from if candidate.turn == 1 else row.booking.second_from
    earliest = agency.now + slots.interview_ahead
    slot = next_slot(earliest, begins=row.begins, first=first, every=slots.interview_every)
    kept = agency.is_kept(bool(agency.world.kept[row.index, candidate.place, _calendar(candidate)]))
    agency.after(slot - agency.now, lambda: (_held if kept else _stood_up)(agency, candidate))


def _calendar(candidate: Candidate) -> int:
    return FIRST_CALENDAR if candidate.turn == 1 else SECOND_CALENDAR


def _stood_up(agency: Ground, candidate: Candidate) -> None:
    """The client did not keep the slot: a broken promise, and booking anew as usual."""
    if candidate.stage is not Stage.CLIENT_BOOKED:
        return
    agency.break_promise(candidate)
    candidate.missed = True
    agency.stand(candidate, Stage.BOOK_CLIENT)
    agency.add_work(Work.BOOK_CLIENT, candidate.row, candidate, agency.scenario.minutes.schedule)


def _held(agency: Ground, candidate: Candidate) -> None:
    """The client has met the candidate."""
    if candidate.stage is not Stage.CLIENT_BOOKED:
        return
    agency.tell(candidate)
    agency.keep_promise(candidate)
    row = candidate.row
    if agency.world.mismatch[row.index, candidate.place, candidate.turn - 1]:
        agency.end(candidate, End.MISMATCH)
        return
    agency.stand(candidate, Stage.FEEDBACK)
    number = FIRST_FEEDBACK if candidate.turn == 1 else SECOND_FEEDBACK
    _ask(agency, Question.FEEDBACK, candidate, number=number, slot=agency.now + agency.scenario.slots.feedback_days)


def _fed_back(agency: Ground, candidate: Candidate) -> None:
    candidate.have += (FIRST_CLIENT if candidate.turn == 1 else SECOND_CLIENT,)
    agency.stand(candidate, Stage.DEBRIEF)
    agency.add_work(Work.DEBRIEF, candidate.row, candidate, agency.scenario.minutes.debrief)


def _debriefed(agency: Ground, candidate: Candidate) -> None:
    agency.tell(candidate)
    agency.keep_promise(candidate)
    if agency.practice.gate is Gate.RUSH:
        _complete(agency, candidate)
        return
    is_last = candidate.turn == 2 or not agency.asks_second
    if is_last or candidate.row.agreed:
        _ask_referees(agency, candidate)
    if not is_last:
        _next_client_interview(agency, candidate)
    elif candidate.references == _IN:
        _complete(agency, candidate)
    else:
        agency.stand(candidate, Stage.REFERENCES)


def _ask_referees(agency: Ground, candidate: Candidate) -> None:
    """Once for each; with a plan beside the second interview, else after it."""
    if not candidate.references:
        candidate.references = _ASKED
        agency.add_work(Work.REFERENCES, candidate.row, candidate, agency.scenario.minutes.references)


def _referees_asked(agency: Ground, candidate: Candidate) -> None:
    drawn = float(agency.world.outside[candidate.row.index, candidate.place, REFEREES])
    agency.after(agency.scenario.calendars.referee_days * drawn, lambda: _referees_answered(agency, candidate))


def _referees_answered(agency: Ground, candidate: Candidate) -> None:
    if not candidate.is_here:
        return
    candidate.references = _IN
    candidate.have += (REFERENCES,)
    if candidate.stage is Stage.REFERENCES:
        _complete(agency, candidate)


def _complete(agency: Ground, candidate: Candidate) -> None:
    """All evidence is in; where a decision meeting is planned its date is known."""
    agency.stand(candidate, Stage.COMPLETE)
    agency.set_known(candidate, known=candidate.row.agreed)
    agency.look_again(candidate.row)


AFTER: dict[Work, Callable[[Ground, Candidate], None]] = {
    Work.SCREEN: _screened,
    Work.BOOK_INTERVIEW: _interview_booked,
    Work.INTERVIEW: _interviewed,
    Work.PROFILE: _profiled,
    Work.BOOK_CLIENT: _client_booked,
    Work.DEBRIEF: _debriefed,
    Work.REFERENCES: _referees_asked,
}
"""What follows when a piece of work about a candidate is done."""

ANSWERED: dict[Question, Callable[[Ground, Candidate], None]] = {
    Question.REVIEW: _next_client_interview,
    Question.FEEDBACK: _fed_back,
}
"""What follows when a client has answered about a candidate."""
