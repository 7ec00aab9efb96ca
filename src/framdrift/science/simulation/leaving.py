"""Who leaves, and when: two hazards per candidate, added up each half-day until they pass the person's own threshold.

Other offers: scale x offer x demand x ramp(days in process). Silence: scale x silence x sqrt(demand) x (days without
news beyond a grace, per so many days, capped), less where the next date is known, more after a broken promise.
"""

from __future__ import annotations

import numpy as np

from framdrift.science.simulation.cases import End
from framdrift.science.simulation.world import Floats, Numbers, World

NEVER = 1e9
"""An instant no simulation reaches: somebody who thinks an offer over is not in silence."""


class Crowd:
    """Everybody's patience, by number (assignment x candidates of each + place)."""

    def __init__(self, world: World) -> None:
        leaving, size = world.scenario.leaving, world.fit.size
        self.leaving = leaving
        self.here = np.zeros(size, dtype=np.bool_)
        self.arrived = np.zeros(size)
        self.last_news = np.zeros(size)
        self.silence_factor = np.ones(size)
        self._known = np.zeros(size, dtype=np.bool_)
        self._broken = np.zeros(size, dtype=np.bool_)
        demand = world.demand.reshape(-1)
        self.offer_rate = leaving.scale * leaving.offer * demand
        self.silence_rate = leaving.scale * leaving.silence * np.sqrt(demand)
        self.patience = world.patience.reshape(-1, 2).copy()

    def enter(self, number: int, now: float) -> None:
        """Somebody has come: first contact."""
        self.here[number] = True
        self.arrived[number] = self.last_news[number] = now

    def set_known(self, number: int, *, known: bool) -> None:
        """Whether they know the date of what comes next."""
        self._known[number] = known
        self._refresh(number)

    def set_broken(self, number: int, *, broken: bool) -> None:
        """Whether the last date they were told has passed in vain."""
        self._broken[number] = broken
        self._refresh(number)

    def _refresh(self, number: int) -> None:
        known = self.leaving.date_known if self._known[number] else 1.0
        self.silence_factor[number] = known * (self.leaving.promise_broken if self._broken[number] else 1.0)

    def rates(self, chosen: Numbers, now: float) -> tuple[Floats, Floats]:
        """Both hazards per working day of these people at `now`."""
        leaving = self.leaving
        ramp = np.minimum((now - self.arrived[chosen]) / leaving.ramp_days, 1.0)
        ramp = leaving.ramp_from + (leaving.ramp_to - leaving.ramp_from) * ramp
        silent = (now - self.last_news[chosen] - leaving.silence_after_days) / leaving.silence_per_days
        silent = np.minimum(np.maximum(silent, 0.0), leaving.silence_cap)
        return self.offer_rate[chosen] * ramp, self.silence_rate[chosen] * silent * self.silence_factor[chosen]

    def pass_time(self, now: float, days: float) -> list[tuple[int, End]]:
        """Let `days` up to `now` pass; who leaves, with the reason, by number."""
        chosen = np.flatnonzero(self.here)
        offer, silence = self.rates(chosen, now)
        left = self.patience[chosen]
        left[:, 0] -= offer * days
        left[:, 1] -= silence * days
        self.patience[chosen] = left
        gone = np.flatnonzero((left <= 0.0).any(axis=1))
        return [
            (int(chosen[one]), End.OTHER_OFFER if left[one, 0] <= left[one, 1] else End.SILENCE)
            for one in gone.tolist()
        ]
