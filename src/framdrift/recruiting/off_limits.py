"""Candidates who work at a client company: the agency's word not to recruit there, and the wall around the candidate.

A candidate is matched by the domain of the mail address, else by the employer's name without its company form.
"""

from __future__ import annotations

import re

from framdrift.organisations.models import Company

_FORMS = re.compile(r"\b(ab|aktiebolag|hb|kb|ek för|publ|as|oy|ltd|inc|gmbh|group|sverige|sweden)\b|[^\w\s]")
_OPEN_MAIL = frozenset({"gmail.com", "hotmail.com", "outlook.com", "icloud.com", "yahoo.com", "live.se", "telia.com"})


def plain_name(name: str) -> str:
    """A company's name in lower case without company form, punctuation and doubled blanks."""
    return " ".join(_FORMS.sub(" ", name.lower()).split())


def client_employer(*, employer: str, email: str) -> Company | None:
    """The client company where somebody with this employer and address works, or None."""
    domain = email.rpartition("@")[2].lower()
    wanted = plain_name(employer)
    for company in Company.objects.filter(archived_at__isnull=True).order_by("id"):
        by_mail = domain and domain not in _OPEN_MAIL and domain == company.email_domain.lower()
        if by_mail or (wanted and wanted == plain_name(company.name)):
            return company
    return None
