"""Have enough been heard? In words, from the sealed bytes alone: size classes and bands.

After how many talks nothing new came, as the interviewers see it, is not told: it tells of the last two who talked and
of themes that one person alone has named (docs/decisions/0022). What is told instead adds nothing to what the bytes
hold: how surely a theme has been heard by so many people, and whether what stands out in a group returns in another.
"""

from __future__ import annotations

from math import floor
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framdrift.insights.release.reading import Figures, least_people
from framdrift.insights.release.rules import SIDES
from framdrift.science.disclosure.bands import LOW, coarse
from framdrift.science.saturation import heard_once

ONE_IN: Final = 10
"""Told of a theme that one in so many would bring up."""
SURELY: Final = 95
"""Percent from which such a theme counts as heard."""


def heard_enough(figures: Figures) -> tuple[str, ...]:
    """Sentences; none where no group is large enough to tell of."""
    if not figures.groups:
        return ()
    return (_rare_themes(figures), *_returning(figures))


def not_told() -> str:
    """Why the interviewers' own measure stays with them."""
    return _(
        "Whether each new talk still adds anything is followed by the interviewers alone: told here, it would point at "
        "the last who talked."
    )


def _rare_themes(figures: Figures) -> str:
    least = least_people(group.size for group in figures.groups)
    percent = floor(100 * heard_once(1 / ONE_IN, people=least))
    values = {"n": least, "in": ONE_IN, "share": min(percent, 99)}
    if percent >= SURELY:
        told = _(
            "Enough have been heard to know the common themes: among %(n)s people or more, one that every tenth "
            "person would bring up has come up at least once in %(share)s cases of 100 or more."
        )
        return told % values
    told = _(
        "More talks could still bring up new themes: among %(n)s people, one that every tenth person would bring up "
        "is heard at least once in about %(share)s cases of 100."
    )
    return told % values


def _returning(figures: Figures) -> tuple[str, ...]:
    """How many of the themes that stand out do so in one group alone, where there are groups to compare."""
    if len(figures.groups) < 2:
        return ()
    in_groups = [len(_standing_in(figures, theme)) for theme in figures.names]
    out = sum(n > 0 for n in in_groups)
    if not out:
        return ()
    alone = sum(n == 1 for n in in_groups)
    told = ngettext(
        "%(out)s theme stands out somewhere; in one group alone: %(alone)s.",
        "%(out)s themes stand out somewhere; in one group alone: %(alone)s.",
        out,
    ) % {"out": out, "alone": alone}
    many = _("Another group could well have added more.") if 2 * alone > out else _("The groups speak of the same.")
    return (f"{told} {many}",)


def _standing_in(figures: Figures, theme: str) -> set[str]:
    """The groups in which more than few speak of a theme, on either side."""
    return {
        group.code
        for group in figures.groups
        for side in SIDES
        if (band := figures.bands.get((group.code, theme, side))) is not None and coarse(band) != LOW
    }
