"""Balls, stays, candidacies and pauses of the whole agency as columns, kept between questions.

Nothing kept is ever told stale. Each question first asks the log of events what has happened since (seq order is commit
order, and whoever changes a row records an event in the same transaction) and reads the assignments concerned anew.
Where the log is not the one that was read, or where rows are missing, ended or taken away without an event (a backup
put back, data that was erased), everything is read anew: the counts say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Count, Max, QuerySet, Sum

from framdrift.foundation import memory
from framdrift.foundation.events import head
from framdrift.foundation.models import Event
from framdrift.momentum.reporting.columns import (
    MISSING,
    Seconds,
    Spec,
    Table,
    chosen,
    coded,
    instant,
    joined,
    number,
    table_of,
)
from framdrift.momentum.reporting.stretches import Stretches, stretches_of
from framdrift.recruiting.kinds import CandidacyStatus, Side, StepType
from framdrift.recruiting.models import Ball, Candidacy, Pause, Step

SIDES = [str(side) for side in Side]
STEPS = [str(kind) for kind in StepType]
STATUSES = [str(status) for status in CandidacyStatus]

_MANY = 500
"""With more assignments changed than this, reading everything is as quick."""
_OF: Spec = {
    "id": (int, "pk"),
    "assignment": (int, "assignment_id"),
    "candidacy": (int, number("candidacy_id")),
    "company": (int, "company_id"),
}
_BALLS: Spec = {
    **_OF,
    "account": (int, number("account_id")),
    "side_code": (int, coded("side", SIDES)),
    "type_code": (int, coded("step_type", STEPS)),
    "begun": (float, Seconds("since")),
    "ended": (float, instant("ended_at")),
    "until_day": (float, Seconds("until_on")),
    "latest_day": (float, Seconds("step__last_responsible_on")),
}
_STAYS: Spec = {
    **_OF,
    "position": (int, "plan_step__position"),
    "type_code": (int, coded("plan_step__type", STEPS)),
    "begun": (float, Seconds("opened_at")),
    "ended": (float, instant("closed_at")),
}
_CANDIDACIES: Spec = {
    "id": (int, "pk"),
    "assignment": (int, "assignment_id"),
    "status_code": (int, coded("status", STATUSES)),
    "over": (float, instant("ended_at")),
}
_PAUSES: Spec = {
    "id": (int, "pk"),
    "assignment": (int, "assignment_id"),
    "begun": (float, Seconds("since")),
    "ended": (float, instant("until")),
}


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """What the reports count; an instant that is not there is MISSING, an id 0; days are midnights, UTC."""

    balls: Table
    stays: Table
    candidacies: Table
    pauses: Table
    stretches: Stretches


@dataclass(frozen=True, slots=True)
class _Mark:
    """How far the log was read, and what the tables then held."""

    database: str
    seq: int
    digest: str
    counts: tuple[Any, ...]


Reading = Callable[[float], None]
"""Told the share that has been read, from 0 to 1, while everything is read; never where a part is enough."""

_lock = Lock()
_kept: dict[str, tuple[_Mark, Ledger]] = {}


def _unheard(share: float) -> None:
    """Nobody waits for it."""


def ledger(reading: Reading = _unheard) -> Ledger:
    """The ledger as it stands. Two statements where nothing has happened since the last question, else seven; eleven
    where everything is read."""
    with _lock:
        mark, found = _mark(), _kept.get("ledger")
        if found is None or found[0] != mark:
            found = (mark, _fresh(found, mark, reading))
            _kept["ledger"] = found
        return found[1]


def forget() -> None:
    """Let go of what was kept: the next question reads everything."""
    with _lock:
        _kept.clear()


def _mark() -> _Mark:
    digest, seq = head()
    return _Mark(str(connection.settings_dict["NAME"]), seq, digest, _counts())


def _counts() -> tuple[Any, ...]:
    """One statement over what an index holds; a sum of ids, since a row may come as another goes."""
    counted = Ball.objects.aggregate(n=Count("pk"), ended=Count("ended_at"), ids=Sum("pk"), last=Max("pk"))
    return tuple(counted.values())


def _fresh(found: tuple[_Mark, Ledger] | None, mark: _Mark, reading: Reading) -> Ledger:
    if found is not None and (changed := _changed_since(found[0], mark)) is not None:
        mended = _mended(found[1], changed)
        if _agrees(mended, mark):
            return mended
    whole = _whole(reading)
    memory.give_back()
    return whole


def _changed_since(before: _Mark, now: _Mark) -> list[int] | None:
    """The assignments that events after `before` speak of; None where that is not all there is to know."""
    if before.database != now.database or before.seq >= now.seq:
        return None
    events = Event.objects.filter(seq__gte=before.seq).order_by("seq").values_list("seq", "digest", "context")
    if not events or events[0][:2] != (before.seq, before.digest):
        return None
    keys = {context for _seq, _digest, context in events[1:] if context.startswith("assignment:")}
    return sorted(int(key.partition(":")[2]) for key in keys) if len(keys) <= _MANY else None


def _agrees(found: Ledger, mark: _Mark) -> bool:
    n, ended, ids, last = mark.counts
    balls = found.balls
    held = (len(balls["id"]), int((balls["ended"] != MISSING).sum()), int(balls["id"].sum()) or None)
    return held == (n, ended, ids) and (last is None or int(balls["id"].max()) == last)


def _mended(before: Ledger, changed: list[int]) -> Ledger:
    new = _read(changed, lambda _rows: None)

    def put(old: Table, own: Table) -> Table:
        return joined(chosen(old, ~np.isin(old["assignment"], changed)), own)

    return Ledger(
        put(before.balls, new.balls),
        put(before.stays, new.stays),
        put(before.candidacies, new.candidacies),
        put(before.pauses, new.pauses),
        stretches=Stretches(
            put(before.stretches.pieces, new.stretches.pieces), put(before.stretches.turns, new.stretches.turns)
        ),
    )


def _whole(reading: Reading) -> Ledger:
    """Everything, telling how far it has come. Four statements more than `_read`."""
    total = sum(model.objects.count() for model in (Ball, Pause, Step, Candidacy))
    done = 0

    def more(rows: int) -> None:
        nonlocal done
        done += rows
        reading(min(done / total, 1.0))

    reading(0.0)
    return _read(None, more)


def _read(assignments: list[int] | None, more: Callable[[int], None]) -> Ledger:
    """Everything, or some assignments. Four statements."""

    def table(rows: QuerySet[Any], spec: Spec) -> Table:
        return table_of(rows if assignments is None else rows.filter(assignment_id__in=assignments), spec, more=more)

    balls, pauses = table(Ball.objects.all(), _BALLS), table(Pause.objects.all(), _PAUSES)
    return Ledger(
        balls,
        table(Step.objects.all(), _STAYS),
        table(Candidacy.objects.all(), _CANDIDACIES),
        pauses,
        stretches_of(balls, pauses),
    )
