"""How hard to try, and how much of it is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

_SLICE_SECONDS, _SLICE_EFFORT = 3.0, 0.3
_LEAST_EFFORT = 0.01
"""What a model counts at least, so that empty ones cannot go on for ever."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try. Without `seconds` and `deterministic` (CP-SAT's own measure) until nothing is better.

    The same seed, one worker and `deterministic` alone give the same plan every time; seconds never do.
    """

    seconds: float | None = 10.0
    deterministic: float | None = None
    workers: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one model may be worked on: by the wall, or deterministically."""

    seconds: float | None
    deterministic: float | None
    seed: int


@dataclass(slots=True)
class Budget:
    """What is left of an effort. `clock` gives seconds that only grow; it is read here alone."""

    effort: Effort
    clock: Callable[[], float]
    stopped: bool = False
    began: float = field(init=False)
    spent: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return self.clock() - self.began

    def left(self, *, share: float = 1.0, seconds: float = float("inf")) -> bool:
        """Whether less than a share of the effort, and fewer than so many seconds of it, have gone."""
        effort = self.effort
        if self.stopped or (effort.deterministic is not None and self.spent >= share * effort.deterministic):
            return False
        return effort.seconds is None or self.elapsed < min(seconds, share * effort.seconds)

    def slice(self, seed: int) -> Limits:
        """The limits of one neighbourhood: by effort, so that a busy machine does not shrink them."""
        seconds = self.effort.seconds
        wall = None if seconds is None else min(_SLICE_SECONDS, seconds - self.elapsed)
        return Limits(wall, _SLICE_EFFORT, seed)

    def share(self, share: float) -> Limits:
        """The limits of a model that may take a share of what is left."""
        seconds, deterministic = self.effort.seconds, self.effort.deterministic
        return Limits(
            seconds=None if seconds is None else share * (seconds - self.elapsed),
            deterministic=None if deterministic is None else share * (deterministic - self.spent),
            seed=self.effort.seed % 2**31,
        )

    def spend(self, effort: float) -> None:
        """Count what a model has taken."""
        with self._lock:
            self.spent += max(effort, _LEAST_EFFORT)
