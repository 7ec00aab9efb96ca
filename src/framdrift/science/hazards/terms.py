"""What is believed of one property of a day. Apart from the fitting, so that who only reads needs no NumPy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """What can be on for a day, and what is believed of its effect on the log hazard before any data."""

    name: str
    mean: float
    sd: float
