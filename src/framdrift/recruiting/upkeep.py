"""The wing's recurring job. `at` is the instant it was due, as ISO 8601."""

from __future__ import annotations

from datetime import datetime

from framdrift.foundation.jobs import job
from framdrift.recruiting.queries.ledger import ledger_faults


class LedgerBroken(Exception):
    """The ball ledger breaks a rule; the page of failures shows which, until somebody has looked."""


@job()
def check_ledger(at: str) -> None:
    """Look at the ball ledger every night."""
    faults = ledger_faults(datetime.fromisoformat(at))
    if faults:
        raise LedgerBroken("; ".join(f"{fault.rule}: {fault.count} ({fault.ids[0]})" for fault in faults))
