"""The nightly learning, in a process of its own."""

from __future__ import annotations

from datetime import datetime

from framdrift.foundation.jobs import job
from framdrift.momentum.risk.keeping import learn


@job(queue="heavy")
def learn_risk(at: str) -> None:
    """Fit what the history teaches about losing candidates; `at` is the instant it was due, as ISO 8601."""
    learn(at=datetime.fromisoformat(at))
