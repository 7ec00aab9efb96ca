"""What all verbs of the desk have in common: one address each, which shows its form and does it.

GET shows the form, as a page of its own or as a fragment of the page it belongs to; POST checks it, acts, tells what
was done and goes back. A refusal becomes a sentence at the form, and everything that was typed is still there. A verb
without a form answers to POST alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from framdrift.organisations.access import Viewer
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.refusals import Refusal

Row = TypeVar("Row", bound=Model)
Text = str | Any  # the words of a form, translated when they are shown
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Doing(Generic[Row]):
    """One attempt at a verb on `row`. `parts` are the address's other ids, `given` its query, `data` the form's."""

    row: Row
    by: Viewer
    at: datetime
    parts: Mapping[str, int]
    given: Mapping[str, str]
    data: dict[str, Any]

    @property
    def today(self) -> date:
        """The reader's date."""
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class Done:
    """What is told afterwards; `undo` is the address that takes it back, `to` where to go instead of back, `place` the
    id of what has the focus then on another page than the row's own."""

    sentence: str
    undo: str = ""
    to: str = ""
    place: str = ""


@dataclass(frozen=True)
class Instead:
    """The verb cannot be done here: go to `to`, where it can, with a sentence that says why."""

    to: str
    sentence: str


class VerbForm(forms.Form):
    """A verb's form; `fit` sets choices and first values from what it is about."""

    def __init__(self, *args: Any, doing: Doing[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doing = doing
        self.fit(doing)

    def fit(self, doing: Doing[Any]) -> None:
        """Nothing to fit unless a form says so."""

    def choose(self, name: str, choices: list[tuple[str, Text]]) -> None:
        """Give a choice field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def begin(self, **values: Any) -> None:
        """First values, where the address did not give others."""
        self.initial = {**values, **self.initial}


class NoWords(VerbForm):
    """A verb that needs no words."""


Act = Callable[[Doing[Any]], Done | Instead]


@dataclass(frozen=True)
class Verbs(Generic[Row]):
    """The verbs on one sort of row: how it is found among what the viewer may see, and the page it is shown on."""

    key: str
    visible: Callable[[Viewer], QuerySet[Row]]
    home: Callable[[Row], str]
    name: Callable[[Row], str]
    template: str = "verbs/page.html"

    def verb(
        self, title: Text, form: type[VerbForm] = NoWords, *, button: Text = "", template: str = ""
    ) -> Callable[[Act], View]:
        """Make a view of an act. `title` says what is done; `button` is its word, the title where none is given."""

        def view_of(act: Act) -> View:
            def view(request: ReaderRequest, **ids: int) -> HttpResponse:
                return self._answer(request, ids, act, form, _Words(title, button or title, template or self.template))

            view.__name__ = act.__name__
            view.__doc__ = act.__doc__
            return view

        return view_of

    def _answer(
        self, request: ReaderRequest, ids: dict[str, int], act: Act, form_class: type[VerbForm], words: _Words
    ) -> HttpResponse:
        row = get_object_or_404(self.visible(request.viewer), pk=ids.pop(self.key))
        doing = Doing(row, request.viewer, timezone.now(), ids, request.GET.dict(), {})
        if request.method in {"GET", "HEAD"} and form_class is not NoWords:
            return self._shown(request, form_class(initial=doing.given, doing=doing), doing, words)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = form_class(request.POST, request.FILES, doing=doing)
        if form.is_valid():
            doing.data.update(form.cleaned_data)
            try:
                return self._after(request, doing, act(doing))
            except Refusal as refusal:
                form.add_error(None, refusal.sentence())
        return self._refused(request, form, doing, words)

    def _after(self, request: ReaderRequest, doing: Doing[Row], done: Done | Instead) -> HttpResponse:
        if isinstance(done, Instead):
            messages.info(request, done.sentence)
            return HttpResponseRedirect(done.to)
        home = self.home(doing.row)
        back = done.to or way_back(request, home)
        place = done.place if back != home else ""
        tags = (f"undo:{done.undo}" if done.undo else "", f"at:{place}" if place else "")
        messages.success(request, done.sentence, extra_tags=" ".join(filter(None, tags)))
        return HttpResponseRedirect(f"{back}#{place}" if place else back)

    def _refused(self, request: ReaderRequest, form: VerbForm, doing: Doing[Row], words: _Words) -> HttpResponse:
        if isinstance(form, NoWords):
            messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
            return HttpResponseRedirect(way_back(request, self.home(doing.row)))
        return self._shown(request, form, doing, words, status=422)

    def _shown(
        self, request: ReaderRequest, form: VerbForm, doing: Doing[Row], words: _Words, *, status: int = 200
    ) -> HttpResponse:
        is_fragment = request.headers.get("HX-Request") == "true" and request.method == "GET"
        context = {
            "form": form,
            "row": doing.row,
            "row_name": self.name(doing.row),
            "home": self.home(doing.row),
            "next": request.POST.get("next", ""),
            "address": request.path,
            "title": words.title,
            "button": words.button,
        }
        return render(request, "verbs/form.html" if is_fragment else words.template, context, status=status)


@dataclass(frozen=True)
class _Words:
    title: Text
    button: Text
    template: str


def way_back(request: ReaderRequest, otherwise: str) -> str:
    """The page the form was on, where it names one of ours."""
    wanted = request.POST.get("next", "")
    hosts, secure = {request.get_host()}, request.is_secure()
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=hosts, require_https=secure
    )
    return wanted if is_ours else otherwise


# --- fields ----------------------------------------------------------------------------------------
def day_field(label: Text, *, required: bool = True, help_text: Text = "") -> forms.DateField:
    """A date, picked or typed."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def moment_field(label: Text, *, help_text: Text = "") -> forms.DateTimeField:
    """A date and time of day on the reader's clock."""
    pattern = "%Y-%m-%dT%H:%M"
    widget = forms.DateTimeInput(format=pattern, attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget, input_formats=[pattern])


def words_field(label: Text, *, required: bool = True, help_text: Text = "", rows: int = 3) -> forms.CharField:
    """Some lines of text."""
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )
