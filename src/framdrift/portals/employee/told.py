"""What came of what people told us: before the first question of a later round, and afterwards on the same link.

The person also lets the words of a commitment through to the company here, or does not. At level D the page tells what
everybody may read, and asks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy as words

from framdrift.conversations.commitments.actions import allow, note_did_it_help
from framdrift.conversations.commitments.queries import CommitmentLine
from framdrift.conversations.commitments.shared import ToldBack, reaching, told_back
from framdrift.conversations.kinds import CommitmentState, Helped, Level
from framdrift.conversations.models import Commitment
from framdrift.organisations.access import NOBODY
from framdrift.organisations.refusals import Refused
from framdrift.portals.employee.opening import Visit, on_a_persons_link

ANSWERS = {
    Helped.YES: words("did it help", "Yes"),
    Helped.PARTLY: words("did it help", "Partly"),
    Helped.NO: words("did it help", "No"),
    Helped.NOT_NOTICED: words("did it help", "I have not noticed"),
}
_STATES = {
    CommitmentState.OPEN: (words("commitment", "not done yet"), "waiting"),
    CommitmentState.DONE: (words("commitment", "done"), "done"),
    CommitmentState.DROPPED: (words("commitment", "will not be done"), "closed"),
}


@dataclass(frozen=True)
class Shown:
    """A commitment as the page shows it; `may_answer` once there is something to have an opinion of."""

    line: CommitmentLine
    state: str
    badge: str
    answer: str
    may_answer: bool


@on_a_persons_link("GET", "HEAD", "POST")
def told(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was agreed with the person, what came of it, and what was done for everybody."""
    found = what_came(visit)
    if request.method == "POST":
        return _answer(request, visit, found)
    if found.is_empty:
        return visit.to("employee-home")
    context = {
        "agreed": [_shown(visit, line, found) for line in found.agreed],
        "before": [_shown(visit, line, found) for line in found.before],
        "choices": [(str(code.value), text) for code, text in ANSWERS.items()],
        "hides_origin": visit.level == Level.THIRD_PARTY,
        "said": _said(request.GET.get("told", "")),
        "begins": request.GET.get("then") == "begin",
    }
    return visit.show(request, "employee/told.html", context)


def begin_address(visit: Visit, found: ToldBack) -> str:
    """Where to begin: at what came of the last time where there is something to tell, else at the first question."""
    if found.before:
        return f"{visit.address('employee-told')}?then=begin"
    return visit.address("employee-question", number=1)


def what_came(visit: Visit) -> ToldBack:
    """What this visit may read. At level D nothing knows where the reader works, so what is for everybody alone."""
    if visit.invitation is None or visit.by is None:
        return ToldBack((), (), reaching(NOBODY, visit.programme_round, unit_id=None), {})
    return told_back(visit.by, visit.invitation)


def _answer(request: HttpRequest, visit: Visit, found: ToldBack) -> HttpResponse:
    if visit.invitation is None or visit.by is None:
        raise Http404
    try:
        _let_through(request.POST.get("pass_on", ""), visit, found, is_allowed=True)
        _let_through(request.POST.get("keep_back", ""), visit, found, is_allowed=False)
        _note_answers(request, visit, found)
    except Refused:
        return visit.to("employee-told", told="closed")
    if request.POST.get("go") == "begin":
        return visit.to("employee-question", number=1)
    return visit.to("employee-told", told="kept")


def _let_through(key: str, visit: Visit, found: ToldBack, *, is_allowed: bool) -> None:
    """A yes is a box that is ticked, so that a form posted as it was served says nothing."""
    row = Commitment.objects.filter(pk__in=[line.id for line in found.agreed if str(line.key) == key]).first()
    if row is not None and visit.by is not None:
        allow(commitment=row, is_allowed=is_allowed, by=visit.by, at=visit.at)


def _note_answers(request: HttpRequest, visit: Visit, found: ToldBack) -> None:
    assert visit.invitation is not None and visit.by is not None
    given = {line.id: request.POST.get(f"helped-{line.key}", "") for line in found.before}
    for row in Commitment.objects.filter(pk__in=given):
        if given[row.pk] in list(Helped):
            helped = Helped(given[row.pk])
            note_did_it_help(commitment=row, invitation=visit.invitation, verdict=helped, by=visit.by, at=visit.at)


def _shown(visit: Visit, line: CommitmentLine, found: ToldBack) -> Shown:
    state, badge = _STATES[CommitmentState(line.state)]
    is_asked = line in found.earlier or (line in found.everybody and line.state == CommitmentState.DONE)
    may_answer = is_asked and not visit.is_anonymous and not visit.is_over and line.told_on is not None
    return Shown(line, str(state), badge, found.answers.get(line.key, ""), may_answer)


def _said(code: str) -> str:
    return {
        "kept": _("Thank you. It is kept, and you can change it until the round closes."),
        "closed": _("It can no longer be changed here."),
    }.get(code, "")
