"""What the page of one roster file shows, at the agency's desk and at the client's alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from framdrift.foundation.calendar import agency_zone
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Employment, RosterRun
from framdrift.organisations.roster import importing
from framdrift.organisations.roster.comparing import Plan, Step
from framdrift.organisations.roster.forms import MEANINGS, EncodingForm, MeaningForm, MissingForm
from framdrift.organisations.roster.importing import PlanChanged
from framdrift.organisations.roster.queries import unit_tree
from framdrift.organisations.roster.told import Look, Unreadable
from framdrift.organisations.roster.units_told import UnitToAdd
from framdrift.science.calendars import local_date

SHOWN = 100
"""How many of each sort are written out; the rest is counted."""


def say(run: RosterRun, data: QueryDict, *, by: Viewer, at: datetime) -> None:
    """What the reader chose about the columns, or about the encoding alone where the header cannot be read."""
    encoding = data.get("encoding", "")
    try:
        seen = importing.look(
            RosterRun(stored_as=run.stored_as, file_name=run.file_name, mapping={"encoding": encoding})
        )
    except Unreadable:
        importing.try_encoding(run=run, encoding=encoding, by=by)
        return
    form = MeaningForm(data, header=seen.header, meaning={})
    if form.is_valid() and any(name in data for name in ("external_id", "name")):
        importing.say_meaning(run=run, mapping=form.mapping(), digest=seen.digest, by=by, at=at)
    else:
        importing.try_encoding(run=run, encoding=encoding, by=by)


def waiting(run: RosterRun, *, by: Viewer, at: datetime) -> dict[str, Any]:
    """A file that waits: its first rows, what its columns mean, and what it would come to."""
    try:
        seen = importing.look(run)
    except Unreadable as no:
        return {"unreadable": str(no), "encoding_form": EncodingForm(initial={"encoding": run.mapping.get("encoding")})}
    meaning = importing.meaning_of(run, seen)
    found: dict[str, Any] = {"look": seen, "form": MeaningForm(header=_readable(seen), meaning=meaning)}
    run.mapping = meaning
    try:
        plan = importing.try_out(company=run.company, source=importing.source_of(run), by=by, at=at)
    except Unreadable as no:
        return {**found, "unreadable": str(no)}
    return {**found, **preview(run, plan, by=by, at=at)}


def preview(run: RosterRun, plan: Plan, *, by: Viewer, at: datetime) -> dict[str, Any]:
    """What a file would come to, in words."""
    words = _Words(run, plan, by=by, at=at)
    return {
        "plan": plan,
        "shown": SHOWN,
        "joins": [(step.told.line, step.told.name, words.place(step)) for step in plan.joins[:SHOWN]],
        "moves": [(step.told.line, step.told.name, words.move(step)) for step in plan.moves[:SHOWN]],
        "leaves": [(step.told.line, step.told.name, step.told.ended_on) for step in plan.leaves[:SHOWN]],
        "changes": [(step.told.line, step.told.name, words.changes(step)) for step in plan.changes[:SHOWN]],
        "new_units": [" › ".join(path) for path in plan.new_units],
        "many_missing": len(plan.missing) > 5 and 4 * len(plan.missing) > len(plan.missing) + plan.rows,
        "missing_form": MissingForm(missing=plan.missing, initial={"seen": importing.fingerprint(plan)}),
    }


def take(run: RosterRun, data: QueryDict, *, by: Viewer, at: datetime) -> tuple[str, dict[str, Any] | None]:
    """Take the file in. Gives what is told, and what to show where nothing was written."""
    seen = importing.look(run)
    run.mapping = importing.meaning_of(run, seen)
    plan = importing.try_out(company=run.company, source=importing.source_of(run), by=by, at=at)
    form = MissingForm(data, missing=plan.missing)
    if not form.is_valid():
        return "", {**waiting(run, by=by, at=at), "missing_form": form}
    try:
        importing.keep_meaning(run=run)
        importing.take_in_run(run=run, seen=form.cleaned_data["seen"], left=form.left(), by=by, at=at)
    except PlanChanged:
        told = _("Something has changed since you looked. This is what would happen now.")
        return told, waiting(run, by=by, at=at)
    except Unreadable as no:
        return str(no), waiting(run, by=by, at=at)
    return _("The roster is taken in."), None


def _readable(seen: Look) -> list[str]:
    return [column for column in seen.header if column not in seen.masked]


class _Words:
    def __init__(self, run: RosterRun, plan: Plan, *, by: Viewer, at: datetime) -> None:
        tree = unit_tree(by, run.company_id, on=local_date(at, agency_zone()))
        self._paths = {node.id: " › ".join(node.path) for node in tree.nodes}
        known = Employment.objects.filter(company_id=run.company_id).values_list("pk", "name")
        self._names = dict(known) | {step.key: step.told.name for step in plan.steps}

    def place(self, step: Step) -> str:
        """Unit and manager that a row gives."""
        place = step.place
        return self._words(place.unit if place else None, place.manager if place else None)

    def move(self, step: Step) -> str:
        """From where to where."""
        before = self._words(step.known.unit_id, step.known.manager_id) if step.known else ""
        return f"{before or '–'} → {self.place(step) or '–'}"

    def changes(self, step: Step) -> str:
        """Which particulars, with their new values."""
        told = [f"{self._label(name)}: {value}" for name, value in step.particulars.items()]
        if step.place is not None and step.known is not None and step.place.title != step.known.title:
            told.append(f"{self._label('title')}: {step.place.title}")
        return ", ".join(told)

    def _words(self, unit: int | UnitToAdd | None, manager: int | None) -> str:
        path = " › ".join(unit.path) if isinstance(unit, UnitToAdd) else self._paths.get(unit or 0, "")
        under = _("under %(name)s") % {"name": self._names[manager]} if manager in self._names else ""
        return ", ".join(word for word in (path, under) if word)

    @staticmethod
    def _label(name: str) -> str:
        return str(MEANINGS[name])
