"""What a client was told and asked about a person is that person's data too, and stands in the export."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

from framdrift.foundation.models import Letter
from framdrift.momentum.actions import send_news
from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.actions import Writing, receive_message
from framdrift.recruiting.actions.advice import give_advice
from framdrift.recruiting.models import Candidacy
from tests.portals.outside import Clock, Outsider


def test_advice_to_the_client_is_shown_when_it_is_over(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    give_advice(candidacy=at_interview, text="Anställ henne.", by=ada, at=clock.now)
    seen = []
    for is_over in (False, True):
        if is_over:
            actions.end_candidacy(
                candidacy=at_interview, status="withdrew", told_reason="pay", told_by_side="candidate",
                by=ada, at=clock.now,
            )  # fmt: skip
        clock.ahead(minutes=2)
        lea.post("data/", sure="on")
        lea.confirm("data")
        seen.append("Anställ henne." in lea.get("data/"))
    assert seen == [False, True]
    assert json.loads(lea.get("data/file/"))["recruitments"][0]["told_to_the_client"] == ["Anställ henne."]


_CODES = {"kind", "status", "source", "what", "answer", "by", "verdict", "reason_of_end", "language", "zone"}
"""Fields that the page says in words, or the reader chose themselves; days and instants are written as words too."""


def _words(data: Any, field: str = "") -> Iterator[str]:
    """Every word that the file holds, whole."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _words(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value, field)
    elif isinstance(data, str) and data and field not in _CODES and not re.match(r"\d{4}-\d\d-\d\d", data):
        yield data


def test_the_page_says_everything_that_the_file_holds(
    lea: Outsider, at_interview: Candidacy, ada: Viewer, clock: Clock
) -> None:
    who = at_interview.candidate
    receive_message(
        writing=Writing(text="Kan jag börja i mars?", key="k"),
        by=Viewer(kind="candidate", pseudonym=who.pseudonym, person_id=who.pk, name="Lea"),
        at=clock.now,
        candidacy=at_interview,
    )
    send_news(
        candidacy=at_interview, subject="Läget", body="Vi har läst.", next_news_on=clock.now.date() + timedelta(days=3),
        by=ada, at=clock.now,
    )  # fmt: skip
    Letter.objects.update(state="sent", sent_at=clock.now)
    give_advice(candidacy=at_interview, text="Anställ henne.", by=ada, at=clock.now)
    actions.end_candidacy(
        candidacy=at_interview, status="withdrew", told_reason="pay", told_by_side="candidate", by=ada, at=clock.now
    )
    clock.ahead(minutes=2)
    lea.post("data/", sure="on")
    lea.confirm("data")
    page = _plain(lea.get("data/"))
    held = json.loads(lea.get("data/file/"))
    assert held["recruitments"][0]["messages"][0]["text"] == "Kan jag börja i mars?"
    assert held["letters"]
    assert [words for words in _words(held) if _plain(words) not in page] == []


def _plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())
