"""The invented company has an old survey that says something, and keeps no row of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from framdrift.conversations.models import Programme
from framdrift.insights.codebook.beginning import ensure_codebook
from framdrift.insights.models import OldSurvey
from framdrift.insights.surveys.queries import surveys_of
from framdrift.integrations.demo_agency.old_survey import stage_old_survey
from framdrift.organisations.access import viewer_of
from tests.cast import Cast
from tests.insights.release.world import Place


@pytest.mark.parametrize("days", [0, 200])
def test_it_tells_of_groups_and_the_small_one_is_with_others(cast: Cast, now: datetime, days: int) -> None:
    at = now + timedelta(days=days)
    ensure_codebook(at=now)
    Place(company=cast.north.company, coder=cast.interviewer, at=now).programme()
    assert Programme.objects.exists()
    assert stage_old_survey(now=at) == 74
    kept = OldSurvey.objects.get()
    assert (kept.company_id, kept.refused) == (cast.north.company.pk, 0)
    with translation.override("en"):
        (told,) = surveys_of(viewer_of(cast.interviewer), cast.north.company.pk, language="en")
    assert "Service" not in {name for name, _size in told.groups}
    assert len(told.groups) == 3
    assert any(len(set(bands)) > 1 for _item, bands in told.rows)  # the groups differ: there is something to see
    assert told.years == f"{at.year - 5}–{at.year - 3}"


def test_without_talks_there_is_none(cast: Cast, now: datetime) -> None:
    assert stage_old_survey(now=now) == 0
