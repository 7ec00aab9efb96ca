"""The wing's recurring jobs. `at` is the instant they were due, as ISO 8601."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from framdrift.foundation.jobs import job
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting import actions, sweeping
from framdrift.recruiting.erasure import forget_message
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.retention import run_out, unsorted_before

ERASED_A_NIGHT = 500
UNSORTED_KEPT = timedelta(days=90)
_MONTH = timedelta(days=365.25 / 12)


class LedgerBroken(Exception):
    """The ball ledger breaks a rule; the page of failures shows which, until somebody has looked."""


@job()
def check_ledger(at: str) -> None:
    """Look at the ball ledger every night."""
    faults = ledger_faults(datetime.fromisoformat(at))
    if faults:
        raise LedgerBroken("; ".join(f"{fault.rule}: {fault.count} ({fault.ids[0]})" for fault in faults))


@job()
def forget_unsorted(at: str) -> None:
    """Every night, delete mail that nobody has placed for UNSORTED_KEPT, with its words and files."""
    for message in unsorted_before(datetime.fromisoformat(at) - UNSORTED_KEPT)[:ERASED_A_NIGHT]:
        forget_message(message)


@job()
def forget_run_out(at: str) -> None:
    """Every night, forget candidates whose time to be kept has run out, oldest first, at most ERASED_A_NIGHT."""
    instant = datetime.fromisoformat(at)
    before = instant - settings.FRAMDRIFT_RETENTION_MONTHS * _MONTH
    for candidate in run_out(before=before, on=instant.date())[:ERASED_A_NIGHT]:
        actions.erase_candidate(candidate=candidate, by=SYSTEM, at=instant)


@job()
def sweep_files(at: str) -> None:
    """Every night, remove files that no row claims, and imports' files that nobody came back for."""
    instant = datetime.fromisoformat(at)
    sweeping.remove_unclaimed_papers(at=instant)
    sweeping.remove_idle_import_files(at=instant)
