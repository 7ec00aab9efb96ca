"""The words of letters to employees and leavers. No subject names a person; every letter says that it is voluntary."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

_NAMES = {
    "programme": _("the programme's name"),
    "company": _("the company's name"),
    "promise": _("what the level of confidentiality promises, in one sentence"),
    "readers": _("who reads what is said"),
    "size": _("the promise about small groups"),
    "limits": _("what cannot be kept confidential, and that it is voluntary"),
    "holder": _("who holds the talk"),
    "minutes": _("how many minutes it takes"),
    "until": _("the last day"),
    "contact": _("whom to ask"),
    "since": _("what has been done since last time that everybody may read; nothing before the second round"),
}
_EVERY_TALK = frozenset({"promise", "readers", "size", "limits", "until", "contact"})

INVITATION = LetterKind(
    code="talk_invitation",
    audience=Audience.EMPLOYEE,
    title=_("Invitation to a talk"),
    placeholders=_NAMES,
    required=_EVERY_TALK,
    shipped={
        "sv": Wording(
            "Vill du prata med oss?",
            "{company} bjuder in dig till {programme}. Det handlar om hur du har det, vad som gör att du vill vara "
            "kvar och vad som kunde vara bättre, och tar ungefär {minutes} minuter. {holder}\n\n"
            "Det här har hänt sedan sist, för att någon berättade: {since}\n\n"
            "Det viktigaste först: {promise} {readers} {size}\n\n"
            "{limits}\n\n{button}\n\n"
            "På sidan läser du mer i lugn och ro, ser frågorna i förväg, väljer en tid eller skriver dina svar. Där "
            "kan du också tacka nej, utan att säga varför: din chef får inte veta det. Det går bra till och med "
            "{until}.\n\nFrågor? Vänd dig till {contact}.",
        ),
        "en": Wording(
            "Would you like to talk with us?",
            "{company} invites you to {programme}. It is about how things are for you, what makes you want to stay and "
            "what could be better, and takes about {minutes} minutes. {holder}\n\n"
            "This has been done since last time, because people told: {since}\n\n"
            "The most important thing first: {promise} {readers} {size}\n\n"
            "{limits}\n\n{button}\n\n"
            "On the page you read more in peace, see the questions beforehand, pick a time or write your answers. You "
            "can also say no there, without saying why: your manager is not told. It is open until {until}.\n\n"
            "Questions? Turn to {contact}.",
        ),
    },
    manner=Manner.DAYTIME,
    answers_pass_by=True,
)

LEAVER_INVITATION = LetterKind(
    code="leaver_invitation",
    audience=Audience.EMPLOYEE,
    title=_("Invitation to an exit interview or an echo call"),
    placeholders=_NAMES,
    required=_EVERY_TALK,
    shipped={
        "sv": Wording(
            "Vill du berätta hur det var?",
            "Du har valt att gå vidare, och det respekterar vi. {company} vill gärna förstå vägen dit, och vad vi "
            "borde vara rädda om för dem som är kvar. Därför bjuder vi in dig till {programme}, ungefär {minutes} "
            "minuter. {holder}\n\n"
            "Det viktigaste först: {promise} {readers} {size}\n\n"
            "{limits}\n\n{button}\n\n"
            "På sidan ser du frågorna i förväg, väljer en tid eller skriver dina svar. Du kan tacka nej där, utan att "
            "säga varför, och det påverkar varken referenser eller betyg. Det går bra till och med {until}.\n\n"
            "Frågor? Vänd dig till {contact}.",
        ),
        "en": Wording(
            "Would you tell us how it was?",
            "You have chosen to move on, and we respect that. {company} would like to understand the way there, and "
            "what we should take good care of for those who stay. So we invite you to {programme}, about {minutes} "
            "minutes. {holder}\n\n"
            "The most important thing first: {promise} {readers} {size}\n\n"
            "{limits}\n\n{button}\n\n"
            "On the page you see the questions beforehand, pick a time or write your answers. You can say no there, "
            "without saying why, and it affects neither references nor certificates. It is open until {until}.\n\n"
            "Questions? Turn to {contact}.",
        ),
    },
    manner=Manner.DAYTIME,
    answers_pass_by=True,
)

ANONYMOUS_INVITATION = LetterKind(
    code="anonymous_invitation",
    audience=Audience.EMPLOYEE,
    title=_("Invitation to answer anonymously"),
    placeholders=_NAMES,
    required=_EVERY_TALK,
    shipped={
        "sv": Wording(
            "Berätta anonymt hur du har det",
            "{company} vill veta hur du har det, vad som gör att du vill vara kvar och vad som kunde vara bättre. Du "
            "svarar skriftligt, på en sida som bara du har länken till.\n\n"
            "Det här har hänt sedan sist, för att någon berättade: {since}\n\n"
            "{promise} {readers} {size}\n\n"
            "{limits}\n\n{button}\n\n"
            "Länken kan användas en gång. Vi sparar inte vem som har fått vilken länk, och skicka därför inte brevet "
            "vidare. När du börjar svara får du ett kvitto: med det kan du ändra eller ta bort ditt svar till och med "
            "{until}.\n\n"
            "Frågor? Vänd dig till {contact}.",
        ),
        "en": Wording(
            "Tell us anonymously how things are",
            "{company} wants to know how things are for you, what makes you want to stay and what could be better. You "
            "answer in writing, on a page that only you have the link to.\n\n"
            "This has been done since last time, because people told: {since}\n\n"
            "{promise} {readers} {size}\n\n"
            "{limits}\n\n{button}\n\n"
            "The link can be used once. We do not keep who got which link, so do not pass this letter on. When you "
            "begin to answer you get a receipt: with it you can change or remove your answer until {until}.\n\n"
            "Questions? Turn to {contact}.",
        ),
    },
    manner=Manner.DAYTIME,
    is_secret=True,
    is_untraced=True,
)

REMINDER = LetterKind(
    code="talk_reminder",
    audience=Audience.EMPLOYEE,
    title=_("Reminder of a talk, once"),
    placeholders=_NAMES,
    required=frozenset({"until"}),
    shipped={
        "sv": Wording(
            "Vill du fortfarande prata?",
            "För en tid sedan bjöd vi in dig till {programme}. Det går bra till och med {until}.\n\n{button}\n\n"
            "Vill du inte, så behöver du inte göra något. Det här är den enda påminnelsen, den skickas av systemet, "
            "och ingen hos din arbetsgivare ser vem som får den.",
        ),
        "en": Wording(
            "Would you still like to talk?",
            "Some time ago we invited you to {programme}. It is open until {until}.\n\n{button}\n\n"
            "If you would rather not, you need not do anything. This is the only reminder, it is sent by the system, "
            "and nobody at your employer sees who gets it.",
        ),
    },
    manner=Manner.DAYTIME,
    answers_pass_by=True,
)

ANONYMOUS_REMINDER = LetterKind(
    code="anonymous_reminder",
    audience=Audience.EMPLOYEE,
    title=_("Reminder at level D, to everybody"),
    placeholders=_NAMES,
    required=frozenset({"until"}),
    shipped={
        "sv": Wording(
            "En påminnelse till alla",
            "Frågorna från {company} går att besvara till och med {until}. Länken finns i det första brevet.\n\n"
            "Det här går till alla, eftersom ingen vet vem som har svarat. Har du redan svarat: tack. Vill du inte: då "
            "behöver du inte göra något.",
        ),
        "en": Wording(
            "A reminder to everybody",
            "The questions from {company} can be answered until {until}. The link is in the first letter.\n\n"
            "This goes to everybody, since nobody knows who has answered. If you have answered already: thank you. If "
            "you would rather not: you need not do anything.",
        ),
    },
    manner=Manner.DAYTIME,
    is_untraced=True,
)

_TIME_NAMES = {
    "programme": _("the programme's name"),
    "time": _("the day and time, in the reader's own zone"),
    "place": _("where the talk is, or the link or number"),
    "holder": _("who holds the talk"),
}

TIMES_OFFERED = LetterKind(
    code="talk_times",
    audience=Audience.EMPLOYEE,
    title=_("Times offered for a talk"),
    placeholders=_TIME_NAMES,
    required=frozenset({"programme"}),
    shipped={
        "sv": Wording(
            "Välj en tid som passar",
            "Nu finns det tider att välja bland för {programme}. Passar ingen av dem säger du det på "
            "sidan.\n\n{button}",
        ),
        "en": Wording(
            "Pick a time that suits you",
            "There are times to pick among now for {programme}. If none suits you, say so on the page.\n\n{button}",
        ),
    },
    manner=Manner.BUNDLED,
    answers_pass_by=True,
)

TIME_AGREED = LetterKind(
    code="talk_time",
    audience=Audience.EMPLOYEE,
    title=_("The time of a talk"),
    placeholders=_TIME_NAMES,
    required=frozenset({"time"}),
    shipped={
        "sv": Wording(
            "Vår tid för samtalet",
            "Vi ses {time}.\n\nVar: {place}\n\nDu samtalar med {holder}.\n\n{button}\n\n"
            "Vill du byta tid eller avstå gör du det på samma sida, när du vill.",
        ),
        "en": Wording(
            "Our time for the talk",
            "We meet {time}.\n\nWhere: {place}\n\nYou talk with {holder}.\n\n{button}\n\n"
            "If you want another time, or would rather not, say so on the same page whenever you like.",
        ),
    },
    manner=Manner.AT_ONCE,
    answers_pass_by=True,
)

TIME_DROPPED = LetterKind(
    code="talk_time_dropped",
    audience=Audience.EMPLOYEE,
    title=_("A talk's time no longer holds"),
    placeholders=_TIME_NAMES,
    required=frozenset({"programme"}),
    shipped={
        "sv": Wording(
            "Tiden för samtalet gäller inte längre",
            "Den tid vi hade för {programme} gäller inte längre. På din sida kan du se nya tider, eller skriva dina "
            "svar i stället.\n\n{button}",
        ),
        "en": Wording(
            "The time of the talk no longer holds",
            "The time we had for {programme} no longer holds. On your page you can see new times, or write your "
            "answers instead.\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    answers_pass_by=True,
)

TIME_GIVEN_BACK = LetterKind(
    code="talk_time_given_back",
    audience=Audience.EMPLOYEE,
    title=_("A talk's time is taken out of the calendar of who said no"),
    placeholders=_TIME_NAMES,
    required=frozenset({"programme"}),
    shipped={
        "sv": Wording(
            "Tiden är borttagen",
            "Tiden vi hade för {programme} är borttagen, och filen i det här brevet tar bort den ur din kalender. Du "
            "behöver inte göra något mer, och ingen frågar varför.\n\n"
            "Ändrar du dig finns din sida kvar så länge samtalen pågår.\n\n{button}",
        ),
        "en": Wording(
            "The time has been taken away",
            "The time we had for {programme} has been taken away, and the file in this letter takes it out of your "
            "calendar. There is nothing more for you to do, and nobody asks why.\n\n"
            "If you change your mind, your page is there for as long as the talks go on.\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    answers_pass_by=True,
)

KINDS = (
    INVITATION,
    LEAVER_INVITATION,
    ANONYMOUS_INVITATION,
    REMINDER,
    ANONYMOUS_REMINDER,
    TIMES_OFFERED,
    TIME_AGREED,
    TIME_DROPPED,
    TIME_GIVEN_BACK,
)
