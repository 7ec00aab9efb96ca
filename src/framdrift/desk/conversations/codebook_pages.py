"""The codebook: its themes with what belongs to them, how it came to be so, and the lead's changes."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.conversations.coding_words import CHANGES
from framdrift.desk.conversations.subject import done, told
from framdrift.desk.conversations.words import words_for
from framdrift.insights.codebook import actions
from framdrift.insights.codebook.queries import Book, ThemeLine, book, changes, times_given
from framdrift.insights.codebook.rules import ThemeWords
from framdrift.organisations.reader import ReaderRequest

_SHOWS_OR_SAVES = require_http_methods(["GET", "HEAD", "POST"])
_LABELS = {
    "name_sv": gettext_lazy("Name, Swedish"),
    "name_en": gettext_lazy("Name, English"),
    "include_sv": gettext_lazy("Belongs here, Swedish"),
    "include_en": gettext_lazy("Belongs here, English"),
    "exclude_sv": gettext_lazy("Belongs elsewhere, Swedish"),
    "exclude_en": gettext_lazy("Belongs elsewhere, English"),
    "holds_sv": gettext_lazy("A sentence that holds, Swedish"),
    "holds_en": gettext_lazy("A sentence that holds, English"),
    "pulls_sv": gettext_lazy("A sentence that pulls away, Swedish"),
    "pulls_en": gettext_lazy("A sentence that pulls away, English"),
}
_REQUIRED = {"name_sv", "name_en", "include_sv", "include_en"}
_LONGEST = {"name": 80, "include": 300, "exclude": 300, "holds": 200, "pulls": 200}


@require_safe
def codebook(request: ReaderRequest) -> HttpResponse:
    """Every theme in use, the retired ones below, and the changes that led here."""
    known, given, language = book(), times_given(), get_language() or "en"
    rows = [(line, line.in_language(language), given.get(line.code, 0)) for line in known.themes.values()]
    context = {
        "number": known.number,
        "rows": [row for row in rows if not row[0].is_retired],
        "retired": [row for row in rows if row[0].is_retired],
        "changes": [
            (one, words_for(CHANGES, one.change), [f"{code} {known.name(code, language)}" for code in one.into])
            for one in changes()
        ],
    }
    return render(request, "conversations/codebook.html", context)


class WordsForm(forms.Form):
    """A theme's words in both languages; with `prefix` several in one form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in fields(ThemeWords):
            self.fields[one.name] = forms.CharField(
                label=_LABELS[one.name],
                required=one.name in _REQUIRED,
                max_length=_LONGEST[one.name.split("_")[0]],
                widget=forms.TextInput if one.name.startswith("name") else forms.Textarea(attrs={"rows": 2}),
            )

    def words(self) -> ThemeWords:
        """What was typed."""
        return ThemeWords(**{one.name: self.cleaned_data[one.name] for one in fields(ThemeWords)})


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Why"), max_length=300, help_text=_("Stands in the codebook's history."))


class AddForm(WordsForm):
    """A new theme."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason()


class ChangeForm(AddForm):
    """Other words, and whether the theme still means the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meaning"] = forms.ChoiceField(
            label=_("What becomes of passages that have the theme already"),
            widget=forms.RadioSelect,
            choices=[
                ("same", _("It means the same, only said more clearly: their codes stand.")),
                ("other", _("It means something else now: they are read anew.")),
            ],
        )


