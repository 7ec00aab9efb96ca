"""Take an old survey in: read, through the gate, kept as what may be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from framdrift.foundation.events import record
from framdrift.insights import events
from framdrift.insights.models import OldSurvey
from framdrift.insights.release.rules import written
from framdrift.insights.surveys.refusals import SurveyChanged
from framdrift.insights.surveys.trying import Taken, try_out
from framdrift.organisations.access import Viewer
from framdrift.organisations.models import Company
from framdrift.organisations.refusals import NotAllowed


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
