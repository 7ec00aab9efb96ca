"""Numbers, shares and closed lists of the report in the reader's words."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from framdrift.momentum.reporting.waiting import TOO_FEW, Length
from framdrift.recruiting.step_words import SIDES, STEP_TYPES, Words
from framdrift.science.proportions import Share

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
DASH = "–"


def side(code: str) -> str:
    """A side at the head of a line."""
    return begun_large(str(SIDES[code]))


def begun_large(words: str) -> str:
    """The words with a capital first."""
    return words[:1].upper() + words[1:]


def number(value: float, decimals: int = 0) -> str:
    """With the language's decimal mark and groups of three."""
    plain = f"{value:,.{decimals}f}"
    pattern = pgettext("number pattern", "1,234.5").replace(" ", NO_BREAK_SPACE)
    return plain.translate(str.maketrans(",.-", f"{pattern[1]}{pattern[-2]}\N{MINUS SIGN}"))


def percent(share: float) -> str:
    """A share between 0 and 1; parts of a per cent where it is below one."""
    decimals = 1 if 0 < share < 0.0095 else 0
    pattern = pgettext("percent pattern", "{number}%").replace(" ", NO_BREAK_SPACE)
    return pattern.replace("{number}", number(100 * share, decimals))


def days(value: float) -> str:
    """Working days as a bare number: parts to one decimal below twenty."""
    return number(value, 1 if round(value, 1) < 20 else 0)


def median(length: Length) -> str:
    """The median in working days, or why there is none."""
    if not length.is_told:
        return _("too few to say")
    return _("not reached") if length.median is None else days(length.median)


def limits(length: Length) -> str:
    """The 95 % limits of a median, with an end that is not reached said."""
    if not length.is_told or length.low is None:
        return DASH
    high = _("not reached") if length.high is None else days(length.high)
    return _("%(low)s to %(high)s") % {"low": days(length.low), "high": high}


def counted(share: Share) -> str:
    """`131 of 300`."""
    return _("%(hits)s of %(n)s") % {"hits": number(share.hits), "n": number(share.n)}


def is_told(share: Share) -> bool:
    """Whether there are enough to tell a share."""
    return share.n >= TOO_FEW


def rate(share: Share) -> str:
    """The share as per cent; too few to say below TOO_FEW."""
    return percent(share.share) if is_told(share) and share.share is not None else _("too few to say")


def band(share: Share) -> str:
    """The 95 % limits of a share."""
    if not is_told(share) or share.low is None or share.high is None:
        return DASH
    return _("%(low)s to %(high)s") % {"low": percent(share.low), "high": percent(share.high)}


def span(first: date, last: date) -> str:
    """Two dates, the whole year written out."""
    return f"{date_format(first, 'j F Y')} {DASH} {date_format(last, 'j F Y')}"


def hours(minutes: int) -> str:
    """Whole hours of work, minutes where it is less than one."""
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": number(minutes)}
    return ngettext("%(n)s hour", "%(n)s hours", round(minutes / 60)) % {"n": number(minutes / 60)}


__all__ = [
    "DASH",
    "SIDES",
    "STEP_TYPES",
    "Words",
    "band",
    "begun_large",
    "counted",
    "days",
    "hours",
    "is_told",
    "limits",
    "median",
    "number",
    "percent",
    "rate",
    "side",
    "span",
]
