"""`framdrift import survey FILE --company NAME`: takes in what may be told of an old survey, or says what it would."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framdrift.cli.arguments import EXIT_DONE, EXIT_FAILED, CallFailed, CallRefused
from framdrift.cli.import_roster import company_named
from framdrift.cli.printing import say

if TYPE_CHECKING:
    from framdrift.insights.surveys.trying import Taken

_SHOWN = 10


def run(arguments: argparse.Namespace, *, path: Path, mapping: Mapping[str, Any]) -> int:
    """0 when it was taken (or known already); 1 when every row was refused; 2 when the file or the call is wrong."""
    from django.utils.translation import gettext as _

    from framdrift.insights.release.refusals import AuditRefused
    from framdrift.organisations.refusals import Refused

    name = arguments.company.strip() or str(mapping.get("company") or "").strip()
    if not name:
        raise CallRefused(_("--company: say whose survey it is; the file does not."))
    try:
        taken = _take_in(_content(path), mapping, company=name, dry_run=arguments.dry_run)
    except AuditRefused as no:
        raise CallFailed(str(no)) from None
    except Refused as no:
        raise CallRefused(f"{path.name}: {no}") from None
    if arguments.json:
        print(json.dumps(_document(taken, dry_run=arguments.dry_run), ensure_ascii=False))
    else:
        say("\n".join(_sentences(taken, dry_run=arguments.dry_run)))
    return EXIT_FAILED if taken.survey.rows and not taken.survey.answers else EXIT_DONE


def _content(path: Path) -> bytes:
    from django.utils.translation import gettext as _

    try:
        return path.read_bytes()
    except OSError as problem:
        told = {"file": path, "reason": problem.strerror}
        raise CallRefused(_("%(file)s: cannot be read (%(reason)s).") % told) from None


def _take_in(content: bytes, given: Mapping[str, Any], *, company: str, dry_run: bool) -> Taken:
    """All of it or nothing. Without a mapping, the one that was used for the same columns before."""
    from django.db import transaction

    from framdrift.insights.surveys.actions import take_survey
    from framdrift.insights.surveys.queries import remembered_mapping
    from framdrift.organisations.access import SYSTEM

    now = datetime.now(UTC)
    mapping = given if given.get("themes") else {**(remembered_mapping(content) or {}), **given}
    with transaction.atomic():
        row, _is_new = company_named(company, now)
        taken = take_survey(company=row, content=content, mapping=mapping, by=SYSTEM, at=now)
        if dry_run:
            transaction.set_rollback(True)
    return taken


def _document(taken: Taken, *, dry_run: bool) -> dict[str, Any]:
    survey = taken.survey
    return {
        "dry_run": dry_run,
        "rows": survey.rows,
        "added": int(taken.is_new),
        "known": int(not taken.is_new),
        "refused": [{"line": one.line, "field": "", "reason": one.reason} for one in survey.refused],
        "told": taken.document,
    }


def _sentences(taken: Taken, *, dry_run: bool) -> Iterator[str]:
    from django.utils.translation import get_language, ngettext
    from django.utils.translation import gettext as _

    from framdrift.insights.codebook.queries import book
    from framdrift.insights.release.telling import band_words
    from framdrift.insights.surveys.gating import band_lines
    from framdrift.insights.surveys.telling import item_name

    survey = taken.survey
    for one in survey.refused[:_SHOWN]:
        yield _("Refused: %(row)s") % {"row": f"{_('line')} {one.line}: {one.reason}"}
    if len(survey.refused) > _SHOWN:
        yield f"... ({len(survey.refused)})"
    if dry_run:
        yield _("Nothing was changed. This is what would happen:")
    told = ngettext("%(n)s answer of %(rows)s rows.", "%(n)s answers of %(rows)s rows.", len(survey.answers))
    yield told % {"n": len(survey.answers), "rows": survey.rows}
    if not taken.is_new:
        yield _("This survey had been taken in already.")
    known, language = book(), get_language() or "en"
    group = ""
    for title, size, item, band in band_lines(taken.document):
        if title != group:
            group = title
            yield ""
            yield f"{title} ({size})"
        yield f"  {item_name(item, known, language)}: {band_words(band)}"
    if not taken.document["atoms"]:
        yield _("Too few answered to say anything.")
