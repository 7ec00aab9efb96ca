"""What a mail server's words mean, and what to do about them. Codes after RFC 5321 and RFC 3463.

The server's own words are always shown beside; where nothing here fits, they stand alone.
"""

from __future__ import annotations

import re
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Fault(StrEnum):
    """What went wrong, by who can put it right."""

    ADDRESS = "address"
    FULL = "full"
    POLICY = "policy"
    SIZE = "size"
    LOGIN = "login"
    NO_ANSWER = "no_answer"
    LATER = "later"
    OTHER = "other"


_SIGNS: tuple[tuple[Fault, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(words, re.IGNORECASE))
    for fault, words in (
        (Fault.SIZE, r"\b5\.3\.4\b|\b552\b.*(?:size|large)|too large|exceeds.*size|size limit"),
        (Fault.FULL, r"\b[45]\.2\.2\b|mailbox (?:is )?full|over ?quota|quota exceeded|insufficient storage"),
        (Fault.LOGIN, r"\b5\.7\.8\b|\b53[045]\b|authentication (?:failed|required|unsuccessful)|username and password"),
        (
            Fault.POLICY,
            r"\b5\.7\.\d|\b554\b|spf|dkim|dmarc|spam|blocked|blacklist|blocklist|denylist|policy|reputation",
        ),
        (
            Fault.ADDRESS,
            r"\b5\.1\.\d|\b5\.2\.1\b|user unknown|unknown user|no such user|does not exist|mailbox unavailable"
            r"|mailbox disabled|recipient (?:rejected|unknown)|invalid recipient|address not found|host or domain name"
            r"|domain not found|\b55[013]\b|ascii|codec|addr-spec|invalid address|header",
        ),
        (
            Fault.NO_ANSWER,
            r"timed? ?out|refused|unreachable|name or service not known|temporary failure in name|getaddrinfo"
            r"|certificate|ssl|connection|errno|reset by peer|server not connected|stopped while",
        ),
        (Fault.LATER, r"\b4\d\d\b|\b4\.\d+\.\d+\b|greylist|try again|rate limit|too many"),
    )
)
_TO_DO: dict[Fault, str | Promise] = {
    Fault.ADDRESS: _("The address does not work. Phone, ask for another, and correct it where the person is."),
    Fault.FULL: _("The mailbox is full. Phone, or send it again in some days."),
    Fault.POLICY: _(
        "The receiver's server does not take mail from ours. Phone meanwhile; whoever looks after mail must see to "
        "SPF, DKIM and blocklists."
    ),
    Fault.SIZE: _("The letter is too large for the receiver's server. Send fewer or smaller files."),
    Fault.LOGIN: _(
        "Our mail server refuses our own sign-in. An administrator must see to FRAMDRIFT_SMTP_USER and its password."
    ),
    Fault.NO_ANSWER: _(
        "Our mail server could not be reached. An administrator must see to FRAMDRIFT_SMTP_HOST; then send again."
    ),
    Fault.LATER: _("The receiver's server asked to try later. Send it again."),
}


def fault_in(words: str) -> Fault:
    """What a server's words mean."""
    return next((fault for fault, sign in _SIGNS if sign.search(words)), Fault.OTHER)


def what_to_do(words: str) -> str:
    """A sentence about what to do; empty where the words alone must do."""
    return str(_TO_DO.get(fault_in(words), "")) if words else ""
