"""The words of letters to a client's people: what waits on them, what they decided, what they asked and is answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from framdrift.foundation.letter_kinds import Audience, LetterKind, Manner, Wording

_ASSIGNMENT = {"assignment": _("the assignment's title")}
_ABOUT = {**_ASSIGNMENT, "candidate": _("the candidate, as the company knows them")}
_TITLE = frozenset({"assignment"})

BALL = LetterKind(
    code="client_ball",
    audience=Audience.CLIENT,
    title=_("Something waits on you"),
    placeholders={
        **_ASSIGNMENT,
        "what": _("what waits, in a few words"),
        "until": _("the day by which an answer was agreed"),
        "minutes": _("how long it takes, about"),
        "why": _("what a colleague wrote who passed it on"),
    },
    required=frozenset({"what", "until"}),
    shipped={
        "sv": Wording(
            "Din tur: {assignment}",
            "{what}. Ni kom överens om svar senast {until}; det tar ungefär {minutes}.\n\n{button}\n\n"
            "Din kollega skriver: {why}",
        ),
        "en": Wording(
            "Your turn: {assignment}",
            "{what}. An answer was agreed by {until}; it takes about {minutes}.\n\n{button}\n\n"
            "Your colleague writes: {why}",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

SCORECARD = LetterKind(
    code="client_scorecard",
    audience=Audience.CLIENT,
    title=_("An assessment is asked for"),
    placeholders={
        **_ABOUT,
        "step": _("the name of the step"),
        "until": _("the day by which an answer was agreed"),
        "minutes": _("how long it takes, about"),
    },
    required=frozenset({"candidate", "until"}),
    shipped={
        "sv": Wording(
            "En bedömning: {assignment}",
            "Du har träffat {candidate}. Vad såg du? Ett till fem på varje krav, och några ord om vad du såg: ungefär "
            "{minutes}, gärna medan det är färskt och senast {until}.\n\n{button}\n\n"
            "Din egen bild först. De andras öppnas för dig när din är inne.",
        ),
        "en": Wording(
            "An assessment: {assignment}",
            "You have met {candidate}. What did you see? One to five on each requirement and a few words on what you "
            "saw: about {minutes}, best while it is fresh, and by {until}.\n\n{button}\n\n"
            "Your own view first. The others' open to you when yours is in.",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

PRESENTED = LetterKind(
    code="client_presented",
    audience=Audience.CLIENT,
    title=_("Candidates are presented"),
    placeholders={**_ASSIGNMENT, "count": _("how many candidates"), "consultant": _("the consultant's name")},
    required=frozenset({"count"}),
    shipped={
        "sv": Wording(
            "Kandidater att läsa om: {assignment}",
            "{consultant} presenterar {count} för er. Läs i lugn och ro; allt finns på din sida.\n\n{button}\n\n"
            "Uppgifterna är lämnade i förtroende: dela dem bara med dem som är med i rekryteringen.",
        ),
        "en": Wording(
            "Candidates to read about: {assignment}",
            "{consultant} presents {count} to you. Read them in peace; everything is on your page.\n\n{button}\n\n"
            "What is told is told in confidence: share it only with those who take part in the recruitment.",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

DECIDED = LetterKind(
    code="client_decided",
    audience=Audience.CLIENT,
    title=_("Receipt for a decision"),
    placeholders={
        **_ABOUT,
        "verdict": _("what was decided"),
        "reason": _("the reason that was written"),
        "early": _("why it was decided before everything was in"),
        "known": _("what was known when it was decided"),
        "until": _("until when it can be taken back"),
        "next": _("what happens next"),
    },
    required=frozenset({"verdict", "candidate"}),
    shipped={
        "sv": Wording(
            "Ditt beslut är noterat: {assignment}",
            "{candidate}: {verdict}.\n\nDitt skäl: {reason}\n\nVarför före allt underlag: {early}\n\n"
            "Då var känt: {known}.\n\n{next}\n\nDu kan ta tillbaka beslutet till {until}.\n\n{button}",
        ),
        "en": Wording(
            "Your decision is recorded: {assignment}",
            "{candidate}: {verdict}.\n\nYour reason: {reason}\n\nWhy before everything was in: {early}\n\n"
            "Known then: {known}.\n\n{next}\n\nYou can take the decision back until {until}.\n\n{button}",
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=_TITLE,
)

ANSWERED = LetterKind(
    code="client_answered",
    audience=Audience.CLIENT,
    title=_("What you asked is answered"),
    placeholders={
        **_ABOUT,
        "question": _("what was asked"),
        "answer": _("what the agency answered"),
        "until": _("the day by which an answer was agreed"),
    },
    required=frozenset({"answer"}),
    shipped={
        "sv": Wording(
            "Svar på det du undrade: {assignment}",
            "Du ville veta mer om {candidate}:\n\n{question}\n\nSvaret:\n\n{answer}\n\n"
            "Nu är beslutet ditt igen, senast {until}.\n\n{button}",
        ),
        "en": Wording(
            "An answer to what you asked: {assignment}",
            "You wanted to know more about {candidate}:\n\n{question}\n\nThe answer:\n\n{answer}\n\n"
            "The decision is yours again, by {until}.\n\n{button}",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

DEBRIEF = LetterKind(
    code="client_debrief",
    audience=Audience.CLIENT,
    title=_("All assessments are in"),
    placeholders={**_ABOUT, "apart": _("the requirements on which views differ most")},
    required=frozenset({"candidate"}),
    shipped={
        "sv": Wording(
            "Alla bedömningar är inne: {assignment}",
            "Alla som träffade {candidate} har gett sin bild, och nu kan ni läsa varandras.\n\n"
            "Längst isär ligger ni om: {apart}. Börja där när ni talas vid.\n\n{button}\n\n"
            "Ändrar du dig efter samtalet sparas båda bedömningarna.",
        ),
        "en": Wording(
            "All assessments are in: {assignment}",
            "Everybody who met {candidate} has given their view, and now you can read each other's.\n\n"
            "You are furthest apart on: {apart}. Begin there when you talk.\n\n{button}\n\n"
            "If you change your mind afterwards, both assessments are kept.",
        ),
    },
    manner=Manner.BUNDLED,
    subject_names=_TITLE,
)

KINDS = (BALL, SCORECARD, PRESENTED, DECIDED, ANSWERED, DEBRIEF)