class ReasonForm(forms.Form):
    """Why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason()


class MergeForm(ReasonForm):
    """Into which theme."""

    def __init__(self, *args: Any, known: Book, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        others = [line for line in known.in_use if line.may_end and line.code != code]
        self.fields["into"] = forms.ChoiceField(
            label=_("Into"),
            choices=[(line.code, f"{line.code} {line.in_language(language).name}") for line in others],
        )


@_SHOWS_OR_SAVES
def theme_add(request: ReaderRequest) -> HttpResponse:
    """A theme that was missing."""
    form = AddForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.add_theme(words=form.words(), reason=reason, by=request.viewer, at=timezone.now())

    if request.method == "POST" and done(form, act):
        return redirect("codebook")
    advice = _(
        "Passages coded before are not read anew. Add a theme when more than one in twenty stands under unclear."
    )
    return _page(request, [form], title=_("New theme"), advice=advice)


@_SHOWS_OR_SAVES
def theme_change(request: ReaderRequest, theme_code: str) -> HttpResponse:
    """Its words."""
    line = _theme(theme_code)
    form = ChangeForm(request.POST or None, initial=asdict(line.words))

    def act() -> None:
        actions.reword_theme(
            code=line.code,
            words=form.words(),
            is_same_meaning=form.cleaned_data["meaning"] == "same",
            reason=form.cleaned_data["reason"],
            by=request.viewer,
            at=timezone.now(),
        )

    if request.method == "POST" and done(form, act):
        return redirect("codebook")
    return _page(request, [form], title=_("Words of %(theme)s") % {"theme": _name(line)}, line=line)


@_SHOWS_OR_SAVES
def theme_merge(request: ReaderRequest, theme_code: str) -> HttpResponse:
    """One theme instead of two."""
    line = _theme(theme_code)
    form = MergeForm(request.POST or None, known=book(), code=line.code)

    def act() -> None:
        actions.merge_theme(code=line.code, **form.cleaned_data, by=request.viewer, at=timezone.now())

    if request.method == "POST" and done(form, act):
        return redirect("codebook")
    advice = _("Every passage with this theme gets the other one instead. The history keeps what it had.")
    return _page(request, [form], title=_("Merge %(theme)s") % {"theme": _name(line)}, advice=advice)


@_SHOWS_OR_SAVES
def theme_split(request: ReaderRequest, theme_code: str) -> HttpResponse:
    """Two themes instead of one."""
    line = _theme(theme_code)
    told_words = request.POST or None
    first, second = (WordsForm(told_words, prefix=prefix) for prefix in ("first", "second"))
    form = ReasonForm(told_words)

    def act() -> None:
        reason, parts = form.cleaned_data["reason"], (first.words(), second.words())
        actions.split_theme(code=line.code, parts=parts, reason=reason, by=request.viewer, at=timezone.now())

    if request.method == "POST" and all(one.is_valid() for one in (first, second)) and done(form, act):
        return redirect("codebook")
    advice = _("Only a reader can tell which passage belongs where: those with this theme are read anew.")
    return _page(request, [first, second, form], title=_("Split %(theme)s") % {"theme": _name(line)}, advice=advice)


@_SHOWS_OR_SAVES
def theme_retire(request: ReaderRequest, theme_code: str) -> HttpResponse:
    """Nobody gives it any more."""
    line = _theme(theme_code)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.retire_theme(code=line.code, reason=reason, by=request.viewer, at=timezone.now())

    if request.method == "POST" and done(form, act):
        return redirect("codebook")
    advice = _("Nobody gives it any more, and passages that have it are read anew. It can be taken back into use.")
    return _page(request, [form], title=_("Retire %(theme)s") % {"theme": _name(line)}, advice=advice)


@require_POST
def theme_restore(request: ReaderRequest, theme_code: str) -> HttpResponse:
    """It may be given again."""
    if theme_code not in book().themes:
        raise Http404

    def act() -> None:
        actions.restore_theme(code=theme_code, by=request.viewer, at=timezone.now())

    told(request, act, _("The theme is in use again."))
    return redirect("codebook")


def _theme(code: str) -> ThemeLine:
    """404 for what is not in use."""
    known = book()
    if not known.has(code):
        raise Http404
    return known.themes[code]


def _name(line: ThemeLine) -> str:
    return f"{line.code} {line.in_language(get_language() or 'en').name}"


def _page(
    request: ReaderRequest,
    parts: list[forms.Form],
    *,
    title: str,
    advice: str = "",
    line: ThemeLine | None = None,
) -> HttpResponse:
    context = {"forms": parts, "title": title, "advice": advice, "line": line, "back": reverse("codebook")}
    status = 422 if any(one.errors for one in parts) else 200
    return render(request, "conversations/theme_form.html", context, status=status)
