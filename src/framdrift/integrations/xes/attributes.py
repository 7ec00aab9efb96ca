"""Which attributes of a XES log play which part, and the columns both readers fill."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from framdrift.science.eventlog.refusals import gettext_noop

ACTIVITY = "concept:name"
TIMESTAMP = "time:timestamp"
RESOURCE = "org:resource"
PLAIN_RESOURCE = "resource"

NOT_XML = gettext_noop("{file}: line {line}, column {column}: not well-formed XML ({reason}).")
NOT_XES = gettext_noop("{file}: line {line}: the outermost element is <{element}>, not the <log> of XES.")
NO_TIMESTAMP = gettext_noop(
    "{file}: line {line}: event {event} has no {key}. Every event needs one; name another with --timestamp."
)
BAD_TIMESTAMP = gettext_noop("{file}: line {line}: {value!r} in {key} is not an ISO 8601 date and time.")
NO_ACTIVITY = gettext_noop(
    "{file}: line {line}: event {event} has no {key}, which names the activity. Name another with --activity."
)
NO_CASE = gettext_noop("{file}: line {line}: a trace has no attribute {key}, which --case asks for.")
OUTSIDE = gettext_noop("Events outside every trace: {count}. They belong to no case and are not counted.")
NAMESAKES = gettext_noop("Traces whose concept:name another one has: {count}. Each trace is a case of its own.")
EMPTY_TRACES = gettext_noop("Traces without any event: {count}. They are not counted as cases.")
DEFAULTED = gettext_noop("Events without {key}: {count}. The log's global value {value!r} stands in.")
CHOSEN_RESOURCE = gettext_noop("No event has org:resource; the attribute 'resource' is read instead.")


@dataclass(frozen=True, slots=True)
class Attributes:
    """The keys asked for. `case` None: each trace is a case; `resource` None: org:resource, else resource."""

    case: str | None = None
    activity: str = ACTIVITY
    timestamp: str = TIMESTAMP
    resource: str | None = None

    @property
    def resources(self) -> tuple[str, ...]:
        """The keys that may name who acted, first choice first."""
        return (RESOURCE, PLAIN_RESOURCE) if self.resource is None else (self.resource,)


@dataclass(slots=True)
class Tally:
    """What a reader saw beside the events, for the remarks."""

    outside: int = 0
    empty_traces: int = 0
    namesakes: int = 0
    defaulted: int = 0
    default_activity: str | None = None


@dataclass(slots=True, eq=False)
class XesColumns:
    """What a reader found, in file order. `local` holds the positions of instants without offset;
    `resources` one column of codes per key of `Attributes.resources`, -1 where an event lacks it.
    """

    cases: npt.NDArray[np.int32]
    activities: npt.NDArray[np.int32]
    instants: npt.NDArray[np.int64]
    local: npt.NDArray[np.int64]
    resources: list[npt.NDArray[np.int32]]
    activity_names: tuple[str, ...]
    tally: Tally = field(default_factory=Tally)
