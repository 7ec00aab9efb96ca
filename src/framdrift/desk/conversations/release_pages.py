"""The release desk: what would go out, seen as the client will see it; what went out, by whom; quotes on their way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.conversations.models import Programme
from framdrift.desk.conversations.finding_pages import ledger_rows
from framdrift.desk.conversations.subject import done, programme_of, told
from framdrift.insights.codebook.queries import book
from framdrift.insights.kinds import Direction
from framdrift.insights.models import Quote, Release
from framdrift.insights.models.releases import FIGURES
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.gathering import NO_THEME, batch
from framdrift.insights.release.queries import Told, ledger, told_of_company, visible_quotes, visible_releases
from framdrift.insights.release.quotes import (
    ANSWER_WITHIN,
    COOLING_OFF,
    Retold,
    approve_quote,
    quotable,
    retell,
    signs_in,
    take_back_quote,
)
from framdrift.insights.release.reading import figures_of
from framdrift.insights.release.telling import release_shown
from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused
from framdrift.science.disclosure.wording import Sign

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
ASKED, HEARD = "asked", "heard"
"""How a quote gets its permission: on the person's own page, or in the talk."""
SIDES: Final[Mapping[str, str | Promise]] = {
    Direction.HOLDS: gettext_lazy("holds"),
    Direction.PULLS: gettext_lazy("draws away"),
}
SIGNS: Final[Mapping[Sign, str | Promise]] = {
    Sign.PERSONAL_NUMBER: gettext_lazy("a personal number"),
    Sign.EMAIL: gettext_lazy("an e-mail address"),
    Sign.PHONE: gettext_lazy("a telephone number"),
    Sign.NAME: gettext_lazy("a name"),
    Sign.NEAR_NAME: gettext_lazy("like a name"),
    Sign.DAY: gettext_lazy("a day"),
    Sign.ONLY_ONE: gettext_lazy("somebody who stands alone"),
    Sign.NUMBER: gettext_lazy("a number"),
}


@_SHOWS_OR_SAVES
def programme_release(request: ReaderRequest, programme_id: int) -> HttpResponse:
    """What would go out of a programme today, as the client will see it; and the one button. Interviewers alone."""
    row = programme_of(request.viewer, programme_id)
    if request.method == "POST" and (made := _released(request, row)) is not None:
        return redirect("release", release_id=made.pk)
    context = {
        "programme": row,
        "name": row.name_in(get_language() or "en"),
        "ledger": ledger_rows(ledger(request.viewer, programme_id=row.pk)),
        **_draft(row, at=timezone.now()),
    }
    return render(request, "conversations/release_desk.html", context)


@require_safe
def release(request: ReaderRequest, release_id: int) -> HttpResponse:
    """One release as the client sees it, who made it, and the quotes beside it."""
    row = get_object_or_404(visible_releases(request.viewer).filter(content=FIGURES), pk=release_id)
    language = get_language() or "en"
    all_told = told_of_company(request.viewer, row.company_id, language=language)
    shown = release_shown(next(one for one in all_told if one.id == row.pk))
    known = book()
    context = {
        "release": row,
        "company": row.company,
        "name": row.programme.name_in(language),
        "shown": shown,
        "ledger": ledger_rows(
            line for line in ledger(request.viewer, company_id=row.company_id) if row.pk in (line.id, line.illustrates)
        ),
        "quotes": [_quote(one, known.name(one.theme, language), request.viewer) for one in _waiting(request, row)],
        "may_retell": request.viewer.is_interviewer and not row.programme.is_anonymous,
        "is_anonymous": row.programme.is_anonymous,
    }
    return render(request, "conversations/release.html", context)


