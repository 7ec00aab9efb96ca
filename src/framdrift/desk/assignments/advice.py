"""The panel on advice beside the board: the sentences that say most to the client today, each one click from the
letter and from the events behind it. A fixed number of statements, and asked for after the board stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.desk.assignments.subject import assignments_of
from framdrift.desk.candidacies.advice_words import Suggested, suggested, told
from framdrift.momentum.advising.rules import Rule
from framdrift.momentum.advising.whom import awaiting_the_client
from framdrift.organisations.reader import ReaderRequest

TOP = 2
"""So many sentences stand in the panel; the others on their own page."""
_NAMED = 5
_SAYS_MOST = (
    Rule.SOONER,
    Rule.NO_HURRY,
    Rule.APART,
    Rule.MISSING,
    Rule.PROMISED,
    Rule.WAITS,
    Rule.ONE_MORE,
    Rule.HOLDS,
    Rule.COMPLETE,
    Rule.IN_HAND,
)
"""What helps a decision before what describes it."""


@dataclass(frozen=True, slots=True)
class Top:
    """One sentence in the client's language; `events` is how many it rests on."""

    rule: Rule
    words: str
    events: int


@require_safe
def advice(request: ReaderRequest, assignment_id: int) -> HttpResponse:
    """Of whoever waits most for the client, the top sentences; the next ones by name. A fragment for htmx."""
    now = timezone.now()
    row = get_object_or_404(assignments_of(request.viewer), pk=assignment_id)
    waiting = list(awaiting_the_client(request.viewer, row)[: _NAMED + 1])
    context: dict[str, object] = {"assignment": row, "candidacy": None, "tab": ""}
    if waiting:
        today = timezone.localtime(now).date()
        found = suggested(request.viewer, waiting[0], at=now, today=today)
        name = waiting[0].candidate.name
        context |= {
            "candidacy": waiting[0],
            "top": list(_top(found, name, today=today)),
            "total": len(found.draft.sentences),
            "language": found.language,
            "others": waiting[1:],
        }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "assignments/_advice.html" if is_fragment else "assignments/advice.html", context)


def _top(found: Suggested, name: str, *, today: date) -> Iterator[Top]:
    """In the order in which they will stand in the letter."""
    spoken = {one.rule for one in found.draft.sentences}
    chosen = [rule for rule in _SAYS_MOST if rule in spoken][:TOP]
    for one in found.draft.sentences:
        if one.rule in chosen:
            yield Top(one.rule, told(found, [one.rule], who=name, today=today), len(one.events))
