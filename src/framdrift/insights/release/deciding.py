"""What people call decisive, in words: from the sealed bytes alone. Older releases do not tell of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from framdrift.insights.release.reading import Figures
from framdrift.insights.release.rules import DECISIVE


def decisive_themes(figures: Figures) -> tuple[str, ...]:
    """The codes of themes that more than few call decisive somewhere, the most called so first."""
    found = [theme for theme in figures.names if figures.stands_out(theme, DECISIVE)]
    levels = {theme: figures.company[theme, DECISIVE] for theme in found}
    return tuple(sorted(found, key=lambda code: (-levels[code].high, -levels[code].mixed, figures.names[code])))


def what_decisive_means() -> str:
    """Who calls what decisive."""
    return _(
        "Decisive: what tips the scale for the person to stay or to leave, as they put it in the talk and the "
        "interviewer has noted it."
    )
