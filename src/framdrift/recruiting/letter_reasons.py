"""Whether what a letter depends on is still so; settings.LETTER_REASONS names `still_holds`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from framdrift.foundation.models import Event
from framdrift.recruiting.events.times import OfferedTimesWithdrawn
from framdrift.recruiting.kinds import AssignmentStatus, CandidacyStatus
from framdrift.recruiting.models import Assignment, Ball, Candidacy, Offer, Outcome, Promise, Reference, Scorecard, Step


def still_holds(reason: str) -> bool:
    """Whether a reason such as `ball:12` holds: of several divided by commas any, of several joined by `&` every one.
    KeyError for an unknown sort."""
    return any(all(_holds(one) for one in joined.split("&")) for joined in reason.split(","))


def _holds(reason: str) -> bool:
    sort, _, rest = reason.partition(":")
    return _SORTS[sort](rest)


def _ball(rest: str) -> bool:
    """Its holder still has it, and the clocks run."""
    return Ball.objects.filter(pk=int(rest), ended_at=None, assignment__status=AssignmentStatus.OPEN).exists()


def _step(rest: str) -> bool:
    """The step is still open."""
    return Step.objects.filter(pk=int(rest), closed_at=None).exists()


def _booking(rest: str) -> bool:
    """`STEP:INSTANT`: the step is still booked at that instant, and open."""
    number, _, instant = rest.partition(":")
    return Step.objects.filter(pk=int(number), booked_at=datetime.fromisoformat(instant), closed_at=None).exists()


def _unbooked(rest: str) -> bool:
    """The step is open and has no time."""
    return Step.objects.filter(pk=int(rest), booked_at=None, closed_at=None).exists()


def _times(rest: str) -> bool:
    """`OFFER:LAST`, two events: none of the times that were offered by the one was taken back after the other."""
    offer, last = (int(seq) for seq in rest.split(":"))
    offered = Event.objects.get(pk=offer)
    taken_back = Event.objects.filter(subject=offered.subject, code=OfferedTimesWithdrawn.code, seq__gt=last)
    gone = {pk for ids in taken_back.values_list("data__offered_time_ids", flat=True) for pk in ids}
    return gone.isdisjoint(offered.data["offered_time_ids"])


def _stands(rest: str) -> bool:
    """`CANDIDACY:PLANSTEP`: the candidacy still stands there."""
    number, _, place = rest.partition(":")
    return Candidacy.objects.filter(pk=int(number), plan_step_id=int(place), status=CandidacyStatus.ACTIVE).exists()


def _active(rest: str) -> bool:
    """The candidacy has not ended."""
    return Candidacy.objects.filter(pk=int(rest), status=CandidacyStatus.ACTIVE).exists()


def _ended(rest: str) -> bool:
    """The end has not been taken back."""
    return Outcome.objects.filter(pk=int(rest), undone_at=None).exists()


def _offer(rest: str) -> bool:
    """The offer has not been answered."""
    return Offer.objects.filter(pk=int(rest), answered_at=None).exists()


def _promise(rest: str) -> bool:
    """The promise is neither kept nor taken back."""
    return Promise.objects.filter(pk=int(rest), kept_at=None, withdrawn_at=None).exists()


def _paused(rest: str) -> bool:
    """The assignment stands still."""
    return Assignment.objects.filter(pk=int(rest), status=AssignmentStatus.PAUSED).exists()


def _running(rest: str) -> bool:
    """`ASSIGNMENT-ASSIGNMENT`: every one of them runs."""
    numbers = {int(number) for number in rest.split("-")}
    return Assignment.objects.filter(pk__in=numbers, status=AssignmentStatus.OPEN).count() == len(numbers)


def _reference(rest: str) -> bool:
    """The referee has not answered, and the candidate is still under way."""
    waiting = Reference.objects.filter(pk=int(rest), received_at=None, declined_at=None)
    return waiting.filter(candidacy__status=CandidacyStatus.ACTIVE).exists()


def _scorecard(rest: str) -> bool:
    """The assessment is not in, and the candidate is still under way."""
    return Scorecard.objects.filter(pk=int(rest), submitted_at=None, candidacy__status=CandidacyStatus.ACTIVE).exists()


_SORTS: Mapping[str, Callable[[str], bool]] = {
    "ball": _ball,
    "step": _step,
    "booking": _booking,
    "unbooked": _unbooked,
    "times": _times,
    "stands": _stands,
    "active": _active,
    "ended": _ended,
    "offer": _offer,
    "promise": _promise,
    "paused": _paused,
    "running": _running,
    "reference": _reference,
    "scorecard": _scorecard,
}
