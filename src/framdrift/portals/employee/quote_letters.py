"""The words of letters about a quote. None says what was said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

ASKED = LetterKind(
    code="talk_quote_asked",
    audience=Audience.EMPLOYEE,
    title=_("May something from a talk be retold?"),
    placeholders={"programme": _("the programme's name"), "days": _("how many days there are to answer")},
    required=frozenset({"days"}),
    shipped={
        "sv": Wording(
            "En fråga till dig",
            "Tack igen för att du var med i {programme}. Din samtalsledare skulle vilja återge en sak, med andra ord "
            "och utan ditt namn, i det som ditt företag får läsa. Det sker bara om du säger ja.\n\n{button}\n\n"
            "På sidan läser du orden och svarar: ja, ja med dina egna ord, eller nej. Vill du inte svara behöver du "
            "inte göra något: utan ditt ja inom {days} dagar återges ingenting.",
        ),
        "en": Wording(
            "A question for you",
            "Thank you again for taking part in {programme}. Your interviewer would like to retell one thing, in other "
            "words and without your name, in what your company gets to read. It is done only if you say yes."
            "\n\n{button}\n\n"
            "On the page you read the words and answer: yes, yes in words of your own, or no. If you would rather not "
            "answer, you need not do anything: without your yes within {days} days nothing is retold.",
        ),
    },
    manner=Manner.BUNDLED,
    answers_pass_by=True,
)

ALLOWED = LetterKind(
    code="talk_quote_allowed",
    audience=Audience.EMPLOYEE,
    title=_("Receipt for a yes to being retold"),
    placeholders={"programme": _("the programme's name")},
    required=frozenset(),
    shipped={
        "sv": Wording(
            "Ditt ja har kommit fram",
            "Tack. Du har sagt ja till att en sak återges, med andra ord och utan ditt namn. Två personer på byrån "
            "läser den en gång till, och sedan vilar den i ett dygn innan den lämnas vidare.\n\nVar det inte du, "
            "eller ändrar du dig? Fram till dess kan du ta tillbaka ditt ja:\n\n{button}",
        ),
        "en": Wording(
            "Your yes has arrived",
            "Thank you. You have said yes to one thing being retold, in other words and without your name. Two people "
            "at the agency read it once more, and then it rests for a day before it is passed on.\n\nWas it not you, "
            "or do you change your mind? Until then you can take your yes back:\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    answers_pass_by=True,
)

KINDS = (ASKED, ALLOWED)
