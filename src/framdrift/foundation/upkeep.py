"""The machinery's own recurring jobs."""

from __future__ import annotations

from django.utils import timezone

from framdrift.foundation import erasures, jobs


@jobs.job()
def sweep_jobs() -> None:
    """Sweep old finished jobs."""
    jobs.prune(at=timezone.now())


@jobs.job()
def complete_erasure_ledger() -> None:
    """Add to the file what a crash kept out of it."""
    erasures.write_missing_to_file()
