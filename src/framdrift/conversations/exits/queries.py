"""What may be read of leavers: one's own side, and both side by side for HR and the lead once both are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from framdrift.conversations.exit_kinds import Side
from framdrift.conversations.models import Leaver, LeaverView
from framdrift.organisations.access import Viewer


@dataclass(frozen=True, slots=True)
class LeaverLine:
    """One leaver for this viewer. `side` is whose answer is the viewer's to give, None for a lead.

    `waits` means that the viewer may answer now; `is_in` that the viewer's side has answered; `both` that both are in.
    `asks_manager` is false where the manager has no seat. `views` are those the viewer may see, the manager's first.
    """

    id: int
    name: str
    company: str
    title: str
    ended_on: date | None
    exit_type: str
    side: Side | None
    waits: bool
    is_in: bool
    both: bool
    asks_manager: bool
    views: tuple[LeaverView, ...]


def visible_leavers(viewer: Viewer) -> QuerySet[Leaver]:
    """All for the agency's lead; its own company's for HR, its own reports for a manager; never about oneself."""
    rows = Leaver.objects.exclude(employment__name="").select_related("employment", "company", "manager")
    if viewer.is_lead or viewer.kind == "system":
        return rows
    if not viewer.is_client or viewer.account_id is None or viewer.company_id is None:
        return rows.none()
    mine = Q(manager_id=viewer.account_id)
    if viewer.is_client_hr:
        mine |= Q(company_id=viewer.company_id)
    own = Q(employment__account_id=viewer.account_id)
    return rows.filter(mine, company_id=viewer.company_id).exclude(own)


def side_of(viewer: Viewer, leaver: Leaver) -> Side | None:
    """Whose answer this viewer gives: the nearest manager's before HR's; None for everybody else and about oneself."""
    if not viewer.is_client or viewer.company_id != leaver.company_id or viewer.account_id is None:
        return None
    if leaver.employment.account_id == viewer.account_id:
        return None
    if leaver.manager_id == viewer.account_id:
        return Side.MANAGER
    return Side.HR if viewer.is_client_hr else None


def leaver_lines(viewer: Viewer, *, limit: int = 100) -> tuple[LeaverLine, ...]:
    """The leavers this viewer may see, the latest last day first. Three statements."""
    rows = visible_leavers(viewer).order_by("-employment__ended_on", "-pk")[:limit]
    return tuple(_line(viewer, row) for row in rows.prefetch_related("views__given_by", "employment__placements"))


def leaver_line(viewer: Viewer, leaver: Leaver) -> LeaverLine:
    """The same for one of them."""
    return _line(viewer, leaver)


def to_answer(viewer: Viewer) -> int:
    """How many leavers wait for this viewer's answer. Two statements at most."""
    if not viewer.is_client:
        return 0
    rows = visible_leavers(viewer).prefetch_related("views")
    return sum(_waits(side_of(viewer, row), list(row.views.all()), viewer) for row in rows)


def _line(viewer: Viewer, row: Leaver) -> LeaverLine:
    side, views = side_of(viewer, row), list(row.views.all())
    places = list(row.employment.placements.all())
    return LeaverLine(
        id=row.pk,
        name=row.employment.name,
        company=row.company.name,
        title=places[-1].title if places else "",
        ended_on=row.employment.ended_on,
        exit_type=row.employment.exit_type,
        side=side,
        waits=_waits(side, views, viewer),
        is_in=any(one.side == side for one in views),
        both=len(views) == len(Side),
        asks_manager=row.manager_id is not None,
        views=_shown(viewer, side, views),
    )


def _waits(side: Side | None, views: Sequence[LeaverView], viewer: Viewer) -> bool:
    """Nobody has answered for the viewer's side, and the viewer has not answered for the other."""
    if side is None or any(one.side == side for one in views):
        return False
    return all(one.given_by_id != viewer.account_id for one in views)


def _shown(viewer: Viewer, side: Side | None, views: Sequence[LeaverView]) -> tuple[LeaverView, ...]:
    """Both, once both are in, for HR and the lead; else the viewer's own side."""
    if len(views) == len(Side) and (viewer.is_lead or viewer.is_client_hr):
        return tuple(sorted(views, key=lambda one: one.side, reverse=True))
    return tuple(one for one in views if side is not None and one.side == side)
