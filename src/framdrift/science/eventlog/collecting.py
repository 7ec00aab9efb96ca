"""Collects events whose times are ISO 8601 texts, as the exports of other systems have them."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np

from framdrift.science.eventlog.instants import WITHOUT_OFFSET, place_in_utc, read_iso
from framdrift.science.eventlog.log import EventLog, LogBuilder
from framdrift.science.eventlog.refusals import LogRefused, Remark, gettext_noop

BAD_TIME = gettext_noop("{file}: {what}: {value!r} is not an ISO 8601 date and time.")
MISSING = gettext_noop("{file}: {what}: {field} is missing or not what the export's format says it is.")


class Collector:
    """Events of one export. An event told twice (same case, activity and instant) is counted once:
    exports show the same object in several places. Raises `LogRefused` for a time that is none.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.builder = LogBuilder()
        self.local: list[int] = []
        self.known: set[tuple[str, str, int]] = set()

    def add(self, *, case: object, activity: str, at: str, file: str, what: str, resource: str | None = None) -> None:
        """`what` names the object for the reader of an error."""
        if case in (None, ""):
            raise LogRefused(MISSING, file=file, what=what, field="id")
        instant = read_iso(at) if isinstance(at, str) else None
        if instant is None:
            raise LogRefused(BAD_TIME, file=file, what=what, value=at)
        new = self.add_ticks(case=str(case), activity=activity, ticks=instant[0], resource=resource)
        if new and not instant[1]:
            self.local.append(len(self.builder.instants) - 1)

    def add_ticks(self, *, case: str, activity: str, ticks: int, resource: str | None = None) -> bool:
        """Whether the event was new."""
        if (case, activity, ticks) in self.known:
            return False
        self.known.add((case, activity, ticks))
        self.builder.add(case=case, activity=activity, at_ticks=ticks, resource=resource)
        return True

    def log(self, remarks: Sequence[Remark] = ()) -> EventLog:
        """What was collected, local times placed in their zone. Raises `LogRefused` for one that is none."""
        local = self.local
        said = list(remarks)
        if local:
            said.append(Remark(WITHOUT_OFFSET, count=len(local), zone=self.zone.key))
        log = self.builder.log(said)
        place_in_utc(log.instants, np.array(local, dtype=np.int64), self.zone)
        return log
