"""The words of letters about a person's own record. None says what was said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.code_letters import code_letter
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

_PROGRAMME = {"programme": _("the programme's name")}

CODE = code_letter("talk_code", Audience.EMPLOYEE)

RECORD_READY = LetterKind(
    code="talk_record_ready",
    audience=Audience.EMPLOYEE,
    title=_("The record of a talk is there to read"),
    placeholders={**_PROGRAMME, "readers": _("who reads what is said")},
    required=frozenset({"readers"}),
    shipped={
        "sv": Wording(
            "Läs igenom vad du sa",
            "Tack för samtalet. Nu finns anteckningen för dig att läsa, rätta och godkänna.\n\n{readers} "
            "Ingenting lämnas vidare innan du har godkänt det.\n\n{button}",
        ),
        "en": Wording(
            "Read through what you said",
            "Thank you for the talk. The record is there for you to read, correct and approve.\n\n{readers} "
            "Nothing is passed on before you have approved it.\n\n{button}",
        ),
    },
    manner=Manner.DAYTIME,
    answers_pass_by=True,
)

APPROVED = LetterKind(
    code="talk_record_approved",
    audience=Audience.EMPLOYEE,
    title=_("Receipt for an approved record"),
    placeholders={**_PROGRAMME, "readers": _("who reads what is said")},
    required=frozenset({"readers"}),
    shipped={
        "sv": Wording(
            "Du har godkänt anteckningen",
            "Tack. Du har godkänt anteckningen. {readers}\n\nVar det inte du, eller har du ändrat dig? På din sida kan "
            "du ta tillbaka godkännandet, lägga till något eller ta tillbaka allt, till dess omgången stängs:"
            "\n\n{button}",
        ),
        "en": Wording(
            "You have approved the record",
            "Thank you. You have approved the record. {readers}\n\nWas it not you, or have you changed your mind? On "
            "your page you can take the approval back, add something, or take everything back, until the round closes:"
            "\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    answers_pass_by=True,
)

DECLINED = LetterKind(  # nothing but the words tells that it was a no, and they are wiped when it has gone
    code="talk_answer_noted",
    audience=Audience.EMPLOYEE,
    title=_("Receipt for an answer to an invitation"),
    placeholders=_PROGRAMME,
    required=frozenset({"programme"}),
    shipped={
        "sv": Wording(
            "Ditt svar har kommit fram",
            "Du har tackat nej till {programme}. Det är helt i sin ordning: din chef får inte veta det, och vi frågar "
            "inte varför. Vi hör inte av oss igen om det här.\n\nVar det inte du, eller ändrar du dig?\n\n{button}",
        ),
        "en": Wording(
            "Your answer has arrived",
            "You have said no to {programme}. That is quite all right: your manager is not told, and we do not ask "
            "why. We will not write about this again.\n\nWas it not you, or do you change your mind?\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    is_secret=True,
)

NEW_LINK = LetterKind(
    code="talk_new_link",
    audience=Audience.EMPLOYEE,
    title=_("A new link to the page of a talk"),
    placeholders=_PROGRAMME,
    required=frozenset({"programme"}),
    shipped={
        "sv": Wording(
            "Din nya länk",
            "Här är en ny länk till din sida om {programme}.\n\n{button}\n\n"
            "Bad du inte om den? Då behöver du inte göra något.",
        ),
        "en": Wording(
            "Your new link",
            "Here is a new link to your page about {programme}.\n\n{button}\n\n"
            "Did you not ask for it? Then you need not do anything.",
        ),
    },
    manner=Manner.AT_ONCE,
    answers_pass_by=True,
)

KINDS = (CODE, RECORD_READY, APPROVED, DECLINED, NEW_LINK)
