"""`framdrift import roster FILE --company NAME`: takes a company's people in from a table, or says what it would."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framdrift.cli.arguments import EXIT_DONE, EXIT_FAILED, CallRefused
from framdrift.cli.printing import say

if TYPE_CHECKING:
    from framdrift.organisations.models import Company
    from framdrift.organisations.roster.comparing import Plan
    from framdrift.organisations.roster.importing import Source

_SHOWN = 20


@dataclass(frozen=True)
class _Outcome:
    """What a roster came to. `companies`: 1 where the company was not known before."""

    plan: Plan
    companies: int


def run(arguments: argparse.Namespace, *, path: Path, mapping: Mapping[str, Any]) -> int:
    """0 when rows were taken (or known already); 1 when every row was refused; 2 when the file or the call is wrong."""
    from django.utils.translation import gettext as _

    from framdrift.organisations.roster.importing import Source
    from framdrift.organisations.roster.told import Unreadable

    name = arguments.company.strip() or str(mapping.get("company") or "").strip()
    if not name:
        raise CallRefused(_("--company: say whose roster it is; the file does not."))
    source = Source(path=path, file_name=path.name, mapping=mapping)
    try:
        outcome = _take_in(source, company=name, dry_run=arguments.dry_run)
    except Unreadable as no:
        raise CallRefused(str(no)) from None
    _print(outcome, arguments)
    plan = outcome.plan
    return EXIT_FAILED if plan.refused and len(plan.refused) == plan.rows else EXIT_DONE


def _take_in(source: Source, *, company: str, dry_run: bool) -> _Outcome:
    """All of it or nothing. Raises Unreadable where the file as a whole is refused."""
    from django.db import transaction

    from framdrift.organisations.access import SYSTEM
    from framdrift.organisations.models import RosterRun
    from framdrift.organisations.roster import importing
    from framdrift.organisations.roster.told import Unreadable

    now = datetime.now(UTC)
    with transaction.atomic():
        row, is_new = company_named(company, now)
        if dry_run:
            plan = importing.try_out(company=row, source=source, by=SYSTEM, at=now)
            if plan.problems:
                raise Unreadable("\n".join(importing.sentence_of(one) for one in plan.problems))
            transaction.set_rollback(True)
            return _Outcome(plan, is_new)
        plan, written = importing.take_in(company_id=row.pk, source=source, seen=None, left={}, by=SYSTEM, at=now)
        kept = RosterRun(company=row, file_name=source.file_name[:200], mapping=dict(source.mapping), put_in_at=now)
        importing.note_taken(kept, plan, written, by=SYSTEM, at=now)
    return _Outcome(plan, is_new)


def company_named(name: str, at: datetime) -> tuple[Company, int]:
    """The company of that name, whatever its case, opened where there is none."""
    from framdrift.organisations.access import SYSTEM
    from framdrift.organisations.company_actions import CompanyParticulars, open_company
    from framdrift.organisations.models import Company

    known = next((row for row in Company.objects.all() if row.name.casefold() == name.casefold()), None)
    if known is not None:
        return known, 0
    return open_company(particulars=CompanyParticulars(name=name[:120]), by=SYSTEM, at=at), 1


def _print(outcome: _Outcome, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(json.dumps(_document(outcome, dry_run=arguments.dry_run), ensure_ascii=False))
        return
    for line in _sentences(outcome, dry_run=arguments.dry_run):
        say(line)


def _document(outcome: _Outcome, *, dry_run: bool) -> dict[str, Any]:
    plan = outcome.plan
    refused, remarks = (
        [{"line": one.line, "field": one.field, "reason": one.reason} for one in listed]
        for listed in (plan.refused, plan.remarks)
    )
    new = {"companies": outcome.companies, "units": len(plan.new_units), "employees": len(plan.joins)}
    return {
        "dry_run": dry_run,
        "rows": plan.rows,
        "added": len(plan.joins),
        "changed": sum(not step.is_nothing for step in plan.steps if step.known is not None),
        "known": plan.same,
        "moved": len(plan.moves),
        "ended": len(plan.leaves),
        "new": new,
        "unknown_stages": [],
        "missing": [{"external_id": one.external_id, "name": one.name} for one in plan.missing],
        "remarks": remarks,
        "refused": refused,
    }


def _sentences(outcome: _Outcome, *, dry_run: bool) -> Iterator[str]:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from framdrift.organisations.roster.importing import sentence_of

    plan = outcome.plan
    for one in plan.refused:
        yield _("Refused: %(row)s") % {"row": sentence_of(one)}
    for one in plan.remarks:
        yield _("Note: %(row)s") % {"row": sentence_of(one)}
    if dry_run:
        yield _("Nothing was changed. This is what would happen:")
    if outcome.companies:
        yield _("The company is new here.")
    counts = {
        "joins": len(plan.joins),
        "moves": len(plan.moves),
        "leaves": len(plan.leaves),
        "changes": len(plan.changes),
        "same": plan.same,
        "refused": len(plan.refused),
    }
    sentence = _(
        "%(joins)d join, %(moves)d move, %(leaves)d leave, %(changes)d change, %(same)d are known already, "
        "%(refused)d are refused."
    )
    yield sentence % counts
    if plan.missing:
        names = ", ".join(one.name for one in plan.missing[:_SHOWN]) + (" ..." if len(plan.missing) > _SHOWN else "")
        words = ngettext(
            "%(count)d person is employed here and not in the file, and stays employed: %(names)s.",
            "%(count)d people are employed here and not in the file, and stay employed: %(names)s.",
            len(plan.missing),
        )
        yield words % {"count": len(plan.missing), "names": names}
