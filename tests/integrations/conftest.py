"""What the doors for machines say is read in English by these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The source's own language."""
    with translation.override("en"):
        yield
