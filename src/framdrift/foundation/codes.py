"""One-time codes: six digits that were mailed at this moment and are typed by the person.

What cannot be undone needs one. Mail scanners open links, run scripts and post forms; they do not read the next letter
and type its code in the same browser. A code lives ten minutes, bears five tries, and opens one purpose, for one
subject, in the browser that asked for it. Only its keyed hash is kept.

Nobody is locked out by others' asking. Twelve six-digit codes an hour are mailed for one subject and purpose, so that a
robot with a link fills no mailbox; after them one long code an hour, which any browser may type, and which stands in
the mailbox whoever asked for it. Guessing stays out of reach of one who holds the link but not the mailbox: twelve
codes of five tries each are 12 x 5 / 10^6 = 1 in 17,000 an hour, at the price of twelve letters to the owner each hour;
the long code has no limit of tries that somebody could use up, and at 1,000 tries a second all through its hour,
3.6 x 10^6 / 10^12 = 1 in 280,000.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from framdrift.foundation.models import OneTimeCode

LIVES = timedelta(minutes=10)
TRIES = 5
A_MOMENT = timedelta(seconds=30)
"""A second request so soon is the same one: a double press writes no second letter."""

MOST_AN_HOUR = 12
"""Six-digit codes for one subject and purpose; whoever asks after them is mailed the hour's long code."""

LONG_LIVES = timedelta(hours=1)

_REMEMBERED = timedelta(hours=6)
_DIGITS, _LONG_DIGITS = 6, 12
_ANYWHERE = "anywhere"
"""What the long code has in place of a browser's hash."""
_SALT = "framdrift.foundation.codes"


class Verdict(StrEnum):
    """What became of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    USED_UP = "used_up"
    """The fifth try was wrong too, or one more was made: a new code is needed."""
    NONE = "none"
    """There is no code to type here: it ran out, was used, or was asked for in another browser."""


def issue(*, purpose: str, subject_key: str, browser: str, at: datetime, kept: Mapping[str, str] | None = None) -> str:
    """A new code, to be mailed now and never shown; it takes the place of one asked for before in this browser.

    Empty where one is on its way already: made within A_MOMENT, or the hour's long code, where so many were asked for
    that no more short ones are mailed. `kept` is given back by `waiting` until the code is spent.
    """
    mine = _of(purpose, subject_key, browser)
    if mine.filter(made_at__gt=at - A_MOMENT, spent_at=None, tries=0).update(kept=dict(kept or {})):
        return ""
    asked = OneTimeCode.objects.filter(purpose=purpose, subject_key=subject_key).exclude(browser=_ANYWHERE)
    is_crowded = asked.filter(made_at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR
    mine.filter(spent_at=None).update(spent_at=at, kept={})
    code = _random(_DIGITS)
    OneTimeCode.objects.create(
        purpose=purpose,
        subject_key=subject_key,
        browser=_hashed(browser),
        digest=_digest(code, purpose, subject_key, browser),
        kept=dict(kept or {}),
        made_at=at,
        expires_at=at + (LONG_LIVES if is_crowded else LIVES),
    )
    return _long_code(purpose, subject_key, at=at) if is_crowded else code


def is_long(*, purpose: str, subject_key: str, at: datetime) -> bool:
    """Whether the hour's long code has been mailed and works."""
    return _anywhere(purpose, subject_key, at).exists()


def grouped(code: str) -> str:
    """The code as it is read: three digits at a time."""
    return " ".join(code[place : place + 3] for place in range(0, len(code), 3))


def waiting(*, purpose: str, subject_key: str, browser: str, at: datetime) -> Mapping[str, str] | None:
    """What was asked for in this browser and waits for a code, also where the last one ran out or is used up, so that
    nothing must be typed again; None where nothing waits."""
    asked = _of(purpose, subject_key, browser).filter(made_at__gt=at - _REMEMBERED)
    row = asked.order_by("-made_at", "-pk").first()
    return row.kept if row and row.spent_at is None else None


