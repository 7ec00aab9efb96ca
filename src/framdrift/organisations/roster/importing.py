"""A roster file from when it is put in until it is taken in: looked at, understood, tried out, and written at once.

Nothing is written before somebody has seen what would happen; what is written is what they saw, or it is shown anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer, visible_companies
from framdrift.organisations.models import Company, Employment, Placement, RosterMapping, RosterRun
from framdrift.organisations.refusals import NotAllowed
from framdrift.organisations.roster import files
from framdrift.organisations.roster.actions import held_company
from framdrift.organisations.roster.comparing import Known, Plan, compare
from framdrift.organisations.roster.queries import unit_tree
from framdrift.organisations.roster.told import Look, Told, Unread, Unreadable, reader
from framdrift.organisations.roster.writing import Left, Written, write
from framdrift.science.calendars import local_date

MOST_ROWS = 20_000
"""A longer file is refused: it is written in one transaction."""
_REFUSED_KEPT = 1000


class PlanChanged(Exception):
    """What would happen is not what was seen: the file's meaning, or the roster, is another by now."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A roster at a path: its name as it came, and what its columns mean ({"columns": ..., "dates": ..., ...})."""

    path: Path
    file_name: str
    mapping: Mapping[str, Any]


def visible_runs(viewer: Viewer) -> QuerySet[RosterRun]:
    """The roster files that a viewer may see: all for staff who see rosters, an HR seat its own company's."""
    if not (viewer.kind == "system" or viewer.sees_rosters or viewer.is_client_hr):
        return RosterRun.objects.none()
    return RosterRun.objects.filter(company__in=visible_companies(viewer)).select_related("company", "put_in_by")


def put_in(*, company_id: int, file_name: str, blocks: Iterable[bytes], by: Viewer, at: datetime) -> RosterRun:
    """Keep a file until somebody has said what it means. Raises Company.DoesNotExist, NotAllowed."""
    with transaction.atomic():
        company = held_company(company_id, by)
        return RosterRun.objects.create(
            company=company,
            file_name=file_name[:200],
            stored_as=files.store(blocks),
            put_in_by_id=by.account_id,
            put_in_at=at,
        )


def look(run: RosterRun) -> Look:
    """The header and first rows, and what the columns seem to mean. Raises Unreadable."""
    encoding = str(run.mapping.get("encoding") or "")
    return reader().look_at(files.path_of(run), encoding=encoding, file_name=run.file_name)


def meaning_of(run: RosterRun, seen: Look) -> dict[str, Any]:
    """What was said of this file, else what is remembered for this header at the company, else what is proposed."""
    if "columns" in run.mapping:
        return dict(run.mapping)
    remembered = RosterMapping.objects.filter(company_id=run.company_id, header_digest=seen.digest).first()
    return dict(remembered.mapping) if remembered else {**run.mapping, "columns": seen.proposed}


@transaction.atomic
def say_meaning(*, run: RosterRun, mapping: Mapping[str, Any], digest: str, by: Viewer, at: datetime) -> None:
    """What the columns mean, for this file and the next with the same header."""
    held_company(run.company_id, by)
    RosterRun.objects.filter(pk=run.pk, state="waiting").update(mapping=dict(mapping))
    RosterMapping.objects.update_or_create(
        company_id=run.company_id,
        header_digest=digest,
        defaults={"mapping": dict(mapping), "confirmed_by_id": by.account_id, "confirmed_at": at},
    )
    run.mapping = dict(mapping)


@transaction.atomic
def try_encoding(*, run: RosterRun, encoding: str, by: Viewer) -> None:
    """Read the file as another encoding from now on, what its columns mean not said yet."""
    held_company(run.company_id, by)
    run.mapping = {"encoding": encoding} if encoding else {}
    RosterRun.objects.filter(pk=run.pk, state="waiting").update(mapping=run.mapping)


def keep_meaning(*, run: RosterRun) -> None:
    """Write down what the columns were taken to mean, where nobody had to say it."""
    RosterRun.objects.filter(pk=run.pk, state="waiting").update(mapping=run.mapping)


def source_of(run: RosterRun) -> Source:
    """A run's file and what it means."""
    return Source(path=files.path_of(run), file_name=run.file_name, mapping=run.mapping)


