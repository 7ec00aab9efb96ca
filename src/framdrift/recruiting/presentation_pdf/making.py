"""Ask the child process for the PDF. What was written by people travels as JSON and is never read as typst code."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.recruiting.queries.presentations import PresentedPage, Shortlist

_LONGEST_SECONDS = 30


def pdf_of(found: Shortlist, *, agency: str) -> bytes:
    """The shortlist as PDF, in its own language. Raises CalledProcessError where the typesetter fails."""
    answer = subprocess.run(
        [sys.executable, "-m", "framdrift.recruiting.presentation_pdf.typesetting"],
        input=json.dumps(_data(found, agency=agency)).encode(),
        capture_output=True,
        check=True,
        timeout=_LONGEST_SECONDS,
    )
    return answer.stdout


def _data(found: Shortlist, *, agency: str) -> dict[str, object]:
    with translation.override(found.language):
        on = timezone.localtime(found.shared_at or found.made_at).date()
        return {
            "language": found.language,
            "agency": agency,
            "title": found.title,
            "company": found.company,
            "introduction": found.introduction,
            "made_by": found.made_by,
            "on": date_format(on, "DATE_FORMAT"),
            "heading": _("Candidates for %(title)s") % {"title": found.title},
            "words": {
                "employer": _("Employer"),
                "city": _("City"),
                "notice": _("Notice period"),
                "confidential": _("In confidence: for the recipient only."),
            },
            "pages": [{**asdict(page), "notice": _notice_of(page)} for page in found.pages],
        }


def _notice_of(page: PresentedPage) -> str:
    """The notice period in words of the active language; empty where it is not known."""
    months = page.notice_months
    return "" if months is None else ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
