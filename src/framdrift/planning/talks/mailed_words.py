"""Somebody has answered a letter about a talk by mail: who holds the talk is told that it waits, and where.

Nothing of the mail is read or kept here, neither words nor subject, and the letter names nobody. At level D nobody is
told anything. A seat of the company is never told: what somebody says of being asked is not the seat's to know.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framdrift.conversations.models import Invitation
from framdrift.foundation.calendar import agency_zone
from framdrift.foundation.correspondence import Reader, compose
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.foundation.models import Letter
from framdrift.organisations.models import Account, Role
from framdrift.planning.talks.copies import talk_page
from framdrift.science.calendars import local_date

WORDS_WAIT = LetterKind(
    code="talk_words_wait",
    audience=Audience.STAFF,
    title=gettext_lazy("Somebody answered a letter about a talk by mail"),
    placeholders={"mailbox": gettext_lazy("the address that the mail came to")},
    required=frozenset({"mailbox"}),
    shipped={
        "sv": Wording(
            "Ett svar om ett samtal ligger i brevlådan",
            "Någon har svarat med e-post på ett brev om ett samtal. Svaret ligger kvar i {mailbox}, och ingenting av "
            "det sparas här.\n\nBe den som sköter brevlådan att skicka det vidare till dig utan att läsa, ta bort det "
            "där, och svara själv. Vem det gäller står på samtalets sida.\n\n{button}",
        ),
        "en": Wording(
            "An answer about a talk is in the mailbox",
            "Somebody has answered a letter about a talk by mail. The answer is still in {mailbox}, and nothing of it "
            "is kept here.\n\nAsk whoever looks after the mailbox to pass it on to you unread and to delete it there, "
            "and answer it yourself. Who it is about stands on the talk's page.\n\n{button}",
        ),
    },
    manner=Manner.DAYTIME,
)


def tell_of_mailed_words(letter: Letter, *, at: datetime) -> None:
    """To the agency's interviewer who holds the talk, where a seat does to all of them; once a day for each talk."""
    sort, _sep, number = letter.subject_key.partition(":")
    rows = Invitation.objects.filter(is_anonymous=False).select_related("employment")
    row = rows.filter(pk=int(number)).first() if sort == "invitation" and number.isdecimal() else None
    if row is None or letter.about != row.employment.pseudonym:
        return
    for to in _told(row):
        _write(row, to, at=at)


def words_came_at(row: Invitation) -> datetime | None:
    """When somebody last answered a letter about this talk by mail; None where nobody did. One statement."""
    told = Letter.objects.filter(kind=WORDS_WAIT.code, subject_key=f"invitation:{row.pk}")
    return told.order_by("-pk").values_list("written_at", flat=True).first()


def mailbox() -> str:
    """The address that answers come to."""
    return settings.FRAMDRIFT_REPLY_TO or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _told(row: Invitation) -> list[Account]:
    listen = Role.objects.filter(kind=Role.Kind.INTERVIEWER, until=None).values("account")
    found = list(Account.objects.filter(pk__in=listen, company=None, is_active=True).order_by("pk"))
    return [one for one in found if one.pk == row.interviewer_id] or found


def _write(row: Invitation, to: Account, *, at: datetime) -> None:
    key = f"talk-words:{row.pk}:{to.pk}:{local_date(at, agency_zone())}"
    if Letter.objects.filter(key=key).exists():
        return
    with translation.override(to.language):
        label = _("To the talk")
    compose(
        kind=WORDS_WAIT,
        key=key,
        to=Reader(to.email, to.name, to.language, to.zone),
        values={"mailbox": mailbox()},
        at=at,
        action=(label, talk_page(row, to)),
        company_id=row.company_id,
        subject_key=f"invitation:{row.pk}",
    )
