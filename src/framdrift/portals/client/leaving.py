"""The letter to a manager and to HR when somebody leaves: two questions, a minute, no name in the subject."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from framdrift.conversations.exits.queries import side_of
from framdrift.conversations.models import Leaver
from framdrift.foundation.correspondence import compose
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.foundation.letter_words import day_words
from framdrift.momentum.readers import account_reader, seat_address
from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account, Role

LEAVER = LetterKind(
    code="client_leaver",
    audience=Audience.CLIENT,
    title=lazy("Somebody leaves: two questions"),
    placeholders={"name": lazy("who leaves"), "until": lazy("the last day")},
    required=frozenset({"name"}),
    shipped={
        "sv": Wording(
            "Två frågor om någon som slutar",
            "{name} slutar hos er, sista dagen är {until}. Hade ni velat behålla personen, och kunde ni ha gjort "
            "något? Det tar en minut.\n\n{button}\n\n"
            "Chefen och HR svarar var för sig, innan de ser varandras svar. Inga kollegor ser det, och det påverkar "
            "varken referenser eller betyg.",
        ),
        "en": Wording(
            "Two questions about somebody who leaves",
            "{name} is leaving you; the last day is {until}. Would you have wanted to keep the person, and could you "
            "have done something? It takes a minute.\n\n{button}\n\n"
            "The manager and HR answer separately, before seeing each other's answers. No colleague sees it, and it "
            "affects neither references nor certificates.",
        ),
    },
    manner=Manner.BUNDLED,
)
KINDS = (LEAVER,)


def tell_of_leaver(event: Recorded) -> None:
    """A letter to each seat that is asked and has not answered; once."""
    row = Leaver.objects.select_related("employment").filter(pk=event.data["leaver_id"]).first()
    if row is None or row.employment.ended_on is None:
        return
    seats = Account.objects.filter(company_id=row.company_id, is_active=True)
    hr = Q(roles__kind=Role.Kind.CLIENT_HR, roles__until__isnull=True)
    for account in seats.filter(hr | Q(pk=row.manager_id or 0)).distinct().order_by("pk"):
        side = side_of(viewer_of(account), row)
        if side is not None and not row.views.filter(side=side).exists():
            _write(row, account, event)


def _write(row: Leaver, account: Account, event: Recorded) -> None:
    assert row.employment.ended_on is not None
    with translation.override(account.language):
        label = _("Answer the two questions")
    compose(
        kind=LEAVER,
        key=f"leaver:{row.pk}:{account.pk}",
        to=account_reader(account),
        values={"name": row.employment.name, "until": day_words(row.employment.ended_on, account.language)},
        action=(label, seat_address(account, at=event.at, page=reverse("client-leaver", args=[row.pk]))),
        company_id=row.company_id,
        about=row.employment.pseudonym,
        subject_key=f"leaver:{row.pk}",
        at=event.at,
    )
