"""Whoever must act on a serious matter is told that there is one, and nothing of what it is about."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.conversations.answers.models import SeriousMatter
from framdrift.foundation.correspondence import compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.momentum.readers import account_reader, seat_address
from framdrift.organisations.models import Account

_SHIPPED = {
    "sv": Wording(
        "Något som du behöver ta ställning till",
        "{who} har efter ett samtal lämnat vidare en allvarlig sak till dig, för att du är den som kan och ska agera. "
        "Personen som berättade vet om det.\n\nVad det gäller står på din sida och inte i det här brevet.\n\n{button}",
    ),
    "en": Wording(
        "Something that you need to act on",
        "After a talk, {who} has passed on a serious matter to you, because you are the one who can and must act. The "
        "person who told of it knows that.\n\nWhat it is about stands on your page, and not in this letter."
        "\n\n{button}",
    ),
}


def _kind(code: str, audience: Audience) -> LetterKind:
    return LetterKind(
        code=code,
        audience=audience,
        title=gettext_lazy("A serious matter has been passed on"),
        placeholders={"who": gettext_lazy("who passed it on")},
        required=frozenset({"who"}),
        shipped=_SHIPPED,
        manner=Manner.AT_ONCE,
    )


TO_SEAT, TO_LEAD = _kind("matter_to_seat", Audience.CLIENT), _kind("matter_to_lead", Audience.STAFF)
KINDS = (TO_SEAT, TO_LEAD)


def tell_of_matter(event: Recorded) -> None:
    """Once for each matter and receiver; nothing where it has been closed meanwhile."""
    found = SeriousMatter.objects.select_related("passed_to", "raised_by", "talk__invitation")
    matter = found.filter(pk=event.data["matter_id"], closed_at=None, passed_to__isnull=False).first()
    if matter is None or matter.passed_to is None:
        return
    to = matter.passed_to
    with translation.override(to.language):
        compose(
            kind=TO_SEAT if to.company_id else TO_LEAD,
            key=f"serious-matter:{matter.pk}:{to.pk}",
            to=account_reader(to),
            values={"who": matter.raised_by.name},
            at=event.at,
            action=(_("Read what it is about"), _address(to, matter, event)),
            company_id=matter.company_id,
            subject_key=f"invitation:{matter.talk.invitation_id}",
        )


def _address(to: Account, matter: SeriousMatter, event: Recorded) -> str:
    if to.company_id:
        return seat_address(to, at=event.at, page=reverse("client-matter", args=[matter.pk]))
    return str(settings.FRAMDRIFT_ADDRESS) + reverse("matter", args=[matter.pk])
