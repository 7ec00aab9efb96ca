"""What the tests of imports share: run one, and look at what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from framdrift.foundation import events
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting import import_runs
from framdrift.recruiting.import_runs import Report
from framdrift.recruiting.models import Candidacy
from framdrift.recruiting.queries.ledger import ledger_faults
from framdrift.recruiting.transitions.told import Reading

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures"


def reading(path: Path, kind: str, **mapping: Any) -> Reading:
    """How a test's file is read."""
    return Reading(
        source=kind,
        arrived_at=NOW,
        zone=ZoneInfo("Europe/Stockholm"),
        company="Nordbygg AB",
        assignment=mapping.pop("assignment", ""),
        file_name=path.name,
        mapping=mapping,
    )


def bring_in(path: Path, kind: str, **mapping: Any) -> Report:
    """Import a file; whatever comes of it, ledger and chain must be sound."""
    told = reading(path, kind, **mapping)
    run = import_runs.begin(source=kind, path=path, reading=told, by=SYSTEM, at=NOW)
    report = import_runs.carry_out(
        run=run, kind=kind, path=path, reading=told, by=SYSTEM, at=NOW, progress=lambda done, total: None
    )
    assert ledger_faults(NOW) == ()
    assert events.first_broken(events.everything()) is None
    return report


def way(candidacy: Candidacy) -> list[tuple[str, str]]:
    """The steps of a candidacy in order: (name, when it was left)."""
    steps = candidacy.steps.select_related("plan_step").order_by("opened_at", "pk")
    return [(step.plan_step.name_en, step.closed_at.isoformat() if step.closed_at else "") for step in steps]
