"""Stepping out, and answering an offer: each confirmed with a code that was mailed at that moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.foundation.correspondence import compose
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.portals.candidate import letters
from framdrift.portals.candidate.addresses import candidate_address
from framdrift.portals.candidate.calling_off import cancelled_meetings
from framdrift.portals.candidate.coding import Act, ask, reader_of
from framdrift.portals.candidate.forms import OfferForm, WithdrawForm
from framdrift.portals.candidate.opening import Visit, on_a_candidates_link
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import CandidacyStatus, OfferAnswer, Side, ToldReason
from framdrift.recruiting.queries.public import SETTLING, candidate_page, public_status


@on_a_candidates_link("GET", "HEAD", "POST")
def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Asked gently: a reason if one likes, words if one likes."""
    if visit.candidacy.status != CandidacyStatus.ACTIVE:
        is_told = public_status(visit.candidacy, as_of=visit.at) != SETTLING
        return visit.to("candidate-home", told="ended" if is_told else "")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    return ask(request, visit, WITHDRAW, form, "candidate/withdraw.html")


def _withdraw(visit: Visit, kept: Mapping[str, str]) -> HttpResponse:
    outcome = actions.end_candidacy(
        candidacy=visit.candidacy,
        status=CandidacyStatus.WITHDREW,
        told_reason=kept.get("told_reason") or ToldReason.NOT_TOLD,
        told_by_side=Side.CANDIDATE,
        told=kept.get("told", ""),
        by=visit.by,
        at=visit.at,
    )
    _receipt(visit, letters.WITHDREW, {}, files=[file for _stay, file in cancelled_meetings(outcome)])
    return visit.to("candidate-home", told="withdrew")


@on_a_candidates_link("GET", "HEAD", "POST")
def answer_offer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Yes or no, and for a no a reason if one likes."""
    page = candidate_page(visit.candidacy, language=visit.language, as_of=visit.at)
    if page.offer_by_on is None:
        return visit.to("candidate-home", told="no-offer")
    form = OfferForm(request.POST if request.method == "POST" else None)
    return ask(request, visit, OFFER, form, "candidate/offer.html")


def _answer_offer(visit: Visit, kept: Mapping[str, str]) -> HttpResponse:
    is_yes = kept["answer"] == OfferAnswer.ACCEPTED
    actions.answer_offer(
        candidacy=visit.candidacy,
        answer=kept["answer"],
        told_reason=kept.get("told_reason") or ToldReason.NOT_TOLD,
        told=kept.get("told", ""),
        by=visit.by,
        at=visit.at,
    )
    said = _("You have accepted the offer.") if is_yes else _("You have declined the offer.")
    _receipt(visit, letters.OFFER_ANSWERED, {"answer": said})
    return visit.to("candidate-home", told=kept["answer"])


def _receipt(
    visit: Visit, kind: LetterKind, more: Mapping[str, str], *, files: Sequence[Mapping[str, Any]] = ()
) -> None:
    owner = visit.candidacy.assignment.owner
    compose(
        kind=kind,
        key=f"{kind.code}:{visit.subject}:{visit.at.isoformat()}",
        to=reader_of(visit),
        values={"assignment": visit.candidacy.assignment.title, **more},
        at=visit.at,
        action=(_("Open your page"), candidate_address(visit.candidacy, at=visit.at)),
        company_id=visit.candidacy.company_id,
        about=visit.candidate.pseudonym,
        subject_key=visit.subject,
        thread=visit.subject,
        attachments=files,
        sender=owner.name,
        reply_to=owner.email,
    )


WITHDRAW = Act(
    purpose="withdraw",
    page="candidate-withdraw",
    title=gettext_lazy("Step out"),
    button=gettext_lazy("Step out"),
    what=gettext_lazy("step out of a recruitment"),
    do=_withdraw,
)
OFFER = Act(
    purpose="offer",
    page="candidate-offer",
    title=gettext_lazy("Answer the offer"),
    button=gettext_lazy("Give my answer"),
    what=gettext_lazy("answer an offer"),
    do=_answer_offer,
)
