"""The words of each kind of letter: the agency's own, or one client's, in both languages, with a live preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from framdrift.desk.letters.samples import Sample, previewed
from framdrift.desk.letters.showing import AUDIENCES, as_frame, framed
from framdrift.desk.numbers import number_in
from framdrift.foundation import wordings
from framdrift.foundation.letter_kinds import BUTTON, LANGUAGES, LetterKind, Wording, faults_of
from framdrift.foundation.models import LetterWording
from framdrift.organisations.access import visible_companies
from framdrift.organisations.models import Company
from framdrift.organisations.reader import ReaderRequest
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Candidacy
from framdrift.recruiting.queries.scope import visible_candidacies

_SAMPLES = 30
_LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


@dataclass(frozen=True)
class Chosen:
    """Which words are on the page: a kind, a language, and whose."""

    kind: LetterKind
    language: str
    company: Company | None

    @property
    def company_id(self) -> int | None:
        """The client's id; None for the agency's own words."""
        return self.company.pk if self.company else None

    def address(self, name: str = "letter-kind", **more: Any) -> str:
        """An address of these words."""
        query = {"language": self.language, **({"company": self.company.pk} if self.company else {}), **more}
        return f"{reverse(name, args=[self.kind.code])}?{urlencode(query)}"

    def owner(self) -> dict[str, Any]:
        """As the wordings take it."""
        return {"language": self.language, "company_id": self.company_id}


class WordingForm(forms.Form):
    """A subject and a text."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph. Lines that begin with “- ” become a list, “# ” makes a heading."
        ),
    )

    def wording(self) -> Wording:
        """What was typed, complete or not."""
        typed = self.data
        return Wording(typed.get("subject", "").strip(), typed.get("body", "").replace("\r\n", "\n").strip())


@require_safe
def kinds(request: ReaderRequest) -> HttpResponse:
    """Every kind by its reader, with whose words are in use."""
    own: dict[str, set[int | None]] = {}
    for row in LetterWording.objects.order_by("version"):
        own.setdefault(row.kind, set()).add(row.company_id)
    groups = [
        (label, [(kind, None in own.get(kind.code, ()), len(own.get(kind.code, set()) - {None})) for kind in found])
        for audience, label in AUDIENCES.items()
        if (found := [kind for kind in wordings.kinds().values() if kind.audience == audience])
    ]
    return render(request, "letters/kinds.html", {"groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: ReaderRequest, letter_code: str) -> HttpResponse:
    """One kind's words: read, change, see."""
    chosen = _chosen(request, letter_code)
    stands = wordings.wording_of(chosen.kind, **chosen.owner())
    form = WordingForm(request.POST or None, initial={"subject": stands.subject, "body": stands.body})
    if form.is_valid():
        try:
            row = wordings.reword(
                chosen.kind, form.wording(), by=request.viewer.pseudonym, at=timezone.now(), **chosen.owner()
            )
        except wordings.WordingRefused as refused:
            for sentence in refused.sentences:
                form.add_error("body", sentence)
        else:
            undo_address = chosen.address("letter-kind-undo", version=row.version)
            messages.success(request, _("The words are saved."), extra_tags=f"undo:{undo_address}")
            return HttpResponseRedirect(chosen.address())
    context = _context(request, chosen, form)
    return render(request, "letters/kind.html", context, status=422 if form.errors else 200)


@xframe_options_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: ReaderRequest, letter_code: str) -> HttpResponse:
    """The letter as its reader would see it: with the typed words where they are sent, else with those that hold."""
    chosen = _chosen(request, letter_code)
    form = WordingForm(request.POST or None)
    wording = form.wording() if form.is_bound else wordings.wording_of(chosen.kind, **chosen.owner())
    if faults := faults_of(chosen.kind, wording):
        sentences = [wordings.sentence_of(fault) for fault in faults]
        return framed(render(request, "letters/unusable.html", {"sentences": sentences}, status=422))
    given = request.POST if form.is_bound else request.GET
    candidacy = _candidacies(request).filter(pk=number_in(given.get("candidacy", "")) or 0).first()
    sample = Sample(
        candidacy or _candidacies(request).first(), chosen.language, str(request.viewer.zone), timezone.now()
    )
    page = previewed(chosen.kind, wording, sample, company_id=chosen.company_id)
    return as_frame(page, given.dict())


@require_POST
def restore(request: ReaderRequest, letter_code: str) -> HttpResponse:
    """The words below hold again."""
    chosen = _chosen(request, letter_code)
    row = wordings.restore_shipped(chosen.kind, by=request.viewer.pseudonym, at=timezone.now(), **chosen.owner())
    undo_address = chosen.address("letter-kind-undo", version=row.version)
    messages.success(request, _("The shipped words hold again."), extra_tags=f"undo:{undo_address}")
    return HttpResponseRedirect(chosen.address())


@require_POST
def undo(request: ReaderRequest, letter_code: str) -> HttpResponse:
    """What held before the last change holds again."""
    chosen = _chosen(request, letter_code)
    version = number_in(request.GET.get("version", "")) or 0
    if wordings.undo(chosen.kind, version=version, by=request.viewer.pseudonym, at=timezone.now(), **chosen.owner()):
        messages.success(request, _("The words from before hold again."))
    else:
        messages.error(request, _("The words have been changed since. Nothing was taken back."))
    return HttpResponseRedirect(chosen.address())


def _chosen(request: ReaderRequest, letter_code: str) -> Chosen:
    found = wordings.kinds().get(letter_code)
    language = request.GET.get("language") or request.viewer.language
    company_id = number_in(request.GET.get("company", ""))
    if found is None or language not in LANGUAGES:
        raise Http404
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id) if company_id else None
    return Chosen(found, language, company)


def _candidacies(request: ReaderRequest) -> Any:
    rows = visible_candidacies(request.viewer).filter(status=CandidacyStatus.ACTIVE)
    return rows.select_related("candidate", "assignment__owner", "plan_step").order_by("-stepped_at", "pk")


def _context(request: ReaderRequest, chosen: Chosen, form: WordingForm) -> dict[str, Any]:
    last = wordings.versions(chosen.kind, **chosen.owner()).first()
    known = {**chosen.kind.placeholders, BUTTON: _("the button; without it, the button comes last")}
    samples: list[Candidacy] = list(_candidacies(request)[:_SAMPLES])
    return {
        "chosen": chosen,
        "form": form,
        "languages": [
            {
                "label": _LANGUAGE_NAMES[one],
                "address": Chosen(chosen.kind, one, chosen.company).address(),
                "is_current": one == chosen.language,
            }
            for one in LANGUAGES
        ],
        "companies": visible_companies(request.viewer).filter(archived_at=None).order_by("name"),
        "names": [(f"{{{name}}}", words, name in chosen.kind.required) for name, words in known.items()],
        "is_own": last is not None and not last.is_shipped,
        "samples": samples,
        "preview_address": chosen.address("letter-kind-preview"),
        "restore_address": chosen.address("letter-kind-restore"),
    }
