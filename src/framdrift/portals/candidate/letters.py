"""The words of letters that answer what candidates do on their page, and of invitations to choose a time."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.code_letters import code_letter
from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

_ASSIGNMENT = {"assignment": _("the assignment's title")}
_TIME = {
    **_ASSIGNMENT,
    "step": _("the name of the step"),
    "time": _("day and time of the meeting, on the reader's clock"),
    "minutes": _("how long the meeting is"),
    "place": _("where it is held, where somebody wrote that"),
}
_TITLE = frozenset({"assignment"})

CODE = code_letter("candidate_code", Audience.CANDIDATE)

TIMES_OFFERED = LetterKind(
    code="candidate_times_offered",
    audience=Audience.CANDIDATE,
    title=_("Times to choose among"),
    placeholders={
        **_ASSIGNMENT,
        "step": _("the name of the step"),
        "times": _("the times, one on each line"),
        "answer_by": _("the day by which we hope for an answer"),
    },
    required=frozenset({"times"}),
    shipped={
        "sv": Wording(
            "Välj en tid: {assignment}",
            "Nu är det dags för {step}. De här tiderna finns:\n\n{times}\n\n{button}\n\n"
            "Välj gärna senast {answer_by}. Passar ingen av dem? Skriv det på samma sida, så hittar vi en annan.",
        ),
        "en": Wording(
            "Choose a time: {assignment}",
            "It is time for {step}. These times are open:\n\n{times}\n\n{button}\n\n"
            "Please choose by {answer_by}. Does none of them suit you? Say so on the same page, and we find another.",
        ),
    },
    manner=Manner.DAYTIME,
    subject_names=_TITLE,
)

TIME_SET = LetterKind(
    code="candidate_time_set",
    audience=Audience.CANDIDATE,
    title=_("A time is set"),
    placeholders=_TIME,
    required=frozenset({"time"}),
    shipped={
        "sv": Wording(
            "Din tid: {assignment}",
            "Tiden är bokad: {step}, {time} ({minutes}).\n\nPlats: {place}\n\n"
            "Kalenderfilen följer med. Vill du byta eller lämna tillbaka tiden gör du det här, utan att ange skäl:"
            "\n\n{button}",
        ),
        "en": Wording(
            "Your time: {assignment}",
            "The time is booked: {step}, {time} ({minutes}).\n\nPlace: {place}\n\n"
            "The calendar file is attached. To change or give back the time, no reason needed:\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=_TITLE,
)

TIME_MOVED = LetterKind(
    code="candidate_time_moved",
    audience=Audience.CANDIDATE,
    title=_("A time is moved"),
    placeholders={**_TIME, "before": _("when it was before")},
    required=frozenset({"time"}),
    shipped={
        "sv": Wording(
            "Ny tid: {assignment}",
            "{step} är flyttad till {time} ({minutes}).\n\nTidigare tid: {before}. Den gäller inte längre.\n\n"
            "Plats: {place}\n\nVill du byta igen gör du det här:\n\n{button}",
        ),
        "en": Wording(
            "New time: {assignment}",
            "{step} has moved to {time} ({minutes}).\n\nThe time before, {before}, no longer holds.\n\n"
            "Place: {place}\n\nTo change it again:\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=_TITLE,
)

TIME_CANCELLED = LetterKind(
    code="candidate_time_cancelled",
    audience=Audience.CANDIDATE,
    title=_("A time is cancelled"),
    placeholders={**_ASSIGNMENT, "step": _TIME["step"], "before": _("when it was before")},
    required=frozenset({"before"}),
    shipped={
        "sv": Wording(
            "Tiden är avbokad: {assignment}",
            "{step}, {before}, är avbokad. Du är fortfarande med i processen, och vi hittar en ny tid."
            "\n\n{button}\n\nVar det fel? Välj tiden igen på din sida, om den är kvar, eller skriv till oss.",
        ),
        "en": Wording(
            "The time is cancelled: {assignment}",
            "{step}, {before}, is cancelled. You are still in the process, and we will find a new time."
            "\n\n{button}\n\nWas it a mistake? Choose the time again on your page, if it is left, or write to us.",
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=_TITLE,
)

NEW_LINK = LetterKind(
    code="candidate_new_link",
    audience=Audience.CANDIDATE,
    title=_("A new link to the candidate's page"),
    placeholders=_ASSIGNMENT,
    required=frozenset({"assignment"}),
    shipped={
        "sv": Wording(
            "Din nya länk",
            "Här är en ny länk till din sida om {assignment}. Den gamla gäller inte längre.\n\n{button}\n\n"
            "Bad du inte om den? Då behöver du inte göra något.",
        ),
        "en": Wording(
            "Your new link",
            "Here is a new link to your page about {assignment}. The old one no longer works.\n\n{button}\n\n"
            "Did you not ask for it? Then you need not do anything.",
        ),
    },
    manner=Manner.AT_ONCE,
)

WITHDREW = LetterKind(
    code="candidate_withdrew",
    audience=Audience.CANDIDATE,
    title=_("Receipt for stepping out"),
    placeholders=_ASSIGNMENT,
    required=frozenset({"assignment"}),
    shipped={
        "sv": Wording(
            "Du har avstått: {assignment}",
            "Vi har noterat att du avstår från {assignment}. Tack för tiden du gav och för att du sa till.\n\n"
            "Ändrar du dig? Svara på det här brevet, så ser vi vad som går. Dina uppgifter sparas en tid enligt det "
            "som står på din sida, och där kan du be oss radera dem:\n\n{button}",
        ),
        "en": Wording(
            "You have stepped out: {assignment}",
            "We have noted that you step out of {assignment}. Thank you for your time, and for telling us.\n\n"
            "Have you changed your mind? Answer this letter, and we see what can be done. Your data are kept for a "
            "while as your page says, and there you can ask us to erase them:\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=_TITLE,
)

OFFER_ANSWERED = LetterKind(
    code="candidate_offer_answered",
    audience=Audience.CANDIDATE,
    title=_("Receipt for the answer to an offer"),
    placeholders={**_ASSIGNMENT, "answer": _("what was answered, as a sentence")},
    required=frozenset({"answer"}),
    shipped={
        "sv": Wording(
            "Ditt svar: {assignment}", "{answer}\n\nStämmer det inte? Hör av dig till oss i dag.\n\n{button}"
        ),
        "en": Wording("Your answer: {assignment}", "{answer}\n\nIs it not so? Get in touch with us today.\n\n{button}"),
    },
    manner=Manner.AT_ONCE,
    subject_names=_TITLE,
)

QUESTION_RECEIVED = LetterKind(
    code="candidate_question_received",
    audience=Audience.CANDIDATE,
    title=_("Receipt for a question"),
    placeholders={**_ASSIGNMENT, "answer_by": _("the day by which it is answered"), "who": _("who answers")},
    required=frozenset({"answer_by"}),
    shipped={
        "sv": Wording(
            "Vi har din fråga: {assignment}", "Din fråga har kommit fram. {who} svarar senast {answer_by}.\n\n{button}"
        ),
        "en": Wording(
            "We have your question: {assignment}",
            "Your question has arrived. {who} answers by {answer_by}.\n\n{button}",
        ),
    },
    manner=Manner.DAYTIME,
    subject_names=_TITLE,
)

ERASURE_ASKED = LetterKind(
    code="candidate_erasure_asked",
    audience=Audience.CANDIDATE,
    title=_("Receipt for a request for erasure"),
    placeholders={"answer_by": _("the day by which it is answered")},
    required=frozenset({"answer_by"}),
    shipped={
        "sv": Wording(
            "Din begäran om radering",
            "Vi har din begäran om att radera dina uppgifter. En människa svarar senast {answer_by}.\n\n"
            "Så länge någon kan rikta krav mot ett beslut i rekryteringen får vi spara det som behövs för att svara "
            "på kravet. Resten raderar vi.",
        ),
        "en": Wording(
            "Your request for erasure",
            "We have your request to erase your data. A person answers by {answer_by}.\n\n"
            "As long as a claim can be made about a decision in the recruitment, we may keep what is needed to "
            "answer the claim. The rest we erase.",
        ),
    },
    manner=Manner.AT_ONCE,
)

ERASURE_DENIED = LetterKind(
    code="candidate_erasure_denied",
    audience=Audience.CANDIDATE,
    title=_("Answer to a request for erasure: kept for now"),
    placeholders={"reason": _("why the data are kept for now")},
    required=frozenset({"reason"}),
    shipped={
        "sv": Wording(
            "Svar på din begäran om radering",
            "Vi har gått igenom din begäran. Vi behöver spara dina uppgifter ett tag till:\n\n{reason}\n\n"
            "Du kan klaga på det här hos Integritetsskyddsmyndigheten, imy.se.",
        ),
        "en": Wording(
            "Answer to your request for erasure",
            "We have considered your request. We need to keep your data for a while yet:\n\n{reason}\n\n"
            "You may complain about this to the Swedish Authority for Privacy Protection, imy.se.",
        ),
    },
    manner=Manner.AT_ONCE,
)

KINDS = (
    CODE, TIMES_OFFERED, TIME_SET, TIME_MOVED, TIME_CANCELLED, NEW_LINK, WITHDREW, OFFER_ANSWERED, QUESTION_RECEIVED,
    ERASURE_ASKED, ERASURE_DENIED,
)  # fmt: skip
