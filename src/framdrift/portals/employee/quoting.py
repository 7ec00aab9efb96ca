"""What an interviewer would like to retell of a talk: the person says yes, yes in other words, or no.

Asked by a letter that says nothing of the words; a yes is confirmed by another, with the way to take it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.dispatch import Recorded
from framdrift.insights.codebook.queries import book
from framdrift.insights.kinds import Direction
from framdrift.insights.models import Quote
from framdrift.insights.release.permission import allow_quote, own_quotes, refuse_quote
from framdrift.insights.release.quotes import ANSWER_WITHIN, MOST_WORDS
from framdrift.organisations.refusals import Refused
from framdrift.portals.employee import quote_letters as letters
from framdrift.portals.employee.addresses import address_for, answers_to, talk_address
from framdrift.portals.employee.coding import reader_of
from framdrift.portals.employee.opening import Visit, on_a_persons_link

SIDES: Final[Mapping[str, str | Promise]] = {
    Direction.HOLDS: gettext_lazy("something that makes people stay"),
    Direction.PULLS: gettext_lazy("something that draws people away"),
}
_YES, _REWORDED, _NO = "yes", "reworded", "no"


@dataclass(frozen=True)
class QuoteShown:
    """A quote as its author's page shows it; `typed` is what was written there and `said` why it was refused."""

    quote: Quote
    theme: str
    side: str | Promise
    typed: str
    said: str

    @property
    def state(self) -> str:
        """The most decided: out, yes, no, else asked."""
        if self.quote.out_in_id is not None:
            return "out"
        if self.quote.allowed_at is not None:
            return _YES
        return _NO if self.quote.refused_at is not None else "asked"


@on_a_persons_link("GET", "HEAD", "POST", named_only=True)
def quotes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything that was retold from the talk, and what the person says of each. As served no answer is chosen."""
    if request.method == "POST":
        return _answered(request, visit)
    return _page(request, visit)


def ask_for_permission(event: Recorded) -> None:
    """Write to the person whose words were retold; once for each quote, and not where they said yes in the talk."""
    asked = Quote.objects.filter(pk=event.data["quote_id"], allowed_at=None, refused_at=None)
    quote = asked.select_related("invitation__employment", "invitation__round", "invitation__programme").first()
    if quote is None:
        return
    invitation, who = quote.invitation, quote.invitation.employment
    with translation.override(who.language):
        compose(
            kind=letters.ASKED,
            key=f"quote-asked:{quote.pk}",
            to=Reader(address_for(invitation), who.name, who.language, who.zone),
            values={"programme": invitation.programme.name_in(who.language), "days": str(ANSWER_WITHIN.days)},
            at=event.at,
            action=(_("Read it, and answer"), talk_address(invitation, at=event.at)),
            company_id=quote.company_id,
            about=who.pseudonym,
            subject_key=f"invitation:{invitation.pk}",
            reply_to=answers_to(invitation),
        )


def waiting(visit: Visit) -> int:
    """How many quotes this person has been asked about and not answered."""
    return _own(visit).filter(allowed_at=None, refused_at=None).count()


def has_quotes(visit: Visit) -> bool:
    """Whether anything was retold from this talk."""
    return _own(visit).exists()


def _answered(request: HttpRequest, visit: Visit) -> HttpResponse:
    key, answer = request.POST.get("quote", ""), request.POST.get("answer", "")
    row = next((one for one in _own(visit) if str(one.pk) == key), None)
    if row is None or visit.by is None:
        return visit.to("employee-quotes")
    typed = request.POST.get("words", "") if answer == _REWORDED else ""
    try:
        if answer == _NO:
            refuse_quote(quote=row, by=visit.by, at=visit.at)
            return visit.to("employee-quotes", told=_NO)
        if answer in (_YES, _REWORDED):
            if allow_quote(quote=row, words=typed, by=visit.by, at=visit.at):
                _confirm(visit, row)
            return visit.to("employee-quotes", told=_YES)
    except Refused as refusal:
        return _page(request, visit, about=row.pk, typed=typed, said=str(refusal))
    return _page(request, visit, about=row.pk, said=_("Choose one of the answers."))


def _page(request: HttpRequest, visit: Visit, *, about: int = 0, typed: str = "", said: str = "") -> HttpResponse:
    known = book()
    shown = [
        QuoteShown(
            quote=one,
            theme=known.name(one.theme, visit.language),
            side=SIDES[one.side],
            typed=typed if one.pk == about and typed else one.words,
            said=said if one.pk == about else "",
        )
        for one in _own(visit)
    ]
    if not shown:
        return visit.to("employee-home")
    context = {
        "quotes": shown,
        "is_asked": any(one.state == "asked" for one in shown),
        "told": _told(request.GET.get("told", "")),
        "most_words": MOST_WORDS,
        "days": ANSWER_WITHIN.days,
    }
    return visit.show(request, "employee/quotes.html", context, status=422 if said else 200)


def _own(visit: Visit) -> QuerySet[Quote]:
    if visit.by is None or visit.invitation is None:
        return Quote.objects.none()
    return own_quotes(visit.by, visit.invitation)


def _confirm(visit: Visit, quote: Quote) -> None:
    if visit.by is None or visit.invitation is None:
        raise TypeError("A quote belongs to a named visit.")
    compose(
        kind=letters.ALLOWED,
        key=f"quote-allowed:{quote.pk}:{visit.at.isoformat()}",
        to=reader_of(visit),
        values={"programme": visit.programme_name},
        at=visit.at,
        action=(_("See it, or take the yes back"), talk_address(visit.invitation, at=visit.at)),
        company_id=quote.company_id,
        about=visit.by.pseudonym,
        subject_key=visit.subject,
        reply_to=answers_to(visit.invitation),
    )


def _told(code: str) -> str:
    return {
        _YES: _("Thank you. A letter that says so is on its way to you."),
        _NO: _("It is not retold."),
    }.get(code, "")
