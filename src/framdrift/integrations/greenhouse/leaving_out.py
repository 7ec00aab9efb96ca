"""What lies in a folder of Greenhouse's exports and is not needed for candidacies: told kindly, and never a fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from framdrift.recruiting.transitions.documents import document, files_of
from framdrift.recruiting.transitions.told import Reading, Unreadable

_TEXT_ONLY = frozenset({"activity_feed", "activity_feeds"})
_ASSESSMENTS = frozenset({"scorecards", "scheduled_interviews", "interviews", "webhook_interview_events"})
_ACCOUNTS = frozenset({"users", "user_roles", "user_permissions", "hiring_team", "hiring_teams"})
_NOT_ASKED = frozenset({"eeoc", "demographics", "demographic_answers", "demographic_questions"})
_WITH_APPLICATIONS = frozenset({"job_stages", "stages", "rejection_reasons", "sources"})
_SET_UP = frozenset(
    {"approvals", "candidate_tags", "close_reasons", "custom_field_options", "custom_fields", "degrees", "departments"}
    | {"disciplines", "email_templates", "job_openings", "job_posts", "offices", "openings", "prospect_pools"}
    | {"schools", "tags", "tracking_links"}
    | {"webhook_introduction", "webhook_job_events", "webhook_organization_events"}
)


def whole_files(path: Path, reading: Reading) -> Iterator[tuple[str, Any]]:
    """(file, content) of an export. Of a folder, a file that is broken and not needed is left out; noted in `reading`.

    Raises Unreadable where a file is broken that may be needed.
    """
    for file in files_of(path):
        try:
            yield file.name, document(file)
        except Unreadable:
            if not path.is_dir() or not _why(file.name):
                raise
            reading.left_out[file.name] = _why(file.name)


def note_unused(path: Path, used: set[str], reading: Reading) -> None:
    """Note in `reading` the files of a folder that nothing was taken from, those that are not known among them."""
    for file in sorted(path.iterdir()) if path.is_dir() else ():
        if file.name not in used and not file.name.startswith("."):
            reading.left_out[file.name] = _why(file.name)


def _why(file_name: str) -> str:
    """Why a file of Greenhouse is not needed, by its name as the API's resource is called; empty for another."""
    name = file_name.split(".")[0].casefold().removeprefix("harvest_").rstrip("-_0123456789")
    reasons = {
        _TEXT_ONLY: _("tells moves as free text without a date of their own"),
        _ASSESSMENTS: _("interviews and assessments stay where they were made; stages are taken in"),
        _ACCOUNTS: _("recruiters get accounts here by invitation"),
        _NOT_ASKED: _("who somebody is besides their work is not taken in"),
        _WITH_APPLICATIONS: _("its names come with the applications"),
        _SET_UP: _("tells how the system was set up, and nothing of a candidacy"),
    }
    return next((reason for names, reason in reasons.items() if name in names), "")