class QuoteForm(forms.Form):
    """Something that a person said, in other words."""

    invitation = forms.TypedChoiceField(label=gettext_lazy("Who said it"), coerce=int)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"))
    side = forms.ChoiceField(label=gettext_lazy("Which way"), choices=list(SIDES.items()))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("sv", gettext_lazy("Swedish")), ("en", gettext_lazy("English"))]
    )
    words = forms.CharField(
        label=gettext_lazy("Retold"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In your own words, at most 25. Nothing that only one person could have said."),
    )
    permission = forms.ChoiceField(
        label=gettext_lazy("The person's permission"),
        choices=[
            (ASKED, gettext_lazy("Ask them by letter: they say yes, say no, or put it in words of their own")),
            (HEARD, gettext_lazy("They have heard these words, and allowed them to be passed on")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, figures: Release, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, known = get_language() or "en", book()
        talks = quotable(viewer, figures).select_related("employment").order_by("employment__name", "pk")
        themes = [line for line in known.in_use if line.code not in NO_THEME]
        fields: dict[str, Any] = self.fields
        fields["invitation"].choices = [(one.pk, one.employment.name) for one in talks]
        fields["theme"].choices = [(line.code, known.name(line.code, language)) for line in themes]

    def retold(self) -> Retold:
        """What was written."""
        data = self.cleaned_data
        return Retold(
            invitation_id=data["invitation"],
            theme=data["theme"],
            side=data["side"],
            language=data["language"],
            words=data["words"],
            allowed=data["permission"] == HEARD,
        )


@_SHOWS_OR_SAVES
def quote_new(request: ReaderRequest, release_id: int) -> HttpResponse:
    """Retell something that was said. Interviewers alone."""
    row = get_object_or_404(visible_releases(request.viewer).filter(content=FIGURES), pk=release_id)
    form = QuoteForm(
        request.POST or None, figures=row, viewer=request.viewer, initial={"language": "sv", **request.GET.dict()}
    )
    if request.method == "POST" and done(
        form, lambda: retell(figures=row, retold=form.retold(), by=request.viewer, at=timezone.now())
    ):
        messages.success(request, _written(form.retold()))
        return redirect("release", release_id=row.pk)
    back = reverse("release", args=[row.pk])
    context = {"form": form, "title": _("Retell a quote"), "back": back}
    return render(request, "conversations/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def quote_approve(request: ReaderRequest, quote_id: int) -> HttpResponse:
    """It may go out, says one of two."""
    row = get_object_or_404(visible_quotes(request.viewer), pk=quote_id)
    told(
        request,
        lambda: approve_quote(quote=row, seen=request.POST.get("seen", ""), by=request.viewer, at=timezone.now()),
        _("Noted. It goes out a day after the second person has said so, and can be taken back until then."),
    )
    return redirect("release", release_id=row.figures_id)


@require_POST
def quote_take_back(request: ReaderRequest, quote_id: int) -> HttpResponse:
    """It does not go out."""
    row = get_object_or_404(visible_quotes(request.viewer), pk=quote_id)
    told(
        request,
        lambda: take_back_quote(quote=row, by=request.viewer, at=timezone.now()),
        _("Taken back: the quote is deleted and does not go out."),
    )
    return redirect("release", release_id=row.figures_id)


def _released(request: ReaderRequest, row: Programme) -> Release | None:
    """Released, or a sentence why not."""
    at = timezone.now()
    try:
        made = release_findings(programme=row, seen=request.POST.get("seen", ""), by=request.viewer, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, _("Released. It stays as it is, whatever happens from now on."))
    return made


def _draft(row: Programme, *, at: datetime) -> dict[str, Any]:
    try:
        drafted = draft_findings(row, at=at)
    except Refused as refusal:
        return {"refusal": str(refusal), "rounds": batch(row)}
    told_so = Told(0, 0, row.company_id, figures_of(drafted.document, language=get_language() or "en"), {})
    return {"shown": release_shown(told_so), "mark": drafted.mark, "rounds": drafted.rounds}


def _written(retold: Retold) -> str:
    if retold.allowed:
        return _("Written. Two people release it, and a day later it goes out.")
    return _("Written. A letter asks the person; two people can release it when they have said yes.")


def _waiting(request: ReaderRequest, row: Release) -> list[Quote]:
    found = visible_quotes(request.viewer).filter(figures=row, out_in=None)
    return list(found.select_related("retold_by", "first_by", "second_by").order_by("pk"))


def _quote(row: Quote, theme: str, viewer: Viewer) -> dict[str, Any]:
    is_mine = row.first_by_id is not None and row.first_by_id == viewer.account_id
    is_allowed = row.allowed_at is not None
    return {
        "quote": row,
        "theme": theme,
        "side": SIDES[row.side],
        "signs": [(SIGNS[one.sign], one.words) for one in signs_in(row.words, row.company_id)],
        "out_at": row.second_at + COOLING_OFF if row.second_at else None,
        "is_allowed": is_allowed,
        "answer_by": row.retold_at + ANSWER_WITHIN,
        "may_approve": is_allowed and row.second_by_id is None and not is_mine,
    }
