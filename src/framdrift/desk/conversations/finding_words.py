"""What the raw chart of a company shows, in sentences written from its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _

from framdrift.insights.findings.rules import ThemeFinding
from framdrift.science.proportions import Share


def what_to_see(themes: Sequence[ThemeFinding], *, name: Callable[[str], str]) -> list[str]:
    """The theme that most are held and drawn away by, with how many were heard, and where stay and exit differ."""
    stay = [(one.theme, one.stay) for one in themes if one.stay is not None]
    leave = [(one.theme, one.leave) for one in themes if one.leave is not None]
    told = (
        (_("Stay interviews: most are held by %(theme)s (%(hits)s of %(n)s)."), [(t, s.holds) for t, s in stay]),
        (_("Stay interviews: most are drawn away by %(theme)s (%(hits)s of %(n)s)."), [(t, s.pulls) for t, s in stay]),
        (_("Exit interviews: most were held by %(theme)s (%(hits)s of %(n)s)."), [(t, s.holds) for t, s in leave]),
        (
            _("Exit interviews: most were drawn away by %(theme)s (%(hits)s of %(n)s)."),
            [(t, s.pulls) for t, s in leave],
        ),
    )
    return [*(words for sentence, shares in told for words in _most(sentence, shares, name)), *_apart(themes, name)]


def _most(sentence: str, shares: Sequence[tuple[str, Share]], name: Callable[[str], str]) -> Iterator[str]:
    theme, share = max(shares, key=lambda one: one[1].hits, default=("", None))
    if share is not None and share.hits:
        yield sentence % {"theme": name(theme), "hits": share.hits, "n": share.n}


def _apart(themes: Sequence[ThemeFinding], name: Callable[[str], str]) -> Iterator[str]:
    compared = [(one.theme, one.apart) for one in themes if one.apart is not None]
    standing = [name(theme) for theme, apart in compared if apart.stands]
    if standing:
        told = _("Stay and exit differ beyond chance in what draws away: %(themes)s.")
        yield told % {"themes": "; ".join(standing)}
    elif compared:
        yield _("No difference between stay and exit stands up when all themes are counted in.")
