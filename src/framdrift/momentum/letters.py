"""The words of letters that the work of a day leads to: news, reminders, and the client's week."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

_ASSIGNMENT = {"assignment": _("the assignment's title")}
_TITLE = frozenset({"assignment"})

NEWS = LetterKind(
    code="news",
    audience=Audience.CANDIDATE,
    title=_("News from the consultant"),
    placeholders={
        **_ASSIGNMENT,
        "text": _("what the consultant wrote, or what can be told of the next days"),
        "next_news": _("the day by which the candidate hears next"),
    },
    required=frozenset({"text", "next_news"}),
    shipped={
        "sv": Wording(
            "Så går det: {assignment}",
            "{text}\n\nDu hör av oss igen senast {next_news}, också om inget har hänt.\n\n{button}",
        ),
        "en": Wording(
            "How it goes: {assignment}",
            "{text}\n\nYou will hear from us again by {next_news}, even if nothing has happened.\n\n{button}",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

REMINDER = LetterKind(
    code="reminder",
    audience=Audience.CLIENT,
    title=_("Reminder from the consultant"),
    placeholders={**_ASSIGNMENT, "text": _("what the consultant wrote about what waits")},
    required=frozenset({"text"}),
    shipped={
        "sv": Wording("Det här väntar på dig: {assignment}", "{text}\n\n{button}"),
        "en": Wording("What waits for you: {assignment}", "{text}\n\n{button}"),
    },
    manner=Manner.DAYTIME,
    subject_names=_TITLE,
)

NUDGE = LetterKind(
    code="nudge",
    audience=Audience.CLIENT,
    title=_("Reminder that goes by itself to whom the ball lies with"),
    placeholders={
        **_ASSIGNMENT,
        "what": _("what waits, in one sentence"),
        "due": _("the day by which it was to be done"),
        "minutes": _("about how long it takes"),
    },
    required=frozenset({"what", "due"}),
    shipped={
        "sv": Wording(
            "Det här väntar på dig: {assignment}",
            "{what}\n\nDet skulle vara klart {due} och tar ungefär {minutes}.\n\n{button}\n\n"
            "Passar det inte nu? Svara med en dag som går bättre, så planerar jag efter den.",
        ),
        "en": Wording(
            "What waits for you: {assignment}",
            "{what}\n\nIt was to be done by {due}, and takes about {minutes}.\n\n{button}\n\n"
            "Not a good time? Answer with a day that suits you better, and I will plan around it.",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

WEEKLY = LetterKind(
    code="weekly",
    audience=Audience.CLIENT,
    title=_("The week, to a client's person"),
    placeholders={"text": _("the week's numbers, one part for each assignment")},
    required=frozenset({"text"}),
    shipped={
        "sv": Wording(
            "Veckan som gick",
            "Så här har veckan varit i era rekryteringar.\n\n{text}\n\n{button}\n\nTrevlig helg!\n\n"
            "Vill du inte ha veckobrevet? Svara så, eller stäng av det på din sida.",
        ),
        "en": Wording(
            "The week that was",
            "This is how the week has been in your recruitments.\n\n{text}\n\n{button}\n\nHave a good weekend!\n\n"
            "Do you not want the weekly letter? Answer and say so, or turn it off on your page.",
        ),
    },
    manner=Manner.DAYTIME,
)

KINDS = (NEWS, REMINDER, NUDGE, WEEKLY)
