"""Runs several flows of one assignment in the order of time, up to an instant.

A flow is a generator: it yields the instant at which it wants to go on and is sent that instant when it comes.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from heapq import heappop, heappush
from typing import TypeAlias

from framdrift.integrations.demo_agency.recruitment import Course

Flow: TypeAlias = Generator[datetime, datetime, None]
Pause: TypeAlias = Generator[datetime, datetime, datetime]
"""A part of a flow; its value is the instant at which it ended."""


class Timeline:
    """Flows waiting for their instants. A flow about a candidacy that has ended is dropped."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Flow, Course | None]] = []
        self._count = 0
        self.stopped = False

    def begin(self, flow: Flow, *, about: Course | None = None) -> None:
        """Let a flow run up to its first instant."""
        self._put(next(flow, None), flow, about)

    def run(self, *, until: datetime) -> None:
        """Let everything happen that happens up to `until`."""
        while self._waiting and self._waiting[0][0] <= until:
            at, _, flow, about = heappop(self._waiting)
            if about is not None and not about.active:
                continue
            try:
                following: datetime | None = flow.send(at)
            except StopIteration:
                following = None
            self._put(following, flow, about)

    def _put(self, at: datetime | None, flow: Flow, about: Course | None) -> None:
        if at is not None:
            self._count += 1
            heappush(self._waiting, (at, self._count, flow, about))
