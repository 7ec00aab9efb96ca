"""Every event has its sentence, in both languages, and a timeline costs a fixed number of statements."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from framdrift.desk.timeline.sentences import line, lines
from framdrift.desk.timeline.telling import TELLERS
from framdrift.foundation import outbox
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.models import Event
from framdrift.momentum.telling import promise_next_news
from framdrift.organisations.access import SYSTEM, Viewer
from framdrift.organisations.models import Account
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy
from framdrift.recruiting.queries.public import candidate_page
from framdrift.recruiting.queries.timeline import candidacy_timeline, names_in
from tests.architecture.test_announcements import announced
from tests.cast import Cast

_CODES = {
    "status": "withdrew", "answer": "declined", "verdict": "offer", "channel": "phone", "told_by_side": "candidate",
    "from_side": "agency", "to_side": "client", "side": "client", "overdue_side": "", "source": "applied",
    "role": "lead", "kind": "news", "reason_code": "pay", "language": "sv", "zone": "Europe/Stockholm",
    "precision": "exact",
}  # fmt: skip
_SAMPLES: dict[object, Any] = {
    int: 1, bool: True, date: "2026-11-24", datetime: "2026-11-24T09:00:00+00:00", list[int]: [1], list[str]: ["title"],
    dict[str, str]: {"1": "decider"}, dict[str, int]: {"feedback:client": 2}, str: "word",
}  # fmt: skip


def _sample(kind: type[Announcement], now: datetime) -> Event:
    """An event of this kind with a value in every field, as the log holds it."""
    hints = typing.get_type_hints(kind)
    data = {field.name: _value(field.name, hints[field.name]) for field in dataclasses.fields(kind)}
    return Event(seq=1, at=now, code=kind.code, actor="nobody", subject="x:1", data=data)


def _value(name: str, hint: Any) -> Any:
    if name in _CODES:
        return _CODES[name]
    if name in {"text", "reason", "told", "early_reason"}:
        return {"id": "00000000-0000-0000-0000-000000000001", "digest": "0" * 64}
    plain = next((one for one in typing.get_args(hint) if one is not type(None)), hint) if _is_union(hint) else hint
    return _SAMPLES.get(plain, [])


def _is_union(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def _kinds() -> list[type[Announcement]]:
    ours = [kind for kind in announced() if kind.__module__.startswith("framdrift.")]
    return [kind for kind in ours if getattr(kind, "code", None)]


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.code)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_event_has_a_sentence(db: None, kind: type[Announcement], language: str, now: datetime) -> None:
    event = _sample(kind, now)
    with translation.override(language):
        told = line(event, names_in([event]), now=now).sentence
    assert told.endswith(".") and "%(" not in told and "  " not in told


def test_no_teller_is_for_an_event_that_does_not_exist() -> None:
    assert set(TELLERS) == {kind.code for kind in _kinds()}


def test_who_did_what_is_told_by_name(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    actions.give_news(
        candidacy=candidacy, channel="phone", text="Ringde.", next_news_on=date(2026, 11, 30), by=ada, at=now
    )
    with translation.override("en"):
        told = next(lines(candidacy_timeline(candidacy), now=now))
    assert told.sentence == "Ada Lind gave Lea Berg news by telephone. Next news by Mon 30 Nov."
    assert told.quotes == ("Ringde.",)


def test_a_timeline_goes_on_where_it_stopped(candidacy: Candidacy, ada: Viewer, now: datetime) -> None:
    for n in range(40):
        actions.write_note(assignment=candidacy.assignment, candidacy=candidacy, text=f"{n}", by=ada, at=now)
    first = candidacy_timeline(candidacy)
    rest = candidacy_timeline(candidacy, before=first.before)
    seqs = [event.seq for event in (*first.events, *rest.events)]
    assert len(first.events) == 30 and rest.before is None
    assert seqs == sorted(seqs, reverse=True) and len(set(seqs)) == len(seqs)


def test_words_written_by_people_are_escaped(
    as_account: Callable[[Account], Client], cast: Cast, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    actions.write_note(
        assignment=candidacy.assignment, candidacy=candidacy, text="<script>alert(1)</script>", by=ada, at=now
    )
    page = as_account(cast.owner).get(f"/candidacies/{candidacy.pk}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_the_page_of_activity_costs_the_same_for_any_history(
    statements: Callable[..., None],
    as_account: Callable[[Account], Client],
    cast: Cast,
    candidacy: Candidacy,
    ada: Viewer,
    now: datetime,
) -> None:
    def write(number: int) -> None:
        for n in range(number):
            actions.write_note(
                assignment=candidacy.assignment, candidacy=candidacy, text=f"{n}", by=ada, at=now + timedelta(minutes=n)
            )

    write(2)
    desk = as_account(cast.owner)
    statements(
        "desk/activity",
        ask=lambda: desk.get(f"/assignments/{candidacy.assignment_id}/activity/"),
        grow=lambda: write(25),
    )


def test_letters_and_messages_stand_among_the_events_and_lead_on(
    candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    person = candidacy.candidate
    letter = outbox.write(
        key="one", kind="news", to_email=person.email, to_name=person.name, subject="Nyheter", body_text="Hej",
        language="sv", subject_key=f"candidacy:{candidacy.pk}", at=now - timedelta(hours=2),
    )  # fmt: skip
    outbox.write(
        key="code", kind="news", to_email=person.email, subject="Kod", body_text="123456", language="sv", at=now,
        subject_key=f"candidacy:{candidacy.pk}", conditions=outbox.Conditions(is_secret=True),
    )  # fmt: skip
    lea = Viewer(kind="candidate", pseudonym=person.pseudonym, person_id=person.pk)
    message = actions.receive_message(
        writing=actions.Writing(text="Tack!", letter_id=letter.pk), candidacy=candidacy, by=lea, at=now
    )
    with translation.override("en"):
        shown = list(lines(candidacy_timeline(candidacy), now=now))
    assert [one.address for one in shown[:2]] == [f"/messages/{message.pk}/", f"/outbox/{letter.pk}/"]
    assert shown[0].sentence == "Lea Berg answered a letter."
    assert shown[1].sentence.startswith("Letter to Lea Berg, not sent yet")
    assert [one.code for one in shown].count("letter") == 1


def test_a_declined_offer_is_told_once(candidacy: Candidacy, cast: Cast, ada: Viewer, now: datetime) -> None:
    actions.decide(
        candidacy=candidacy, verdict="offer", decided_by=cast.north.manager, reason="Bäst.", early_reason="Bråttom.",
        by=ada, at=now,
    )  # fmt: skip
    actions.send_offer(candidacy=candidacy, answer_by_on=now.date() + timedelta(days=3), by=ada, at=now)
    actions.answer_offer(candidacy=candidacy, answer="declined", by=ada, at=now + timedelta(hours=1))
    candidacy.refresh_from_db()
    with translation.override("en"):
        told = [one.sentence for one in lines(candidacy_timeline(candidacy), now=now)]
        page = candidate_page(candidacy, language="en", as_of=now + timedelta(hours=1))
    assert sum("declined the offer" in sentence for sentence in told) == 1
    assert [one.code for one in page.history].count("offer-answered") == 1
    assert "candidacy-ended" not in [one.code for one in page.history]


def test_a_promise_that_the_machine_wrote_is_told_as_the_owner_s(candidacy: Candidacy, now: datetime) -> None:
    promise_next_news(candidacy, now.date() + timedelta(days=3), by=SYSTEM, at=now)
    with translation.override("en"):
        told = [one.sentence for one in lines(candidacy_timeline(candidacy), now=now) if one.code == "promise-made"]
    assert told[0].startswith(f"{candidacy.assignment.owner.name} promised")
