"""What is believed of a day's properties, and of people. Apart from the fitting: who only reads needs no NumPy."""

from __future__ import annotations

from dataclasses import dataclass

FRAILTY_SD = 0.45
"""How people differ in ways that no term holds, on the log scale; assumed, see docs/science/hazards.md."""


@dataclass(frozen=True, slots=True)
class Term:
    """What can be on for a day, and what is believed of its effect on the log hazard before any data."""

    name: str
    mean: float
    sd: float
