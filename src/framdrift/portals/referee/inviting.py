"""Letters to referees: the request, thanks, and a new link in place of one that ran out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import LetterKind
from framdrift.foundation.models import Letter, Link
from framdrift.portals.referee import letters
from framdrift.portals.referee.opening import referee_address
from framdrift.recruiting.kinds import CandidacyStatus
from framdrift.recruiting.models import Reference
from framdrift.recruiting.queries.public import referee_page


def invite(event: Recorded) -> None:
    """A referee was asked: the request with the personal link, where we have an address."""
    reference = _reachable(event)
    if reference is not None and reference.received_at is None and reference.declined_at is None:
        _write(reference, letters.REQUEST, key=f"reference-request:{reference.pk}", at=event.at)


def thank(event: Recorded) -> None:
    """The referee has told: thanks, and the way to correct it until a decision has been taken."""
    reference = _reachable(event)
    if reference is not None and reference.consented_at is not None and reference.received_at is not None:
        _write(reference, letters.THANKS, key=f"reference-thanks:{reference.pk}", at=event.at)


def send_new_link(link: Link, reference: Reference, *, at: datetime) -> None:
    """A new link in place of one that ran out, to the address we know, once a day."""
    key = f"referee-link:{link.pk}:{at.date()}"
    if not Letter.objects.filter(key=key).exists():
        _write(reference, letters.NEW_LINK, key=key, at=at)


def _reachable(event: Recorded) -> Reference | None:
    reference = referee_page(event.data["reference_id"])
    if reference is None or not reference.email or reference.candidacy.status != CandidacyStatus.ACTIVE:
        return None
    return reference


def _write(reference: Reference, kind: LetterKind, *, key: str, at: datetime) -> None:
    candidacy = reference.candidacy
    owner, agency_zone = candidacy.assignment.owner, settings.FRAMDRIFT_ZONE
    with translation.override(reference.language):
        label = _("Correct or take back") if kind is letters.THANKS else _("Read and answer")
    compose(
        kind=kind,
        key=key,
        to=Reader(email=reference.email, name=reference.name, language=reference.language, zone=agency_zone),
        values=_values(reference, kind),
        at=at,
        action=(label, referee_address(reference, at=at)),
        company_id=reference.company_id,
        about=candidacy.candidate.pseudonym,
        subject_key=f"reference:{reference.pk}",
        thread=f"reference:{reference.pk}",
        sender=owner.name,
        reply_to=owner.email,
        reason=f"reference:{reference.pk}" if kind is letters.REQUEST else "",
    )


def _values(reference: Reference, kind: LetterKind) -> Mapping[str, str]:
    candidacy = reference.candidacy
    known = {
        "person": candidacy.candidate.name,
        "assignment": candidacy.assignment.title,
        "who": candidacy.assignment.owner.name,
    }
    return {name: value for name, value in known.items() if name in kind.placeholders}
