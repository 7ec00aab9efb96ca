"""The words of letters to referees. No subject names a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

_NAMES = {
    "person": _("the candidate's name"),
    "assignment": _("the assignment's title"),
    "who": _("who asks, at the agency"),
}

REQUEST = LetterKind(
    code="reference_request",
    audience=Audience.REFEREE,
    title=_("Request for a reference"),
    placeholders=_NAMES,
    required=frozenset({"person"}),
    shipped={
        "sv": Wording(
            "Vill du lämna en referens?",
            "{person} har angett dig som referens i en rekrytering till {assignment}.\n\n"
            "Det tar ungefär tio minuter i telefonen eller datorn, och det du skriver sparas medan du skriver. "
            "Först får du läsa vem som läser svaren och hur länge de sparas. Det är frivilligt, och du kan tacka nej "
            "på samma sida utan att säga varför.\n\n{button}\n\n"
            "Vill du hellre prata? Svara på brevet, så ringer {who}.",
        ),
        "en": Wording(
            "Would you give a reference?",
            "{person} has named you as a referee in a recruitment for {assignment}.\n\n"
            "It takes about ten minutes, on a phone or a computer, and is saved as you type. First you read who sees "
            "the answers and how long they are kept. It is voluntary, and you can say no on the same page without "
            "saying why.\n\n{button}\n\nWould you rather talk? Answer this letter, and {who} calls you.",
        ),
    },
    manner=Manner.DAYTIME,
)

THANKS = LetterKind(
    code="reference_thanks",
    audience=Audience.REFEREE,
    title=_("Thanks for a reference"),
    placeholders=_NAMES,
    required=frozenset({"person"}),
    shipped={
        "sv": Wording(
            "Tack för referensen",
            "Tack för att du tog dig tid att berätta om {person}.\n\n"
            "Till dess ett beslut är fattat kan du rätta det du skrev, eller ta tillbaka det:\n\n{button}",
        ),
        "en": Wording(
            "Thank you for the reference",
            "Thank you for taking the time to tell about {person}.\n\n"
            "Until a decision has been taken you can correct what you wrote, or take it back:\n\n{button}",
        ),
    },
    manner=Manner.DAYTIME,
)

NEW_LINK = LetterKind(
    code="reference_new_link",
    audience=Audience.REFEREE,
    title=_("A new link to the referee's page"),
    placeholders=_NAMES,
    required=frozenset(),
    shipped={
        "sv": Wording(
            "Din nya länk",
            "Här är en ny länk till sidan där du kan lämna din referens. Den gamla gäller inte längre.\n\n{button}\n\n"
            "Bad du inte om den? Då behöver du inte göra något.",
        ),
        "en": Wording(
            "Your new link",
            "Here is a new link to the page where you can give your reference. The old one no longer works."
            "\n\n{button}\n\nDid you not ask for it? Then you need not do anything.",
        ),
    },
    manner=Manner.AT_ONCE,
)

KINDS = (REQUEST, THANKS, NEW_LINK)
