"""One question a page, saved as it is typed: with script at every pause, without it by the buttons."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from framdrift.conversations.answers.kinds import TalkState
from framdrift.conversations.answers.rules import Written
from framdrift.organisations.refusals import Refused
from framdrift.portals.employee import sheets
from framdrift.portals.employee.opening import RECEIPT_COOKIE, Visit, keep_cookie, on_a_persons_link
from framdrift.portals.employee.sheets import ADDITION, Kept

_MOST_LETTERS = 6000


@dataclass(frozen=True)
class Place:
    """Where in the guide a page stands. The last place asks for anything else."""

    number: int
    of: int
    code: str
    text: str

    @property
    def is_last(self) -> bool:
        """The open place at the end."""
        return self.number == self.of


@dataclass(frozen=True)
class Box:
    """A box to write in: its field's name and what stands in it."""

    name: str
    text: str
    is_other: bool


@on_a_persons_link("GET", "HEAD", "POST")
def question(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """A question with its box. Who has handed over the answer reads it on the record's page instead."""
    place = _place(visit, number)
    if not may_answer(visit):
        return visit.to("employee-home")
    if request.method != "POST":
        return _page(request, visit, place)
    try:
        kept = _save(request, visit, place)
    except Refused as refusal:
        return _refused(request, visit, place, refusal)
    response = _answer(request, visit, place, kept)
    if kept.receipt:
        keep_cookie(response, visit, RECEIPT_COOKIE, kept.receipt)
    return response


def may_answer(visit: Visit) -> bool:
    """Whether words can be typed here: the round is open, and the talk is the person's own writing."""
    if visit.is_over:
        return False
    if visit.invitation is None:
        return True
    talk = visit.talk()
    if talk is None:
        return visit.programme.channel == "written" and visit.invitation.state not in ("declined", "expired", "done")
    return talk.held_by_id is None and talk.state == TalkState.OPEN


def _place(visit: Visit, number: int) -> Place:
    asked = visit.questions()
    if not 1 <= number <= len(asked) + 1:
        raise Http404
    if number == len(asked) + 1:
        return Place(number, number, ADDITION, _("Is there anything else you want to say?"))
    return Place(number, len(asked) + 1, asked[number - 1].code, asked[number - 1].text)


def _save(request: HttpRequest, visit: Visit, place: Place) -> Kept:
    fields = {name: str(value)[:_MOST_LETTERS] for name, value in request.POST.items()}
    drafts = sheets.drafts_of(fields, question=place.code, position=place.number)
    return sheets.write(visit, drafts, sheets.save_of(fields))


def _answer(request: HttpRequest, visit: Visit, place: Place, kept: Kept) -> HttpResponse:
    if "X-Draft" in request.headers:
        return JsonResponse({"seen": kept.version, "beside": kept.is_beside})
    if kept.is_beside:
        return visit.to("employee-question", told="beside", number=place.number)
    wanted = request.POST.get("go", "")
    if wanted == "later":
        return visit.to("employee-home", told="kept")
    if wanted == "back":
        return visit.to("employee-question", number=max(1, place.number - 1))
    if place.is_last:
        return visit.to("employee-record")
    return visit.to("employee-question", number=place.number + 1)


def _refused(request: HttpRequest, visit: Visit, place: Place, refusal: Refused) -> HttpResponse:
    """What was typed stays in the box."""
    if "X-Draft" in request.headers:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    typed = [Box(name, str(text), is_other=False) for name, text in request.POST.items() if name.startswith("text-")]
    return _page(request, visit, place, typed=typed, said=str(refusal), status=422)


def _page(
    request: HttpRequest,
    visit: Visit,
    place: Place,
    *,
    typed: list[Box] | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    sheet = sheets.read(visit)
    context = {
        "place": place,
        "boxes": typed or _boxes(place, sheet.of(place.code)),
        "seen": sheet.version,
        "writer": secrets.token_hex(8),
        "said": said,
        "beside": request.GET.get("told") == "beside",
        "most": _MOST_LETTERS,
    }
    return visit.show(request, "employee/question.html", context, status=status)


def _boxes(place: Place, notes: tuple[Written, ...]) -> list[Box]:
    """The box of this question first, then what other windows wrote."""
    own = sheets.key_of(place.code)
    first = next((note.text for note in notes if note.client_key == own), "")
    others = [Box(f"text-{note.client_key}", note.text, is_other=True) for note in notes if note.client_key != own]
    return [Box(f"text-{own}", first, is_other=False), *others]
