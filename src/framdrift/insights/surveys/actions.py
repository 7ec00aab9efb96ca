"""Take an old survey in: read, through the gate, kept as what may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from framdrift.foundation.events import record
from framdrift.insights import events
from framdrift.insights.codebook.queries import book
from framdrift.insights.models import OldSurvey
from framdrift.insights.release.refusals import AuditRefused
from framdrift.insights.release.rules import written
from framdrift.insights.surveys.gating import told
from framdrift.insights.surveys.mapping import mapping_of
from framdrift.insights.surveys.reading import Survey, read_survey
from framdrift.insights.surveys.refusals import SurveyChanged
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Company
from framdrift.organisations.refusals import NotAllowed
from framdrift.science.disclosure.release import AuditFailed
from framdrift.science.themes.codebook import SERIOUS


@dataclass(frozen=True)
class Taken:
    """What a file came to. `is_new` False: it had been taken in already, and nothing was written."""

    survey: Survey
    document: Mapping[str, Any]
    is_new: bool


def try_out(content: bytes, given: Mapping[str, Any]) -> Taken:
    """What a file would come to; nothing is written. Raises SurveyUnreadable, AuditRefused."""
    themes = frozenset(line.code for line in book().in_use if line.code != SERIOUS)
    mapping = mapping_of(given, themes=themes)
    survey = read_survey(content, mapping, encoding=str(given.get("encoding") or ""))
    try:
        return Taken(survey, told(survey.answers, mapping), is_new=True)
    except AuditFailed as failed:
        raise AuditRefused(failed.checks) from failed


@transaction.atomic
def take_survey(*, company: Company, content: bytes, mapping: Mapping[str, Any], by: Viewer, at: datetime) -> Taken:
    """Keep what may be told of a survey, and its mapping; the rows are forgotten. The same file twice is once.

    Raises NotAllowed, SurveyUnreadable, SurveyChanged, AuditRefused.
    """
    if not (by.is_interviewer or by.kind == "system"):
        raise NotAllowed
    Company.objects.select_for_update().get(pk=company.pk)
    taken = try_out(content, mapping)
    source = str(taken.document["source"])
    kept = OldSurvey.objects.filter(company=company, source=source).first()
    if kept is not None:
        if kept.digest != taken.survey.digest:
            raise SurveyChanged
        return Taken(taken.survey, taken.document, is_new=False)
    OldSurvey.objects.create(
        company=company,
        source=source,
        header=taken.survey.header,
        mapping=dict(mapping),
        digest=taken.survey.digest,
        document=written(taken.document),
        rows=taken.survey.rows,
        refused=len(taken.survey.refused),
        taken_by_id=by.account_id,
        taken_at=at,
    )
    record(events.SurveyTaken(company_id=company.pk, rows=taken.survey.rows), actor=by.pseudonym, at=at)
    return taken
