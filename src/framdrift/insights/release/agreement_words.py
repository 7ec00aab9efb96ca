"""How far two coders agree, in a sentence: for the client, the interviewer's preview and the presentation alike."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.insights.kinds import Agreed
from framdrift.insights.release.reading import Figures


def agreement_told(figures: Figures) -> str:
    """What a second coder's sample says of the themes, in the active language."""
    if not figures.agreed:
        return _("How far two people would code the same words alike has not been measured.")
    careful, weak = (_themes(figures, level) for level in (Agreed.CAREFUL, Agreed.WEAK))
    said = [_("Two people have coded a sample without seeing each other's codes.")]
    if not careful and not weak:
        return f"{said[0]} {_('They agree well on every theme.')}"
    if Agreed.GOOD in figures.agreed.values():
        said.append(_("They agree well on most themes.") if _mostly(figures) else _("They agree well on some themes."))
    if careful:
        said.append(_("Read with care: %(themes)s.") % {"themes": careful})
    if weak:
        said.append(_("They do not agree enough to rely on: %(themes)s.") % {"themes": weak})
    return " ".join(said)


def _themes(figures: Figures, level: Agreed) -> str:
    return "; ".join(name for code, name in figures.names.items() if figures.agreed.get(code) == level)


def _mostly(figures: Figures) -> bool:
    good = sum(level == Agreed.GOOD for level in figures.agreed.values())
    return 2 * good > len(figures.agreed)
