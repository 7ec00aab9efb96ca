"""Words that both documents use: days, units, standings, and where the figures come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from framdrift.conversations.levels import words_of
from framdrift.insights.presentation.promising import Promised
from framdrift.insights.presentation.rules import Standing
from framdrift.insights.presentation.shapes import Part
from framdrift.insights.release.queries import Told
from framdrift.insights.release.telling import TALKED

STANDINGS: Final[Mapping[Standing, str | Promise]] = {
    Standing.TOO_FEW: gettext_lazy("too few to say"),
    Standing.LEAD: gettext_lazy("a lead to follow up"),
    Standing.STANDS: gettext_lazy("stands up"),
    Standing.FIRM: gettext_lazy("stands up well"),
}
_SEAL_SHOWN = 16


def day(on: date) -> str:
    """A day with its year."""
    return date_format(on, "j F Y")


def for_whom(unit: str) -> str:
    """A unit's name, or the whole company."""
    return unit or _("the whole company")


def talked_words(band: str) -> str:
    """How many of those asked talked, in words."""
    return str(TALKED[band]) if band in TALKED else _("about %(n)s %% talked") % {"n": band}


def promised_sentence(found: Sequence[Promised]) -> str:
    """How many commitments there are and what came of them."""
    if not found:
        return _("Nothing has been promised yet that everybody at the company may read.")
    done, late = sum(one.is_done for one in found), sum(one.late_days > 0 for one in found)
    told = ngettext("%(n)s commitment: %(done)s done", "%(n)s commitments: %(done)s done", len(found)) % {
        "n": len(found),
        "done": done,
    }
    if not late:
        return f"{told}."
    return told + ngettext(", %(late)s late.", ", %(late)s late.", late) % {"late": late}


def protection_part(told: Sequence[Told], *, language: str) -> Part:
    """How nobody can be made out, and the seals by which the bytes can be checked."""
    levels = dict.fromkeys(one.figures.level for one in told)
    promises = [f"{words.promise} {words.company}" for words in (words_of(level, language) for level in levels)]
    seals = [
        _("Release %(number)s, %(programme)s, %(day)s: seal %(seal)s") % {
            "number": one.number,
            "programme": one.figures.programme,
            "day": day(date.fromisoformat(one.figures.made_on)),
            "seal": one.digest[:_SEAL_SHOWN],
        }
        for one in told
    ]  # fmt: skip
    return Part(
        key="protection",
        title=_("How nobody can be made out"),
        sentences=(
            *(_("People were told before they spoke: %(promise)s") % {"promise": one} for one in promises),
            _(
                "Everybody stands in exactly one group, and every figure is a band for a whole group of at least "
                "%(n)s answers. Nothing is left out because of what somebody answered, everybody who may read this "
                "reads the same, and what has been released is never computed again."
            )
            % {"n": min(one.figures.least for one in told)},
            _("Quotes are retold by the interviewer, allowed by the person and released by two people."),
        ),
        notes=tuple(seals),
    )
