"""Words that mark stay against exit at one company, for the agency's interviewers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from framdrift.organisations.access import visible_companies
from framdrift.organisations.reader import ReaderRequest

_MATTERS: Final[Mapping[str, str | Promise]] = {
    "holds": gettext_lazy("Asked what keeps them"),
    "pulls": gettext_lazy("Asked what would make them leave, or made them"),
}
_LANGUAGES: Final[Mapping[str, str | Promise]] = {"sv": gettext_lazy("in Swedish"), "en": gettext_lazy("in English")}


@require_safe
def words(request: ReaderRequest, company_id: int) -> HttpResponse:
    """The words that mark each side, question by like question. What counts them is loaded when it is asked for."""
    from framdrift.insights.findings.contrasts import company_contrasts

    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    found = company_contrasts(request.viewer, company.pk, at=timezone.now())
    context = {
        "company": company,
        "least": found.least,
        "contrasts": [
            {"title": _MATTERS[one.matter], "language": _LANGUAGES[one.language], "code": one.language, "one": one}
            for one in found.found
        ],
    }
    return render(request, "conversations/company_words.html", context)
