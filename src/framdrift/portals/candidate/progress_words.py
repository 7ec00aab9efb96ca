"""The words of letters that tell a candidate how it goes: a step further, an offer, a pause, an end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording
from framdrift.recruiting.kinds import ToldReason

_ASSIGNMENT = {"assignment": _("the assignment's title")}
_NEXT = {"next_news": _("the day by which the candidate hears next")}
_TITLE = frozenset({"assignment"})

MOVED = LetterKind(
    code="candidate_moved",
    audience=Audience.CANDIDATE,
    title=_("The candidate came to a new step"),
    placeholders={
        **_ASSIGNMENT,
        **_NEXT,
        "step": _("the name of the step"),
        "step_words": _("the step's public words"),
    },
    required=frozenset({"step", "next_news"}),
    shipped={
        "sv": Wording(
            "Det går framåt: {assignment}",
            "Nu har du kommit till steget {step}.\n\n{step_words}\n\n"
            "Du hör av oss senast {next_news}, också om inget har hänt.\n\n{button}\n\n"
            "Undrar du något? Svara på det här brevet.",
        ),
        "en": Wording(
            "It moves forward: {assignment}",
            "You have come to a new step: {step}.\n\n{step_words}\n\n"
            "You will hear from us by {next_news}, even if nothing has happened.\n\n{button}\n\n"
            "Is there anything you wonder about? Just answer this letter.",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

OFFER = LetterKind(
    code="candidate_offer",
    audience=Audience.CANDIDATE,
    title=_("There is an offer to answer"),
    placeholders={**_ASSIGNMENT, "answer_by": _("the day by which we hope for an answer")},
    required=frozenset({"answer_by"}),
    shipped={
        "sv": Wording(
            "Besked till dig: {assignment}",
            "Roliga nyheter: du får ett erbjudande om {assignment}.\n\n"
            "Läs igenom det i lugn och ro och fråga om allt du undrar. Vi ser fram emot ditt svar senast {answer_by}."
            "\n\n{button}\n\nBehöver du mer tid? Säg till, så ser vi vad som går.",
        ),
        "en": Wording(
            "News for you: {assignment}",
            "Good news: you have an offer for {assignment}.\n\n"
            "Take your time to read it, and ask about anything you wonder. We look forward to your answer by "
            "{answer_by}.\n\n{button}\n\nDo you need more time? Tell us, and we will see what can be done.",
        ),
    },
    manner=Manner.DAYTIME,
    subject_names=_TITLE,
)

PAUSED = LetterKind(
    code="candidate_paused",
    audience=Audience.CANDIDATE,
    title=_("The recruitment is paused"),
    placeholders=_ASSIGNMENT,
    required=frozenset({"assignment"}),
    shipped={
        "sv": Wording(
            "En paus: {assignment}",
            "Rekryteringen till {assignment} gör en paus. Det beror inte på dig, och du är fortfarande med.\n\n"
            "Vi hör av oss när den går vidare. Händer något annat för dig under tiden förstår vi det: "
            "säg gärna till, så planerar vi efter det.\n\n{button}",
        ),
        "en": Wording(
            "A pause: {assignment}",
            "The recruitment for {assignment} is taking a pause. It has nothing to do with you, and you are still in "
            "it.\n\nWe will write when it goes on. If something else comes up for you meanwhile, we understand: "
            "do tell us, and we will plan around it.\n\n{button}",
        ),
    },
    manner=Manner.DAYTIME,
    subject_names=_TITLE,
)

RESUMED = LetterKind(
    code="candidate_resumed",
    audience=Audience.CANDIDATE,
    title=_("The recruitment goes on after a pause"),
    placeholders={**_ASSIGNMENT, **_NEXT},
    required=frozenset({"assignment", "next_news"}),
    shipped={
        "sv": Wording(
            "Nu går det vidare: {assignment}",
            "Pausen är över och rekryteringen till {assignment} går vidare. Tack för ditt tålamod.\n\n"
            "Du hör av oss senast {next_news}.\n\n{button}",
        ),
        "en": Wording(
            "It goes on: {assignment}",
            "The pause is over and the recruitment for {assignment} goes on. Thank you for your patience.\n\n"
            "You will hear from us by {next_news}.\n\n{button}",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

CLOSED = LetterKind(
    code="candidate_closed",
    audience=Audience.CANDIDATE,
    title=_("The recruitment has ended"),
    placeholders=_ASSIGNMENT,
    required=frozenset({"assignment"}),
    shipped={
        "sv": Wording(
            "Besked om {assignment}",
            "Rekryteringen till {assignment} har avslutats, och vi går inte vidare med fler samtal. "
            "Det är inget betyg på dig.\n\nTack för din tid och ditt intresse. Det vi vet om dig ser du på din sida, "
            "och du bestämmer själv om vi får höra av oss igen.\n\n{button}",
        ),
        "en": Wording(
            "News about {assignment}",
            "The recruitment for {assignment} has ended, and there will be no more talks. "
            "It is no verdict on you.\n\nThank you for your time and interest. Your page shows what we know about "
            "you, and it is for you to say whether we may be in touch again.\n\n{button}",
        ),
    },
    manner=Manner.HELD,
    subject_names=_TITLE,
)

DECLINED = LetterKind(
    code="candidate_declined",
    audience=Audience.CANDIDATE,
    title=_("We do not go on with the candidate"),
    placeholders={**_ASSIGNMENT, "why": _("the reason, as a sentence, where one can be told")},
    required=frozenset({"assignment"}),
    shipped={
        "sv": Wording(
            "Besked om {assignment}",
            "Tack för den tid du har gett oss. Vi har valt att inte gå vidare med dig i rekryteringen till "
            "{assignment}.\n\n{why}\n\n"
            "Det kan vara ett tråkigt besked att få. Vill du veta mer om hur vi tänkte, svara på det här brevet "
            "så berättar jag.\n\n{button}",
        ),
        "en": Wording(
            "News about {assignment}",
            "Thank you for the time you have given us. We have chosen not to go on with you in the recruitment for "
            "{assignment}.\n\n{why}\n\n"
            "This may be disappointing news. If you would like to know more about how we thought, answer this letter "
            "and I will tell you.\n\n{button}",
        ),
    },
    manner=Manner.HELD,
    subject_names=_TITLE,
)

WHY = {
    ToldReason.OTHER_CHOSEN: {
        "sv": "En annan kandidats erfarenhet låg närmare det som uppdraget behöver just nu.",
        "en": "Another candidate's experience was closer to what the role needs right now.",
    },
    ToldReason.REQUIREMENTS: {
        "sv": "Den här gången låg kraven på ett annat håll än din erfarenhet.",
        "en": "This time the requirements pointed in another direction than your experience.",
    },
    ToldReason.POSITION_WITHDRAWN: {
        "sv": "Tjänsten ska inte längre tillsättas.",
        "en": "The position will no longer be filled.",
    },
}
"""The reasons that can be told in one kind sentence; the others are told by a person."""

KINDS = (MOVED, OFFER, PAUSED, RESUMED, CLOSED, DECLINED)
