"""A roster file beside what is known: who joins, moves, leaves, changes, and who is not in the file.

What is wrong with the file as a whole (a number twice, an unknown manager, a loop, a unit that could be two) stops all
of it; a row that cannot be read is left out alone. An empty cell says nothing: what is known stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from framdrift.organisations.roster.leaders_told import ManagersTold, NoSuchManager, SeveralManagers
from framdrift.organisations.roster.queries import UnitTree
from framdrift.organisations.roster.rules import loop_in
from framdrift.organisations.roster.told import Told, Unread
from framdrift.organisations.roster.units_told import TwoUnits, Unit, UnitsTold, UnitToAdd

_PARTICULARS = ("external_id", "name", "email", "private_email", "phone", "language", "started_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An employment as it is, with its open placement. `first_until`: when its first placement ended, if it did."""

    id: int
    external_id: str
    name: str
    email: str
    private_email: str
    phone: str
    language: str
    started_on: date
    ended_on: date | None
    exit_type: str
    unit_id: int | None
    manager_id: int | None
    title: str
    first_until: date | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a row puts somebody. `manager`: the id of an employment, or minus the line of the row of a new one."""

    unit: Unit | None
    manager: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one row comes to. `known` is None for somebody new; `place` is None where it stays."""

    told: Told
    known: Known | None
    particulars: dict[str, Any]
    place: Placed | None
    moves: bool
    ends: bool

    @property
    def key(self) -> int:
        """The employment's id, or minus the line where it has none yet."""
        return self.known.id if self.known else -self.told.line

    @property
    def is_nothing(self) -> bool:
        """All of it is known already."""
        return self.known is not None and not self.particulars and self.place is None and not self.ends


@dataclass(slots=True)
class Plan:
    """What a file comes to. With `problems` nothing of it may be taken in."""

    rows: int = 0
    steps: list[Step] = field(default_factory=list)
    refused: list[Unread] = field(default_factory=list)
    problems: list[Unread] = field(default_factory=list)
    remarks: list[Unread] = field(default_factory=list)
    missing: list[Known] = field(default_factory=list)
    new_units: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def joins(self) -> list[Step]:
        """Those not known before."""
        return [step for step in self.steps if step.known is None]

    @property
    def moves(self) -> list[Step]:
        """Those with another unit or manager."""
        return [step for step in self.steps if step.known is not None and step.moves]

    @property
    def leaves(self) -> list[Step]:
        """Those whose last day, or kind of exit, is told anew."""
        return [step for step in self.steps if step.known is not None and step.ends]

    @property
    def changes(self) -> list[Step]:
        """Those whose particulars or title differ."""
        return [
            step
            for step in self.steps
            if step.known is not None and (step.particulars or (step.place is not None and not step.moves))
        ]

    @property
    def same(self) -> int:
        """Rows that tell nothing new."""
        return sum(step.is_nothing for step in self.steps)


def compare(read: Iterable[Told | Unread], known: Sequence[Known], tree: UnitTree, *, on: date) -> Plan:
    """The plan for a file on a day. Pure: changes nothing."""
    return _Comparison(list(read), known, tree, on).plan()


