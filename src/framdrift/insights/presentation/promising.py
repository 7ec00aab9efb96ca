"""Commitments that everybody at a company may read, in words: without who raised them, and with who does them where
the reader knows that from the company's own list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from framdrift.conversations.commitments.queries import CommitmentLine, Wanted, ledger
from framdrift.conversations.commitments.shared import for_everybody, units_told_of
from framdrift.conversations.kinds import CommitmentState
from framdrift.organisations.access import Viewer

STATES: Final[Mapping[str, str | Promise]] = {
    CommitmentState.OPEN: pgettext_lazy("commitment", "not done yet"),
    CommitmentState.DONE: pgettext_lazy("commitment", "done"),
    CommitmentState.DROPPED: pgettext_lazy("commitment", "will not be done"),
}


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment. `owner` is empty where the reader's own list does not have it, `said` where nothing was reported;
    `late_days` is 0 where it is not late."""

    words: str
    unit: str
    theme: str
    owner: str
    due_on: date
    state: str
    said: str
    said_on: date | None
    late_days: int

    @property
    def is_done(self) -> bool:
        """Whether its owner has said so."""
        return self.state == CommitmentState.DONE

    @property
    def state_words(self) -> str:
        """How it is, in words."""
        told = str(STATES[self.state])
        return _("%(state)s, late") % {"state": told} if self.late_days else told


def promised(viewer: Viewer, company_id: int, *, on: date) -> tuple[Promised, ...]:
    """Open ones first, by their day. Statements grow by four for each unit that something is told of."""
    units = (None, *units_told_of(company_id))
    told = [line for unit in units for line in for_everybody(viewer, company_id, unit=unit)]
    owners = {line.id: line.owner for line in ledger(viewer, Wanted(company_id=company_id), on=on) if line.told_on}
    found = [_promised(line, owners.get(line.id, ""), on=on) for line in told]
    return tuple(sorted(found, key=lambda one: (one.state != CommitmentState.OPEN, one.due_on, one.words)))


def _promised(line: CommitmentLine, owner: str, *, on: date) -> Promised:
    last = line.last_report
    return Promised(
        words=line.words,
        unit=line.unit,
        theme=line.theme,
        owner=owner,
        due_on=line.due_on,
        state=line.state,
        said=last.words if last else "",
        said_on=last.on if last else None,
        late_days=line.late_days(on),
    )
