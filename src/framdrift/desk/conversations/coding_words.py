"""The words of the coding desk's closed lists, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from framdrift.insights.kinds import CodebookChange, Direction, Influence, Locus, Weight

Words = Mapping[str, str | Promise]

DIRECTIONS: Final[Words] = {
    Direction.HOLDS: pgettext_lazy("passage", "holds"),
    Direction.PULLS: pgettext_lazy("passage", "pulls away"),
    Direction.MIXED: pgettext_lazy("passage", "both"),
}
WEIGHTS: Final[Words] = {
    Weight.MENTIONED: pgettext_lazy("passage", "mentioned"),
    Weight.CONTRIBUTING: pgettext_lazy("passage", "contributing"),
    Weight.DECISIVE: pgettext_lazy("passage", "decisive"),
}
LOCI: Final[Words] = {
    Locus.TASK: _("in the work itself"),
    Locus.MANAGER: _("with the manager"),
    Locus.TEAM: _("in the team"),
    Locus.COMPANY: _("in the company"),
    Locus.OUTSIDE: _("outside work"),
}
INFLUENCES: Final[Words] = {
    Influence.YES: _("yes"),
    Influence.PARTLY: _("partly"),
    Influence.NO: _("no"),
}
CHANGES: Final[Words] = {
    CodebookChange.ADDED: _("added"),
    CodebookChange.WORDING: _("worded more clearly"),
    CodebookChange.MEANING: _("means something else"),
    CodebookChange.RETIRED: _("retired"),
    CodebookChange.RESTORED: _("in use again"),
    CodebookChange.MERGED: _("merged into"),
    CodebookChange.SPLIT: _("split into"),
}
