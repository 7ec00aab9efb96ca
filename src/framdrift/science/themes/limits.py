"""How much has to be coded before anything is learnt from it. Apart from the learning, so that pages stay light."""

from __future__ import annotations

from typing import Final

FEWEST_PASSAGES: Final = 100
FEWEST_PERSONS: Final = 20
SURE: Final = 0.8
"""Confidence from which a code counts as surely told."""