def try_out(*, company: Company, source: Source, by: Viewer, at: datetime) -> Plan:
    """What the file would come to; changes nothing. Raises Unreadable, NotAllowed."""
    if not (by.kind == "system" or by.sees_rosters or by.is_client_hr):
        raise NotAllowed
    on = local_date(at, agency_zone())
    return compare(_rows(source), _known(company), unit_tree(by, company.pk, on=on), on=on)


def fingerprint(plan: Plan) -> str:
    """The same for two plans that come to the same."""
    told = repr([plan.steps, plan.refused, plan.problems, [one.id for one in plan.missing], plan.new_units])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def take_in(
    *, company_id: int, source: Source, seen: str | None, left: Mapping[int, Left], by: Viewer, at: datetime
) -> tuple[Plan, Written]:
    """Write what the file tells, all of it or nothing, and the ends of those who are missing from it and have left.

    `seen` is the fingerprint of the plan that was agreed to, None where none was shown. Raises Unreadable,
    PlanChanged, NotAllowed, and Unreadable too where the plan has problems.
    """
    company = held_company(company_id, by)
    plan = try_out(company=company, source=source, by=by, at=at)
    if plan.problems:
        raise Unreadable("\n".join(sentence_of(one) for one in plan.problems))
    if seen is not None and seen != fingerprint(plan):
        raise PlanChanged
    return plan, write(company=company, plan=plan, left=left, by=by, at=at)


def take_in_run(
    *, run: RosterRun, seen: str, left: Mapping[int, Left], by: Viewer, at: datetime
) -> tuple[Plan, Written] | None:
    """Take a run's file in, once; None where it was taken in or put away before. Raises as `take_in`."""
    with transaction.atomic():
        held_company(run.company_id, by)
        row = RosterRun.objects.get(pk=run.pk)
        if row.state != "waiting":
            return None
        plan, written = take_in(company_id=row.company_id, source=source_of(row), seen=seen, left=left, by=by, at=at)
        note_taken(row, plan, written, by=by, at=at)
        path = files.path_of(row)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return plan, written


def note_taken(run: RosterRun, plan: Plan, written: Written, *, by: Viewer, at: datetime) -> None:
    """Write down how a file was taken in, and say so."""
    run.state, run.taken_at, run.rows = "taken", at, plan.rows
    run.added, run.changed, run.moved, run.ended = written.added, written.changed, written.moved, written.ended
    run.refused = [[one.line, one.field, one.reason] for one in plan.refused[:_REFUSED_KEPT]]
    run.save()
    written.tell(run, by=by, at=at)


@transaction.atomic
def put_away(*, run: RosterRun, by: Viewer) -> None:
    """Not this file: it is removed, and nothing has changed."""
    held_company(run.company_id, by)
    if RosterRun.objects.filter(pk=run.pk, state="waiting").update(state="put_away"):
        path = files.path_of(run)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def sentence_of(one: Unread) -> str:
    """Where and what, in one sentence."""
    if not one.line:
        return one.reason
    where = _("line %(line)d") % {"line": one.line} + (f", {one.field}" if one.field else "")
    return f"{where}: {one.reason}"


def _rows(source: Source) -> list[Told | Unread]:
    rows: list[Told | Unread] = []
    for row in reader().read(source.path, mapping=source.mapping, file_name=source.file_name):
        if len(rows) == MOST_ROWS:
            sentence = _("%(file)s: more than %(most)d rows. Divide the file by unit.")
            raise Unreadable(sentence % {"file": source.file_name, "most": MOST_ROWS})
        rows.append(row)
    return rows


def _known(company: Company) -> list[Known]:
    """Everybody ever employed there. Three statements."""
    stays = Placement.objects.filter(company=company)
    present = {row.employment_id: row for row in stays.filter(until=None)}
    firsts: dict[int, date] = {}
    for employment_id, until in stays.exclude(until=None).order_by("-since").values_list("employment_id", "until"):
        assert until is not None
        firsts[employment_id] = until
    return [
        Known(
            id=row.pk,
            external_id=row.external_id,
            name=row.name,
            email=row.email,
            private_email=row.private_email,
            phone=row.phone,
            language=row.language,
            started_on=row.started_on,
            ended_on=row.ended_on,
            exit_type=row.exit_type,
            unit_id=present[row.pk].unit_id,
            manager_id=present[row.pk].manager_id,
            title=present[row.pk].title,
            first_until=firsts.get(row.pk),
        )
        for row in Employment.objects.filter(company=company).order_by("name", "pk")
    ]
