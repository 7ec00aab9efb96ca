"""Files that came with a mail: those that the upload rules take, and a sentence for each that they refuse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from framdrift.recruiting.papers import Paper, PaperRefused, examine


def examined(files: Sequence[tuple[str, bytes]]) -> tuple[list[Paper], list[str]]:
    """The files that are taken, and a sentence for each that is not."""
    papers, refused = [], []
    for name, found in _each(files):
        if isinstance(found, Paper):
            papers.append(found)
        else:
            refused.append(_("File not taken: %(name)s. %(why)s") % {"name": name, "why": found.sentence()})
    return papers, refused


def _each(files: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, Paper | PaperRefused]]:
    for name, data in files:
        try:
            yield name, examine(name, data, megabytes=settings.FRAMDRIFT_UPLOAD_MEGABYTES)
        except PaperRefused as refusal:
            yield name, refusal
