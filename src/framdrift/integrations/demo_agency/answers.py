"""What people outside wrote back: answers on timelines, one nobody could sort, and a letter that came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from framdrift.foundation import letter_decisions
from framdrift.foundation.models import Letter
from framdrift.momentum.letters import NEWS
from framdrift.organisations.access import SYSTEM, SYSTEM_PSEUDONYM, Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.kinds import MessageChannel, MessageKind, Unsorted
from framdrift.recruiting.queries.messages import NOWHERE, OUTSIDE, Belonging, place_of, sender_with

_THANKS = {
    "sv": "Tack för beskedet. Det går bra att ringa mig efter 16 om det är något mer ni behöver.",
    "en": "Thank you for letting me know. You can call me after 16 if there is anything else that you need.",
}
_WHEN = {
    "sv": "Hej! Är det bestämt om samtalet blir på plats eller digitalt? Jag behöver boka tåg i så fall.",
    "en": "Hello! Do you know yet whether we meet on site or by video? I would need to book a train.",
}
_LATER = {
    "sv": "Jag sitter i budgetarbete till i morgon eftermiddag. Ni får mitt svar i övermorgon före lunch.",
    "en": "I am in budget work until tomorrow afternoon. You will have my answer before lunch the day after.",
}
_ELSEWHERE = {
    "sv": "Hej, jag svarar från min privata adress eftersom jobbets inte går att läsa hemifrån. Jag är intresserad.",
    "en": "Hello, I answer from my private address, since I cannot read the one at work from home. I am interested.",
}
_ANSWER = {"sv": "Sv", "en": "Re"}
_NO_MAILBOX = "550 5.1.1 The email account that you tried to reach does not exist"


def answer_some_letters(*, now: datetime) -> int:
    """A few letters are answered just now, and one comes back; how many. Fewer where fewer letters have gone."""
    sent = Letter.objects.filter(state=Letter.State.SENT).order_by("-pk")
    to_candidates = list(_one_for_each_reader(sent.filter(kind=NEWS.code)))
    to_clients = list(_one_for_each_reader(sent.filter(subject_key__startswith="candidacy:", kind="client_ball")))
    answers = [(letter, words) for letter, words in zip(to_candidates, (_WHEN, _THANKS), strict=False)]
    answers += [(letter, _LATER) for letter in to_clients[:1]]
    for letter, words in answers:
        _receive(letter, words, place=place_of(letter), by=sender_with(letter.to_email, about=letter.about), at=now)
    for letter in to_candidates[2:3]:
        _receive(letter, _ELSEWHERE, place=NOWHERE, by=OUTSIDE, email="hemma@people.example", at=now)
    for letter in to_candidates[3:4]:
        _come_back(letter, at=now)
    return len(answers) + len(to_candidates[2:4])


def _one_for_each_reader(letters: QuerySet[Letter]) -> list[Letter]:
    """The latest letter to each reader, the latest first."""
    found: dict[str, Letter] = {}
    for letter in letters:
        found.setdefault(letter.to_email, letter)
    return list(found.values())


def _receive(
    letter: Letter, words: Mapping[str, str], *, place: Belonging, by: Viewer, at: datetime, email: str = ""
) -> None:
    writing = actions.Writing(
        text=words[letter.language],
        subject=f"{_ANSWER[letter.language]}: {letter.subject}",
        quoted=letter.body_text,
        key=f"demo-answer:{letter.pk}",
        name=letter.to_name,
        email=email or letter.to_email,
        letter_id=letter.pk,
        channel=MessageChannel.MAIL,
    )
    actions.receive_message(
        writing=writing,
        candidacy=place.candidacy,
        assignment=place.assignment,
        why_unsorted=None if place.assignment else Unsorted.OTHER_SENDER,
        by=by,
        at=at,
    )


def _come_back(letter: Letter, *, at: datetime) -> None:
    letter_decisions.came_back(letter.pk, reason=_NO_MAILBOX, by=SYSTEM_PSEUDONYM, at=at)
    place = place_of(letter)
    writing = actions.Writing(
        text=_NO_MAILBOX,
        subject=letter.subject,
        key=f"demo-bounce:{letter.pk}",
        name=letter.to_name,
        email=letter.to_email,
        letter_id=letter.pk,
        kind=MessageKind.BOUNCE,
        channel=MessageChannel.MAIL,
    )
    actions.receive_message(writing=writing, candidacy=place.candidacy, assignment=place.assignment, by=SYSTEM, at=at)
