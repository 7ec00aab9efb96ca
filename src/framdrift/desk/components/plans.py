"""Where each step of a dated plan is drawn, and where today falls in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class DatedStep(Protocol):
    """A step as a page passes it: any object with these attributes.

    `state` is done, passed (behind us, though nobody stood there), on_track, at_risk, late or planned.
    """

    @property
    def label(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class PlacedStep:
    """A step with the place of today in it, in per cent of its width; None where today is not in it."""

    label: str
    starts_on: date
    ends_on: date
    state: str
    today_at: int | None


def placed(steps: Sequence[DatedStep], today: date) -> list[PlacedStep]:
    """The steps in their order; today is drawn once, in the first step that it falls in or before."""
    found = next((place for place, step in enumerate(steps) if today <= step.ends_on), None)
    return [
        PlacedStep(
            step.label,
            step.starts_on,
            step.ends_on,
            step.state,
            _share(step, today) if place == found else None,
        )
        for place, step in enumerate(steps)
    ]


def _share(step: DatedStep, today: date) -> int:
    length = (step.ends_on - step.starts_on).days + 1
    passed = max((today - step.starts_on).days + 0.5, 0) if today >= step.starts_on else 0
    return round(100 * passed / length)
