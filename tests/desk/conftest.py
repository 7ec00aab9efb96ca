"""A recruitment under way at a fixed hour, for the tests of the desk."""

from __future__ import annotations

from datetime import datetime

import pytest


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Views read the clock: here it stands at `now`."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
