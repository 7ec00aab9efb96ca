"""How a forecast stands against the base rate. Apart from the judging, so that who only reads needs no NumPy."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """How a forecast stands against the base rate."""

    BETTER = "better"
    NO_BETTER = "no_better"
    WORSE = "worse"
    TOO_FEW = "too_few"
