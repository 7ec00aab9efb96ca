"""The shortlist's words for its template."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.foundation.papers.making import pdf_of as set_in_type
from framdrift.recruiting.queries.presentations import PresentedPage, Shortlist

TEMPLATE: Final = Path(__file__).with_name("shortlist.typ")


def pdf_of(found: Shortlist, *, agency: str) -> bytes:
    """The shortlist as PDF, in its own language. Raises CalledProcessError where the typesetter fails."""
    return set_in_type(TEMPLATE, _data(found, agency=agency))


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
