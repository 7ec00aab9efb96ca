"""Drafting a kick-off: the answer at once, and the job that looks for a better one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.planning.kickoff.gathering import problem_for, steps_of
from framdrift.planning.kickoff.improving import improve
from framdrift.planning.kickoff.owners import Owners, give_steps, with_owners
from framdrift.planning.kickoff.problem import left_out_of, meetings_of
from framdrift.planning.kickoff.quick import quickly
from framdrift.planning.kickoff.rounds import Asked, as_json
from framdrift.recruiting.actions import sittings
from framdrift.recruiting.meeting_refusals import NothingToHold
from framdrift.recruiting.models import Assignment, Sitting


def draft(
    *,
    assignment: Assignment,
    asked: Asked,
    by: Viewer,
    at: datetime,
    clock: Callable[[], float],
    owners: Mapping[int, Owners] | None = None,
) -> Sitting:
    """Propose times for everything that is asked, in less than a second, and let a job look for better ones.

    `clock` gives seconds that only grow; `owners` says who has which step from now on, by plan step's id. Raises
    NothingToHold, SittingOver, OwnDeputy.
    """
    if not asked.rounds:
        raise NothingToHold
    asked = with_owners(asked, owners or {}, assignment=assignment)
    _problem, found = quickly(problem_for(asked, at=at), asked, clock=clock)
    wanted = meetings_of(found, asked, steps_of(assignment))
    with transaction.atomic():
        give_steps(owners or {}, assignment=assignment, by=by, at=at)
        sitting = sittings.draft_sitting(
            assignment=assignment,
            asked=as_json(asked),
            wanted=wanted,
            left_out=left_out_of(found, asked),
            by=by,
            at=at,
        )
        improve.enqueue(sitting.pk, sitting.version, at.isoformat())
    return sitting
