"""Who may open which address: literal tables, joined here and enforced at the door before any view runs.

The tables stand in `config/access_tables`, one module a part of the product; what rows and groups are made of in
`config/access_rows.py`.

How to add an address. Find the name of your URL in a group below that says what you mean, and add it to the group's
call of `rows`; no fitting group: write a new `row(...)`. Kinds that a row does not name are denied. An address without
a row is refused to everyone, and `tests/access` fails and names it. Give the crawler ids for its arguments in
`tests/access/suppliers.py` (most argument names are there already).

What the verdicts mean, for the object that an address names:

ALLOW   every object of that sort that exists.
OWN     only what is theirs: a consultant's assignments, a seat's company, a candidate's own page. The door lets them
        in, and the view must answer 404 for what is not theirs (its queries start from the viewer, so they do).
DENY    nothing: 404, the same page as for what does not exist. A visitor who has not signed in is led to the
        sign-in page instead, also the same for everything.

`other_consultant` and `other_client` are a consultant and a seat that have nothing to do with the object.

Three sorts of door (`Row.door`): `account` looks at who is signed in; `link` is opened by the token in the path,
which the view checks, whoever is signed in; `open` has no lock (sign-in pages, health), or its own (a signature, a
machine's key).
"""

from __future__ import annotations

from typing import Final

from framdrift.config.access_rows import DENY, KINDS, Row
from framdrift.config.access_tables import (
    calendars,
    commitments,
    company_findings,
    conversations,
    exits,
    findings,
    house,
    insights,
    letters,
    programs,
    recruitments,
    reports,
    rosters,
    talks,
)
from framdrift.organisations.access import Viewer

POLICY: Final[dict[str, Row]] = {
    **house.ROWS,
    **insights.ROWS,
    **calendars.ROWS,
    **commitments.ROWS,
    **company_findings.ROWS,
    **conversations.ROWS,
    **findings.ROWS,
    **exits.ROWS,
    **recruitments.ROWS,
    **reports.ROWS,
    **letters.ROWS,
    **rosters.ROWS,
    **talks.ROWS,
    **programs.ROWS,
}


def kinds_of(viewer: Viewer) -> frozenset[str]:
    """The kinds that a signed-in viewer can be, before the object is known; nobody is `anonymous`."""
    if viewer.account_id is None:
        return frozenset({"anonymous"})
    if viewer.is_client:
        return frozenset({*viewer.roles, "other_client"}) & frozenset(KINDS)
    found = set(viewer.roles)
    if "consultant" in found:
        found.add("other_consultant")
    return frozenset(found) & frozenset(KINDS)


def may_knock(name: str, viewer: Viewer) -> bool:
    """Whether the door opens for this viewer; what lies behind it is the view's query to decide."""
    line = POLICY.get(name)
    if line is None:
        return False
    return line.door != "account" or any(line.of(kind) is not DENY for kind in kinds_of(viewer))
