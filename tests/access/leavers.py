"""Somebody who leaves at every company, with what the manager and HR thought: words that few may know.

At North both are in; elsewhere only HR is, whose words wait for the manager's.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from framdrift.conversations.models import Leaver, LeaverView
from framdrift.organisations.models import Account, Employment
from tests.cast import Cast

MAY_KNOW = {
    "own-manager": frozenset({"client_manager", "client_hr", "lead"}),
    "own-hr": frozenset({"client_hr", "lead"}),
    "south-hr": frozenset[str](),
    "west-hr": frozenset[str](),
}
_PATTERN = re.compile(r"leavercanary-([\w-]+)-x")


def strangers_to_views(text: str, kind: str) -> list[str]:
    """Whose thoughts about a leaver stand in `text` though this kind of user may not know them."""
    return sorted({f"what {who} thought" for who in _PATTERN.findall(text) if kind not in MAY_KNOW[who]})


def let_some_leave(cast: Cast, *, at: datetime) -> list[int]:
    """Ends the second employment of each company; the employments' ids."""
    found = []
    for name, client in (("own", cast.north), ("south", cast.south), ("west", cast.west)):
        person = Employment.objects.filter(company=client.company).order_by("pk")[1]
        person.ended_on = at.date() + timedelta(days=10)
        person.save()
        leaver = Leaver.objects.create(
            employment=person, company=client.company, manager=client.manager, asked_at=at - timedelta(days=1)
        )
        _think(leaver, "hr", client.hr, name, at=at)
        if name == "own":
            _think(leaver, "manager", client.manager, name, at=at)
        found.append(person.pk)
    return found


def _think(leaver: Leaver, side: str, account: Account, name: str, *, at: datetime) -> None:
    LeaverView.objects.create(
        leaver=leaver,
        company_id=leaver.company_id,
        side=side,
        regretted="yes",
        avoidable="no",
        words=f"leavercanary-{name}-{side}-x",
        given_by=account,
        given_at=at,
    )
