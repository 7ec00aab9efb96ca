"""Who has each step, said in the same sitting as its meetings: whoever takes a step over sits where the other sat."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Account
from framdrift.planning.kickoff.rounds import Asked, Part, Round, Sitter
from framdrift.recruiting.actions.step_people import set_step_people
from framdrift.recruiting.kinds import SeatRole
from framdrift.recruiting.models import Assignment, Deputy, PlanStep


@dataclass(frozen=True, slots=True)
class Owners:
    """Who has a step and who steps in there; no deputy: the assignment's."""

    owner: Account
    deputy: Account | None = None


def with_owners(asked: Asked, owners: Mapping[int, Owners], *, assignment: Assignment) -> Asked:
    """The rounds as they are once the steps have these owners, by plan step's id. Two statements, none without any."""
    if not owners:
        return asked
    deputies = frozenset(Deputy.objects.filter(assignment=assignment).values_list("account_id", flat=True))
    steps = {step.pk: step for step in PlanStep.objects.filter(assignment=assignment, pk__in=owners)}
    return Asked(
        tuple(
            _with_owners(one, steps[one.plan_step_id], owners[one.plan_step_id], assignment, deputies)
            if one.plan_step_id in steps
            else one
            for one in asked.rounds
        )
    )


def _with_owners(one: Round, step: PlanStep, now: Owners, assignment: Assignment, deputies: Collection[int]) -> Round:
    before = step.owner_id or assignment.owner_id
    deputy = now.deputy.pk if now.deputy else None
    gone = None if step.deputy_id in (deputy, *deputies) else step.deputy_id
    return handed_over(one, before=before, now=now.owner.pk, deputy=deputy, gone=gone)


def handed_over(one: Round, *, before: int, now: int, deputy: int | None, gone: int | None) -> Round:
    """A round whose step goes from `before` to `now`: the host's chair goes along, `deputy` stands in, and `gone` does
    not any more. A round in which `before` does not sit as host was settled by hand, and stays."""
    if not any(_is_host(sitter, before) for sitter in one.sitters):
        return one
    found = {sitter.account_id: sitter for sitter in _moved(one, before, now, gone)}
    if deputy is not None and deputy not in found:
        found[deputy] = Sitter(deputy, Part.STANDS_IN, SeatRole.HOST)
    return replace(one, sitters=tuple(found.values()))


def _is_host(sitter: Sitter, account_id: int) -> bool:
    return sitter == Sitter(account_id, Part.SITS, SeatRole.HOST)


def _moved(one: Round, before: int, now: int, gone: int | None) -> Iterator[Sitter]:
    for sitter in one.sitters:
        if _is_host(sitter, before):
            yield replace(sitter, account_id=now)
        elif sitter.account_id not in {now, gone} or sitter.part not in (Part.STANDS_IN, Part.MAY_COME):
            yield sitter


def give_steps(owners: Mapping[int, Owners], *, assignment: Assignment, by: Viewer, at: datetime) -> None:
    """Give the steps to them, by plan step's id; one that stays as it is costs nothing. Raises OwnDeputy, WrongSide."""
    for step in PlanStep.objects.filter(assignment=assignment, pk__in=owners).select_related("assignment"):
        who = owners[step.pk]
        set_step_people(plan_step=step, owner=who.owner, deputy=who.deputy, by=by, at=at)