class _Comparison:
    def __init__(self, read: Sequence[Told | Unread], known: Sequence[Known], tree: UnitTree, on: date) -> None:
        self._plan = Plan(rows=len(read), refused=[one for one in read if isinstance(one, Unread)])
        self._on = on
        self._known = known
        self._rows = self._each_once([one for one in read if isinstance(one, Told)])
        self._by_number = {one.external_id: one for one in known if one.external_id}
        self._adopted = self._adopt()
        self._units = UnitsTold(tree, (row.unit for row in self._rows))
        self._managers = ManagersTold(
            [(self._key(row), row) for row in self._rows],
            [one for one in known if one.ended_on is None or one.ended_on >= on],
            [word for one in self._plan.refused for word in (one.external_id, *one.words) if word],
        )

    def plan(self) -> Plan:
        for row in self._rows:
            self._plan.remarks += [Unread(row.line, "", sentence) for sentence in row.remarks]
            if step := self._step(row):
                self._plan.steps.append(step)
        self._refuse_loop()
        self._plan.missing = self._missing()
        used = {step.place.unit for step in self._plan.steps if step.place}
        paths = {path[:depth] for path in _paths(used) for depth in range(1, len(path) + 1)}
        there = {node.path for node in self._units.tree.nodes}
        self._plan.new_units = sorted(paths - there)
        for listed in (self._plan.refused, self._plan.problems, self._plan.remarks):
            listed.sort(key=lambda one: one.line)
        return self._plan

    def _each_once(self, rows: Sequence[Told]) -> list[Told]:
        """The first row of each number; the same again is nothing new, something else stops the file."""
        first: dict[str, Told] = {}
        for row in rows:
            before = first.setdefault(row.external_id, row)
            if before is not row and _content(before) != _content(row):
                sentence = _("The number %(number)s stands in line %(line)d already, with other content.")
                self._problem(row, "external_id", sentence % {"number": row.external_id, "line": before.line})
        return list(first.values())

    def _adopt(self) -> dict[int, Known]:
        """{line: employment} for those known without a number and with the row's address: hires that arrived."""
        waiting: dict[str, Known] = {}
        for one in self._known:
            if not one.external_id and one.ended_on is None:
                waiting |= {address: one for address in (one.private_email, one.email) if address}
        found: dict[int, Known] = {}
        for row in self._rows:
            if row.external_id not in self._by_number:
                match = waiting.get(row.email) or waiting.get(row.private_email)
                if match is not None and match not in found.values():
                    found[row.line] = match
        return found

    def _of(self, row: Told) -> Known | None:
        return self._by_number.get(row.external_id) or self._adopted.get(row.line)

    def _key(self, row: Told) -> int:
        known = self._of(row)
        return known.id if known else -row.line

    def _step(self, row: Told) -> Step | None:
        known = self._of(row)
        if no := self._refusal(row, known):
            self._plan.refused.append(no)
            return None
        unit, manager = self._unit(row, known), self._manager(row, known)
        title = row.title or (known.title if known else "")
        before = (known.unit_id, known.manager_id, known.title) if known else None
        same_place = before == (unit, manager, title)
        return Step(
            told=row,
            known=known,
            particulars=_differing(row, known),
            place=None if same_place else Placed(unit, manager, title),
            moves=before is not None and before[:2] != (unit, manager),
            ends=_ends(row, known),
        )

    def _refusal(self, row: Told, known: Known | None) -> Unread | None:
        """Why a row is left out although it could be read."""

        def no(field: str, sentence: str) -> Unread:
            return Unread(row.line, field, sentence, row.external_id, (row.email, row.name))

        if known is None:
            return None if row.started_on else no("started_on", _("The cell is empty."))
        if known.ended_on is not None and row.started_on is not None and row.started_on > known.ended_on:
            sentence = _("The number belongs to an employment that ended on %(day)s. A new employment needs its own.")
            return no("external_id", sentence % {"day": known.ended_on.isoformat()})
        if known.ended_on is not None and known.ended_on < self._on and row.ended_on is None:
            sentence = _("Known as having left on %(day)s, and the row says nothing of it: left as it is.")
            self._plan.remarks.append(Unread(row.line, "ended_on", sentence % {"day": known.ended_on.isoformat()}))
        started, ended = row.started_on or known.started_on, row.ended_on or known.ended_on
        if ended is not None and ended < started:
            return no("ended_on", _("The last day is before the first."))
        if known.first_until is not None and started >= known.first_until:
            return no("started_on", _("The first day is after a move that is known here."))
        return None

    def _unit(self, row: Told, known: Known | None) -> Unit | None:
        if not row.unit:
            return known.unit_id if known else None
        try:
            return self._units.find(row.unit)
        except TwoUnits as two:
            sentence = _("%(unit)s is the name of several units: %(paths)s. Write the path from the top.")
            paths = ", ".join(" > ".join(path) for path in two.paths)
            self._problem(row, "unit", sentence % {"unit": f"“{row.unit[-1]}”", "paths": paths})
            return None

    def _manager(self, row: Told, known: Known | None) -> int | None:
        present = known.manager_id if known else None
        if not row.manager:
            return present
        word = {"manager": f"“{row.manager[:60]}”"}
        try:
            found = self._managers.find(row.manager)
        except NoSuchManager:
            self._problem(row, "manager", _("%(manager)s is neither in the file nor employed at the company.") % word)
            return present
        except SeveralManagers:
            sentence = _("%(manager)s is the name of several people. Use the manager's number.")
            self._problem(row, "manager", sentence % word)
            return present
        if found is None:
            sentence = _("The row of the manager %(manager)s is refused, so no manager is set here.")
            self._plan.remarks.append(Unread(row.line, "manager", sentence % word))
            return present
        if found == self._key(row):
            sentence = _("Is their own manager. Leave the cell empty for whoever has none.")
            self._problem(row, "manager", sentence)
            return present
        return found

    def _refuse_loop(self) -> None:
        above = {one.id: one.manager_id for one in self._known}
        above |= {step.key: step.place.manager for step in self._plan.steps if step.place}
        if loop := loop_in(above):
            names = {one.id: one.name for one in self._known} | {step.key: step.told.name for step in self._plan.steps}
            lines = {step.key: step.told.line for step in self._plan.steps}
            chain = " → ".join(names[key] for key in (*loop, loop[0]))
            line = min((lines[key] for key in loop if key in lines), default=0)
            sentence = _("The managers go round in a circle: %(chain)s.") % {"chain": chain}
            self._plan.problems.append(Unread(line, "manager", sentence))

    def _missing(self) -> list[Known]:
        """Employed today, and neither in the file nor in a row that was refused."""
        told = {self._key(row) for row in self._rows}
        unreadable = {one.external_id for one in self._plan.refused}
        return [
            one
            for one in self._known
            if one.id not in told
            and one.started_on <= self._on
            and (one.ended_on is None or one.ended_on >= self._on)
            and not (one.external_id and one.external_id in unreadable)
        ]

    def _problem(self, row: Told, field: str, sentence: str) -> None:
        self._plan.problems.append(Unread(row.line, field, sentence))


def _differing(row: Told, known: Known | None) -> dict[str, Any]:
    """The particulars that the row tells and that are not known so."""
    told = {name: getattr(row, name) for name in _PARTICULARS if getattr(row, name)}
    if known is None:
        return told
    return {name: value for name, value in told.items() if value != getattr(known, name)}


def _ends(row: Told, known: Known | None) -> bool:
    if row.ended_on is None:
        return False
    return known is None or known.ended_on != row.ended_on or bool(row.exit_type and row.exit_type != known.exit_type)


def _content(row: Told) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__ if name not in ("line", "remarks")}


def _paths(units: Iterable[Unit | None]) -> Iterator[tuple[str, ...]]:
    return (unit.path for unit in units if isinstance(unit, UnitToAdd))
