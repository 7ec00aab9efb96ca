"""Words of letters that a consultant's day leads to: news to a candidate, reminders to whom the ball lies with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

NEWS = LetterKind(
    code="news",
    audience=Audience.CANDIDATE,
    title=_("News from the consultant"),
    placeholders={
        "text": _("what the consultant wrote"),
        "assignment": _("the assignment's title"),
        "next_news": _("the day by which the candidate hears next"),
    },
    required=frozenset({"text"}),
    shipped={
        "sv": Wording("Så går det: {assignment}", "{text}\n\nDu hör av oss igen senast {next_news}."),
        "en": Wording("Where we are: {assignment}", "{text}\n\nYou will hear from us again by {next_news}."),
    },
    manner=Manner.BUNDLED,
    subject_names=frozenset({"assignment"}),
)

REMINDER = LetterKind(
    code="reminder",
    audience=Audience.CLIENT,
    title=_("Reminder to a client's person"),
    placeholders={
        "text": _("what waits for the reader"),
        "assignment": _("the assignment's title"),
    },
    required=frozenset({"text"}),
    shipped={
        "sv": Wording("Det här väntar på dig: {assignment}", "{text}\n\n{button}"),
        "en": Wording("This waits for you: {assignment}", "{text}\n\n{button}"),
    },
    manner=Manner.BUNDLED,
    subject_names=frozenset({"assignment"}),
)

KINDS = (NEWS, REMINDER)
