"""The machinery's own recurring jobs. `at` is the instant they were due, as ISO 8601."""

from __future__ import annotations

from datetime import datetime

from framdrift.foundation import codes, erasures, jobs


@jobs.job()
def sweep_jobs(at: str) -> None:
    """Sweep old finished jobs."""
    jobs.prune(at=datetime.fromisoformat(at))


@jobs.job()
def complete_erasure_ledger(at: str) -> None:
    """Add to the file what a crash kept out of it."""
    erasures.write_missing_to_file()


@jobs.job()
def sweep_codes(at: str) -> None:
    """Delete one-time codes that ran out, with what was asked for."""
    codes.sweep(at=datetime.fromisoformat(at))
