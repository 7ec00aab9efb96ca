"""What the items of an old survey are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from framdrift.insights.codebook.queries import Book
from framdrift.insights.surveys.gating import EXIT

KINDS: Final[Mapping[str, str | Promise]] = {
    "own_resignation": pgettext_lazy("survey", "own resignation"),
    "shortage_of_work": pgettext_lazy("survey", "shortage of work"),
    "personal_reasons": pgettext_lazy("survey", "personal reasons"),
    "dismissal": pgettext_lazy("survey", "dismissal"),
    "probation_ended": pgettext_lazy("survey", "probation ended"),
    "fixed_term_ended": pgettext_lazy("survey", "fixed term ended"),
    "retirement": pgettext_lazy("survey", "retirement"),
    "agreement": pgettext_lazy("survey", "agreement"),
    "internal_move": pgettext_lazy("survey", "internal move"),
    "other": pgettext_lazy("survey", "other"),
}


def item_name(item: str, book: Book, language: str) -> str:
    """A theme's name, or a kind of exit in words."""
    if not item.startswith(EXIT):
        return book.name(item, language)
    return _("exit: %(kind)s") % {"kind": KINDS[item.removeprefix(EXIT)]}