def spend(*, purpose: str, subject_key: str, browser: str, code: str, at: datetime) -> Verdict:
    """Try a typed code; blanks in it are overlooked. Every try counts, and a right one is spent by it.

    Call it in the transaction of what it opens: of two who type it at once one is right.
    """
    row = _live(purpose, subject_key, browser, at).order_by("-made_at", "-pk").first()
    if row is None:
        return Verdict.USED_UP if _is_used_up(purpose, subject_key, browser, at) else Verdict.NONE
    mine = OneTimeCode.objects.filter(pk=row.pk, tries__lt=TRIES, spent_at=None)
    if not mine.update(tries=F("tries") + 1):
        return Verdict.NONE
    typed = "".join(code.split())
    is_own = constant_time_compare(row.digest, _digest(typed, purpose, subject_key, browser))
    if is_own or _spend_long(purpose, subject_key, typed, at=at):
        is_mine = OneTimeCode.objects.filter(pk=row.pk, spent_at=None).update(spent_at=at, kept={})
        return Verdict.RIGHT if is_mine else Verdict.NONE
    return Verdict.USED_UP if row.tries + 1 >= TRIES else Verdict.WRONG


def forget(*, subject_key: str) -> int:
    """Delete the subject's codes with what they kept; how many."""
    return OneTimeCode.objects.filter(subject_key=subject_key).delete()[0]


def sweep(*, at: datetime) -> int:
    """Delete codes that ran out a day ago; how many."""
    return OneTimeCode.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()[0]


def new_browser() -> str:
    """A random name for a browser, to be kept in a cookie."""
    return secrets.token_urlsafe(32)


def _long_code(purpose: str, subject_key: str, *, at: datetime) -> str:
    """The hour's long code, once; empty where it has been mailed and works for a good while."""
    if _anywhere(purpose, subject_key, at + LIVES).exists():
        return ""
    code = _random(_LONG_DIGITS)
    OneTimeCode.objects.create(
        purpose=purpose,
        subject_key=subject_key,
        browser=_ANYWHERE,
        digest=_digest(code, purpose, subject_key, _ANYWHERE),
        made_at=at,
        expires_at=at + LONG_LIVES,
    )
    return code


def _spend_long(purpose: str, subject_key: str, typed: str, *, at: datetime) -> bool:
    digest = _digest(typed, purpose, subject_key, _ANYWHERE)
    return bool(_anywhere(purpose, subject_key, at).filter(digest=digest).update(spent_at=at))


def _anywhere(purpose: str, subject_key: str, at: datetime) -> QuerySet[OneTimeCode]:
    long = OneTimeCode.objects.filter(purpose=purpose, subject_key=subject_key, browser=_ANYWHERE)
    return long.filter(spent_at=None, expires_at__gt=at)


def _random(digits: int) -> str:
    return f"{secrets.randbelow(10**digits):0{digits}d}"


def _of(purpose: str, subject_key: str, browser: str) -> QuerySet[OneTimeCode]:
    return OneTimeCode.objects.filter(purpose=purpose, subject_key=subject_key, browser=_hashed(browser))


def _live(purpose: str, subject_key: str, browser: str, at: datetime) -> QuerySet[OneTimeCode]:
    return _of(purpose, subject_key, browser).filter(spent_at=None, expires_at__gt=at, tries__lt=TRIES)


def _is_used_up(purpose: str, subject_key: str, browser: str, at: datetime) -> bool:
    gone = Q(spent_at=None, expires_at__gt=at, tries__gte=TRIES)
    return _of(purpose, subject_key, browser).filter(gone).exists()


def _hashed(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()


def _digest(code: str, *parts: str) -> str:
    """Keyed with the installation's secret: six digits alone would be found from a bare hash at once."""
    words = "\x00".join([code, *parts])
    return salted_hmac(_SALT, words, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
