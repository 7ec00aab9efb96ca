"""The list behind a number: which recruitments it counts, and what each adds to it. The sum of the list is the number.

A key is `kind:what`, such as `side:client` or `left:interview`; `document` writes it beside the number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from framdrift.momentum.reporting import answers, promises, waiting
from framdrift.momentum.reporting.columns import Column, Table, chosen
from framdrift.momentum.reporting.grounds import Grounds, grounds_for
from framdrift.momentum.reporting.ledger import SIDES, STEPS
from framdrift.momentum.reporting.period import Period
from framdrift.momentum.reporting.shapes import CaseLine, CaseList
from framdrift.momentum.reporting.way import Fate, comings
from framdrift.organisations.access import Viewer
from framdrift.recruiting.kinds import Side
from framdrift.recruiting.models import Assignment, Candidacy
from framdrift.recruiting.queries.scope import visible_candidates


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Rows with what each adds: working days (None: counts only), and what makes one thing of several rows."""

    rows: Table
    work_days: Column | None
    thing: Column


def cases(viewer: Viewer, period: Period, key: str, *, company_id: int | None = None, most: int) -> CaseList | None:
    """The list behind a number of `time_report` for the same reader, period and client; None for an unknown key, and
    for one that this reader's report does not have."""
    kind, _colon, what = key.partition(":")
    if (kind in _STAFF_ONLY and viewer.is_client) or (kind in _OWN_ONLY and not _own(viewer, what)):
        return None
    if kind in _PROMISES:
        found = _promise_rows(viewer, period, kind, what, company_id)
    elif kind in _MAKERS:
        found = _MAKERS[kind](grounds_for(viewer, period, company_id=company_id), kind, what)
    else:
        return None
    return None if found is None else _listed(found, viewer, period, key, most)


def _own(viewer: Viewer, what: str) -> bool:
    return viewer.is_lead or what == str(viewer.account_id)


def _waited(grounds: Grounds, kind: str, what: str) -> _Rows | None:
    """Stretches with a part in the period."""
    pieces = grounds.seen.stretches.pieces
    column, value = _place(kind.removesuffix("-open"), what)
    if value is None:
        return None
    mask = grounds.touches(pieces["begun"], pieces["ended"]) & (pieces[column] == value)
    if kind == "with":
        mask &= pieces["side_code"] == SIDES.index(Side.CLIENT)
    if kind.startswith("held"):
        mask &= pieces["side_code"] == SIDES.index(Side.AGENCY)
    if kind.endswith("-open"):
        mask &= pieces["ended"] > grounds.period.end
    rows = chosen(pieces, mask)
    return _Rows(rows, grounds.work_days(rows["begun"], rows["ended"]), rows["turn"])


def _taken(grounds: Grounds, kind: str, what: str) -> _Rows | None:
    """Turns, or stays, that began in the period, with their whole length as far as it is known."""
    turns = waiting.stays_of(grounds) if kind == "stay" else grounds.seen.stretches.turns
    column, value = _place({"turn": "side", "stay": "step", "answer": "at", "own-turn": "held"}[kind], what)
    if value is None:
        return None
    mask = grounds.begun_within(turns["begun"]) & (turns[column] == value)
    if kind in ("answer", "own-turn"):
        mask &= turns["side_code"] == SIDES.index(Side.CLIENT if kind == "answer" else Side.AGENCY)
    rows = chosen(turns, mask)
    return _Rows(rows, grounds.lengths(rows["begun"], rows["ended"]), rows["id"])


def _answered(grounds: Grounds, kind: str, what: str) -> _Rows | None:
    """Balls whose date fell in the period, kept or late."""
    balls, kept = answers.due(grounds)
    column, value = _place({"kept": "side", "late": "side"}.get(kind, kind.removeprefix("due-")), what)
    if value is None:
        return None
    mask = balls[column] == value
    if kind.startswith("due-"):
        mask &= balls["side_code"] == SIDES.index(Side.CLIENT if kind == "due-at" else Side.AGENCY)
    else:
        mask &= kept if kind == "kept" else ~kept
    rows = chosen(balls, mask)
    return _Rows(rows, None, rows["id"])


def _on_the_way(grounds: Grounds, kind: str, what: str) -> _Rows | None:
    """Comings to a sort of step, by what became of them."""
    if what not in STEPS:
        return None
    stays, fate, _days = comings(grounds)
    mask = stays["type_code"] == STEPS.index(what)
    if kind != "came":
        mask &= fate == _FATES[kind]
    rows = chosen(stays, mask)
    return _Rows(rows, None, rows["id"])


def _place(kind: str, what: str) -> tuple[str, int | None]:
    """(column, value) that a key asks for; None where there is no such value."""
    column, known = _COLUMNS[kind]
    if known is None:
        return column, int(what) if what.isascii() and what.isdigit() and len(what) < 12 else None
    return column, known.index(what) if what in known else None


_FATES = {"further": Fate.FURTHER, "left": Fate.LEFT, "declined": Fate.DECLINED, "there": Fate.THERE,
          "ended": Fate.ENDED_WITH}  # fmt: skip
