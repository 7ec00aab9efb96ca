"""What an old survey's file would come to, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from framdrift.insights.codebook.queries import book
from framdrift.insights.release.refusals import AuditRefused
from framdrift.insights.surveys.gating import told
from framdrift.insights.surveys.mapping import mapping_of
from framdrift.insights.surveys.reading import Survey, read_survey
from framdrift.science.disclosure.release import AuditFailed


@dataclass(frozen=True)
class Taken:
    """What a file came to. `is_new` False: it had been taken in already, and nothing was written."""

    survey: Survey
    document: Mapping[str, Any]
    is_new: bool


def try_out(content: bytes, given: Mapping[str, Any]) -> Taken:
    """What a file would come to; nothing is written. Raises SurveyUnreadable, AuditRefused."""
    themes = frozenset(line.code for line in book().open_to_all)
    mapping = mapping_of(given, themes=themes)
    survey = read_survey(content, mapping, encoding=str(given.get("encoding") or ""))
    try:
        return Taken(survey, told(survey.answers, mapping), is_new=True)
    except AuditFailed as failed:
        raise AuditRefused(failed.checks) from failed
