"""An old survey taken in at the desk: chosen, understood column by column, tried out, and kept as what may be told.

The file is sent anew with every step and lies nowhere in between: nobody who filled in another form was told that this
installation would hold their answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from framdrift.desk.conversations.survey_forms import SurveyFileForm, SurveyMeaningForm
from framdrift.insights.codebook.queries import book
from framdrift.insights.surveys.actions import take_survey
from framdrift.insights.surveys.looking import look_at
from framdrift.insights.surveys.queries import bands_told, remembered_mapping
from framdrift.insights.surveys.trying import Taken, try_out
from framdrift.organisations.access import visible_companies
from framdrift.organisations.models import Company
from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import Refused

_REFUSED_SHOWN = 50
_SHOWS_OR_TAKES = require_http_methods(["GET", "HEAD", "POST"])


@_SHOWS_OR_TAKES
def survey_new(request: ReaderRequest, company_id: int) -> HttpResponse:
    """The file, what its columns mean, and what would be told of it; taken in when that has been seen."""
    company = get_object_or_404(visible_companies(request.viewer), pk=company_id)
    form = SurveyFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"company": company, "form": form}
    if form.is_bound and form.is_valid():
        try:
            context |= _understood(request, form)
            if _is_agreed(request, context):
                return _take(request, company, form, context)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "conversations/survey_new.html", context)


def _understood(request: ReaderRequest, form: SurveyFileForm) -> dict[str, Any]:
    """The meanings, and what they come to once they have been said. Raises SurveyUnreadable, AuditRefused."""
    file, encoding = form.cleaned_data["file"], form.cleaned_data["encoding"]
    content = file.read()
    look = look_at(content, encoding=encoding)
    is_said = "source" in request.POST
    meaning = SurveyMeaningForm(
        request.POST if is_said else None,
        look=look,
        themes=_themes(),
        known=remembered_mapping(content, encoding=encoding) or {},
        file_name=str(file.name or ""),
    )
    found: dict[str, Any] = {"look": look, "meaning": meaning, "content": content}
    if not (is_said and meaning.is_valid()):
        return found
    mapping = meaning.mapping(encoding=encoding)
    taken = try_out(content, mapping)
    return {**found, "mapping": mapping, **_told(taken), "seen": _mark(taken, mapping)}


def _told(taken: Taken) -> dict[str, Any]:
    groups, rows = bands_told(taken.document, language=get_language() or "en")
    refused = taken.survey.refused
    return {
        "taken": taken,
        "shown": {"source": taken.document["source"], "groups": groups, "rows": rows},
        "refused": refused[:_REFUSED_SHOWN],
        "more_refused": max(0, len(refused) - _REFUSED_SHOWN),
    }


def _mark(taken: Taken, mapping: Mapping[str, Any]) -> str:
    """The same for the same file with the same meaning alone."""
    seen = json.dumps([taken.survey.digest, mapping, taken.document], sort_keys=True)
    return hashlib.sha256(seen.encode()).hexdigest()


def _is_agreed(request: ReaderRequest, context: dict[str, Any]) -> bool:
    """What was seen is what would be kept, and there are answers in it."""
    return "taken" in context and bool(context["taken"].survey.answers) and request.POST.get("seen") == context["seen"]


def _take(request: ReaderRequest, company: Company, form: SurveyFileForm, context: dict[str, Any]) -> HttpResponse:
    taken = take_survey(
        company=company,
        content=context["content"],
        mapping=context["mapping"],
        by=request.viewer,
        at=timezone.now(),
    )
    told = _("The survey is taken in: its bands are kept, its rows are not.")
    messages.success(request, told if taken.is_new else _("This survey had been taken in already."))
    address = reverse("old-surveys", args=[company.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _themes() -> list[tuple[str, str]]:
    known, language = book(), get_language() or "en"
    return [(line.code, known.name(line.code, language)) for line in known.open_to_all]