_COLUMNS: Mapping[str, tuple[str, list[str] | None]] = {
    "side": ("side_code", SIDES),
    "step": ("type_code", STEPS),
    "at": ("company", None),
    "with": ("company", None),
    "held": ("account", None),
}
_Maker = Callable[[Grounds, str, str], _Rows | None]
_MAKERS: Mapping[str, _Maker] = {
    **dict.fromkeys(("side", "side-open", "step", "at", "with", "held", "held-open"), _waited),
    **dict.fromkeys(("turn", "stay", "answer", "own-turn"), _taken),
    **dict.fromkeys(("kept", "late", "due-at", "due-held"), _answered),
    **dict.fromkeys(("came", *_FATES), _on_the_way),
}
_PROMISES = ("promise-kept", "promise-broken", "promise-back")
_STAFF_ONLY = {"at", "with", "held", "held-open", "answer", "own-turn", "due-at", "due-held", "came", *_FATES}
_OWN_ONLY = {"held", "held-open", "own-turn", "due-held"}


def _promise_rows(viewer: Viewer, period: Period, kind: str, what: str, company_id: int | None) -> _Rows | None:
    if what not in list(promises.Told):
        return None
    rows = promises.promised(viewer, period, company_id=company_id).filter(to_side=what)
    if kind == "promise-back":
        rows = rows.filter(promises.taken_back())
    else:
        rows = rows.exclude(promises.taken_back())
        rows = rows.filter(promises.in_time()) if kind == "promise-kept" else rows.exclude(promises.in_time())
    found = rows.order_by("due_at", "pk").values_list("pk", "assignment_id", "candidacy_id", "candidate_id", "due_at")
    columns = np.array(
        [[pk, at or 0, who or (0 if at else -(alone or 0)), due.timestamp()] for pk, at, who, alone, due in found],
        dtype=float,
    )
    columns = columns.reshape(-1, 4)
    ids, assignment, candidacy = (columns[:, place].astype(int) for place in range(3))
    ended = np.zeros(len(ids))
    return _Rows(
        {"assignment": assignment, "candidacy": candidacy, "begun": columns[:, 3], "ended": ended, "id": ids}, None, ids
    )


def _listed(found: _Rows, viewer: Viewer, period: Period, key: str, most: int) -> CaseList:
    rows = found.rows
    if viewer.is_client:
        rows = {**rows, "candidacy": np.zeros_like(rows["candidacy"])}
    pairs = np.stack((rows["assignment"], rows["candidacy"]), axis=1)
    distinct, group = np.unique(pairs, axis=0, return_inverse=True)
    group = group.reshape(-1)
    weights = found.work_days if found.work_days is not None else np.ones(len(group))
    sums = np.bincount(group, weights=weights, minlength=len(distinct))
    order = np.lexsort((distinct[:, 1], distinct[:, 0], -sums))[:most]
    named = _names(viewer, [tuple(distinct[place].tolist()) for place in order])
    lines = tuple(_line(found, rows, group == place, named[tuple(distinct[place].tolist())], period) for place in order)
    total = float(found.work_days.sum()) if found.work_days is not None else None
    return CaseList(key, total, len(np.unique(found.thing)), len(distinct), lines)


@dataclass(frozen=True, slots=True)
class _Named:
    assignment_id: int
    candidacy_id: int
    candidate_id: int
    title: str
    company: str
    candidate: str


def _line(found: _Rows, rows: Table, mask: Column, named: _Named, period: Period) -> CaseLine:
    ended = rows["ended"][mask]
    return CaseLine(
        assignment_id=named.assignment_id,
        candidacy_id=named.candidacy_id,
        candidate_id=named.candidate_id,
        title=named.title,
        company=named.company,
        candidate=named.candidate,
        work_days=float(found.work_days[mask].sum()) if found.work_days is not None else None,
        n=len(np.unique(found.thing[mask])),
        open_n=int((ended > period.end).sum()),
        first_at=datetime.fromtimestamp(float(rows["begun"][mask].min()), UTC),
    )


def _names(viewer: Viewer, pairs: list[tuple[int, int]]) -> dict[tuple[int, int], _Named]:
    """Titles, companies and candidates' names, the last for staff alone; a candidate without assignment stands as its
    negative id. Three statements for staff, one for a client's seat."""
    assignments = Assignment.objects.filter(pk__in={pair[0] for pair in pairs})
    titles = {pk: (title, company) for pk, title, company in assignments.values_list("pk", "title", "company__name")}
    people: dict[int, str] = {}
    if not viewer.is_client:
        shown = {pair[1] for pair in pairs}
        rows = Candidacy.objects.filter(pk__in=shown - {0})
        people = dict(rows.values_list("pk", "candidate__name"))
        alone = visible_candidates(viewer).filter(pk__in={-one for one in shown if one < 0})
        people |= {-pk: name for pk, name in alone.values_list("pk", "name")}
    found = {}
    for where, who in pairs:
        title, company = titles.get(where, ("", ""))
        found[where, who] = _Named(where, max(who, 0), max(-who, 0), title, company, people.get(who, ""))
    return found
