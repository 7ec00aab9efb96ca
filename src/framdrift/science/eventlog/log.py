"""An event log held as columns, in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from framdrift.science.eventlog.refusals import Remark

Codes = npt.NDArray[np.int32]
Ticks = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int64]

TICKS_PER_SECOND = 1_000_000
TICKS_PER_DAY = 86_400 * TICKS_PER_SECOND

NO_RESOURCE = -1


@dataclass(frozen=True, slots=True, eq=False)
class EventLog:
    """n events in file order, each column of length n.

    `cases` and `activities` are codes from 0; `instants` are ticks (microseconds) since 1970-01-01 UTC;
    `resources` are codes from 0, or -1 where nobody is named. Not every code needs to occur.
    """

    cases: Codes
    activities: Codes
    instants: Ticks
    resources: Codes
    activity_names: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()

    def __len__(self) -> int:
        return len(self.instants)


@dataclass(slots=True)
class Coding:
    """Gives each distinct text the next free code."""

    codes: dict[str, int] = field(default_factory=dict)

    def code(self, text: str) -> int:
        """The code of a text, a new one for a new text."""
        return self.codes.setdefault(text, len(self.codes))

    def names(self) -> tuple[str, ...]:
        """The texts by code."""
        return tuple(self.codes)


@dataclass(slots=True)
class LogBuilder:
    """Collects events one by one, for sources that are small or read object by object."""

    case_coding: Coding = field(default_factory=Coding)
    activity_coding: Coding = field(default_factory=Coding)
    resource_coding: Coding = field(default_factory=Coding)
    cases: list[int] = field(default_factory=list)
    activities: list[int] = field(default_factory=list)
    instants: list[int] = field(default_factory=list)
    resources: list[int] = field(default_factory=list)

    def add(self, *, case: str, activity: str, at_ticks: int, resource: str | None = None) -> None:
        """One event, at `at_ticks` microseconds since 1970-01-01 UTC."""
        self.cases.append(self.case_coding.code(case))
        self.activities.append(self.activity_coding.code(activity))
        self.instants.append(at_ticks)
        self.resources.append(NO_RESOURCE if resource is None else self.resource_coding.code(resource))

    def log(self, remarks: Sequence[Remark] = ()) -> EventLog:
        """What was collected, in the order it came."""
        return EventLog(
            cases=np.array(self.cases, dtype=np.int32),
            activities=np.array(self.activities, dtype=np.int32),
            instants=np.array(self.instants, dtype=np.int64),
            resources=np.array(self.resources, dtype=np.int32),
            activity_names=self.activity_coding.names(),
            remarks=tuple(remarks),
        )
