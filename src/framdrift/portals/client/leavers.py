"""Somebody leaves: two quick questions to the manager and to HR, each before seeing what the other answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from framdrift.conversations.exit_kinds import Avoidable, Regretted, Side
from framdrift.conversations.exits.actions import View, give_view
from framdrift.conversations.exits.queries import LeaverLine, leaver_line, leaver_lines, visible_leavers
from framdrift.conversations.exits.words import AVOIDABLE, REGRETTED, exit_words, theme_choices, view_words
from framdrift.conversations.models import LeaverView
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused

_MOST_WORDS = 400


class ViewForm(forms.Form):
    """Regretted, avoidable, why: a minute on a phone."""

    regretted = forms.ChoiceField(
        label=lazy("Would you have wanted this person to stay?"),
        choices=list(REGRETTED.items()),
        widget=forms.RadioSelect,
    )
    avoidable = forms.ChoiceField(
        label=lazy("Could you, as an employer, have done something about it?"),
        choices=list(AVOIDABLE.items()),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=lazy("What do you believe made the person leave? In your own words"),
        max_length=_MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    believed = forms.ChoiceField(
        label=lazy("And if you had to choose one"),
        required=False,
        help_text=lazy("Later it is compared with what leavers say themselves, for many of them together."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["believed"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Do not know")), *theme_choices(get_language() or "en")]

    def view(self) -> View:
        """What was answered."""
        said = self.cleaned_data
        return View(
            regretted=Regretted(said["regretted"]),
            avoidable=Avoidable(said["avoidable"]),
            believed=said["believed"],
            words=said["words"],
        )


@require_safe
def leavers(request: ReaderRequest) -> HttpResponse:
    """Those who leave: what waits for this seat's answer first, the longest gone first, then the rest."""
    lines = leaver_lines(request.viewer)
    context = {
        "waiting": [(line, exit_words(line.exit_type)) for line in reversed(lines) if line.waits],
        "rest": [(line, exit_words(line.exit_type), _state_of(line)) for line in lines if not line.waits],
    }
    return render(request, "client/leavers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leaver(request: ReaderRequest, leaver_id: int) -> HttpResponse:
    """The questions; afterwards one's own answer, and for HR both, side by side, once both are in."""
    row = get_object_or_404(visible_leavers(request.viewer), pk=leaver_id)
    line = leaver_line(request.viewer, row)
    mine = next((one for one in line.views if one.side == line.side), None)
    may_answer = not line.both and (line.waits or (mine is not None and mine.given_by_id == request.viewer.account_id))
    form = ViewForm(request.POST if request.method == "POST" else None, initial=_initial(mine))
    if request.method == "POST" and form.is_valid():
        try:
            give_view(leaver=row, view=form.view(), by=request.viewer, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. It is kept, and no colleague sees it."))
            return redirect("client-leaver", leaver_id=row.pk)
    context = {
        "line": line,
        "exit": exit_words(line.exit_type),
        "state": _state_of(line),
        "form": form if may_answer else None,
        "is_first": mine is None,
        "views": [_shown(one) for one in line.views],
        "is_manager": line.side == Side.MANAGER,
    }
    return render(request, "client/leaver.html", context, status=422 if form.is_bound else 200)


def _initial(mine: LeaverView | None) -> Mapping[str, str]:
    names = ("regretted", "avoidable", "words", "believed")
    return {name: getattr(mine, name) for name in names} if mine is not None else {}


def _state_of(line: LeaverLine) -> str:
    """Who has answered, as far as this seat may know it."""
    if line.both:
        return _("both have answered")
    if line.is_in:
        return _("you have answered") if line.side == Side.MANAGER else _("HR has answered")
    return _("waits for an answer")


def _shown(view: LeaverView) -> Mapping[str, object]:
    return {
        **view_words(view, get_language() or "en"),
        "by": view.given_by.name,
        "at": view.given_at,
    }
