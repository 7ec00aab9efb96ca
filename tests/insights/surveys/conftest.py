"""What is refused is read in English here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The sentences as they stand in the source."""
    with translation.override("en"):
        yield
