"""Level D: nothing that is kept tells whose letter did not arrive, for whoever got no link cannot have answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from framdrift.conversations.invitations.unreached import LostLetters, lost_letters
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation import letter_decisions, outbox, readdressing, tables, untraced
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Event, Letter, LetterTally
from framdrift.foundation.postman import Fate, Verdict
from framdrift.integrations.mailbox.bounces import Bounce
from framdrift.integrations.mailbox.letters import Mail
from framdrift.integrations.mailbox.talk_mail import settle
from framdrift.portals.employee.inviting import invite, remind
from tests.cast import Cast
from tests.conversations.answers.test_anonymous import logged
from tests.conversations.answers.world import Place
from tests.conversations.answers.world import settle as settle_place

__all__ = ["logged"]
PEOPLE = 30
LOST = frozenset(range(0, PEOPLE, 3))
INVITED = "anonymous_invitation"


@pytest.fixture
def place(cast: Cast) -> Place:
    """Thirty people, today."""
    return settle_place(cast, at=timezone.now(), people=PEOPLE)


@pytest.fixture
def round_d(place: Place) -> ProgrammeRound:
    """A round at level D whose letters are written and have not left."""
    found = place.talks("D").round
    invite(_due(found, place.at))
    return found


def _due(programme_round: ProgrammeRound, at: datetime) -> Recorded:
    return Recorded(0, at, "invitations-due", "system", "round:0", "", None, {"round_id": programme_round.pk})


class _Choosy:
    """A mail server that refuses some: for good, for now, or by breaking off in the middle."""

    def __init__(self, lost: Iterable[str]) -> None:
        fates = (Fate.REFUSED, Fate.LATER, Fate.UNKNOWN)
        self.fates = {email: fates[number % 3] for number, email in enumerate(sorted(lost))}
        self.taken: list[str] = []

    def carry(self, letter: Letter, *, at: datetime) -> Verdict:
        """As the reader's address says."""
        fate = self.fates.get(letter.to_email, Fate.SENT)
        if fate is Fate.SENT:
            self.taken.append(letter.to_email)
        return Verdict(fate, "" if fate is Fate.SENT else f"550 no such user {letter.to_email}")


def _lost_emails(kind: str = INVITED) -> set[str]:
    emails = Letter.objects.filter(kind=kind).order_by("pk").values_list("to_email", flat=True)
    return {email for number, email in enumerate(emails) if number in LOST}


def _send_until_done(carrier: _Choosy, *, at: datetime) -> None:
    for hours in range(7 * 24, 7 * 24 + 80):
        while outbox.send_due(carrier, worker="w", at=at + timedelta(hours=hours)):
            pass


def told_apart(lost: set[str], *, kind: str = INVITED, logged: Iterable[str] = ()) -> list[str]:
    """Everything kept that is otherwise for those whose letter was lost than for the others; empty: nothing tells."""
    rows = list(Letter.objects.filter(kind=kind).order_by("pk"))
    told = {row.to_email: _told_of(row) for row in rows}
    of_others = {told[email] for email in told if email not in lost}
    found = [f"the rows about {email} are of their own" for email in sorted(lost) if told[email] not in of_others]
    ages = _ages(rows)
    if {ages[email] for email in lost}.isdisjoint(ages[email] for email in told if email not in lost):
        found.append("the age of the rows on disk")
    named = [line for line in logged for row in rows if row.to_email in line or row.about in line]
    return found + [f"a log line names somebody: {line}" for line in named]


def _told_of(row: Letter) -> str:
    """Every row anywhere that names this letter or its reader, without what is everybody's own."""
    own = {row.about, row.to_email, row.to_name, row.message_id, row.key}
    lines = [line for model in tables.kept() for line in tables.lines(model) if _names(line, row)]
    plain = [_without(json.loads(line), own) for line in lines]
    return "\n".join(sorted(json.dumps(one, sort_keys=True) for one in plain))


def _names(line: str, row: Letter) -> bool:
    return row.about in line or row.to_email in line or f'"letter_id": {row.pk}' in line


def _without(columns: Mapping[str, Any], own: set[str]) -> dict[str, Any]:
    """The columns of a row; numbers of rows and the reader's own words say who, which is known, not what became."""
    kept = {name: value for name, value in columns.items() if name not in {"id", "external_id", "message_id"}}
    plain = {name: "own" if str(value) in own else value for name, value in kept.items()}
    return {name: re.sub(r"\d+", "n", value) if isinstance(value, str) else value for name, value in plain.items()}


def _ages(rows: list[Letter]) -> dict[str, int]:
    """The transaction that wrote each row last; the same for all where the database keeps none."""
    if connection.vendor == "sqlite":
        return dict.fromkeys((row.to_email for row in rows), 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_email, xmin::text::bigint FROM foundation_letter WHERE kind = %s", [rows[0].kind])
        return dict(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reminds", [False, True])
def test_nothing_kept_tells_whose_letter_was_lost(
    round_d: ProgrammeRound, place: Place, logged: list[str], reminds: bool
) -> None:
    kind = "anonymous_reminder" if reminds else INVITED
    if reminds:
        _send_until_done(_Choosy(()), at=place.at)
        remind(_due(round_d, place.at))
    events, lost = Event.objects.count(), _lost_emails(kind)
    server = _Choosy(lost)
    _send_until_done(server, at=place.at)
    assert sorted(server.taken) == sorted({row.to_email for row in Letter.objects.all()} - lost), "each once"
    assert told_apart(lost, kind=kind, logged=logged) == []
    assert Event.objects.count() == events
    assert set(Letter.objects.filter(kind=kind).values_list("state", "attempts", "error", "claimed_by")) == {
        ("sent", 1, "", "")
    }
    assert len(set(Letter.objects.filter(kind=kind).values_list("sent_at", "send_after", "claimed_at"))) == 1
    assert LetterTally.objects.get(key__endswith=kind).lost == len(LOST)
    if not reminds:
        assert not Letter.objects.exclude(body_text="").exists(), "no code is left in a letter that did not arrive"


@pytest.mark.django_db(transaction=True)
def test_the_same_attack_sees_letters_of_the_common_sort(
    round_d: ProgrammeRound, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weak variant: the letters stand as every other, with their state and the server's words."""
    monkeypatch.setattr(untraced, "is_untraced", lambda letter: False)
    lost = _lost_emails()
    _send_until_done(_Choosy(lost), at=place.at)
    assert len(told_apart(lost)) >= len(lost)


@pytest.mark.django_db(transaction=True)
def test_the_same_attack_sees_the_age_of_rows(
    round_d: ProgrammeRound, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weak variant: rows alike, but not written anew: those that were tried longest are the youngest."""
    monkeypatch.setattr(untraced, "_write_anew", lambda letter: None)
    lost = _lost_emails()
    _send_until_done(_Choosy(lost), at=place.at)
    assert told_apart(lost) == ([] if connection.vendor == "sqlite" else ["the age of the rows on disk"])


@pytest.mark.django_db
def test_a_refused_letter_is_tried_again_and_then_arrives(round_d: ProgrammeRound, place: Place) -> None:
    email = min(_lost_emails())
    server, later = _Choosy([email]), place.at + timedelta(days=7)
    while outbox.send_due(server, worker="w", at=later):
        pass
    waits = Letter.objects.get(to_email=email)
    assert (waits.state, waits.attempts, waits.error) == ("waiting", 1, ""), "not the server's words, which name"
    server.fates = {}
    assert outbox.send_due(server, worker="w", at=later + timedelta(minutes=2)) == 1
    assert LetterTally.objects.get().lost == 0
    assert server.taken.count(email) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("restores", [False, True])
def test_a_letter_whose_sender_died_is_counted_and_not_shown(
    round_d: ProgrammeRound, place: Place, restores: bool
) -> None:
    one = Letter.objects.filter(kind=INVITED).earliest("pk")
    Letter.objects.filter(pk=one.pk).update(state="sending", claimed_by="w", claimed_at=place.at)
    if restores:
        assert outbox.hold_everything_unsent() == PEOPLE
    else:
        assert outbox.give_up_on_lost(lease=timedelta(minutes=1), at=place.at + timedelta(hours=1)) == 1
    one.refresh_from_db()
    assert (one.state, one.claimed_at, one.claimed_by, one.error) == ("sent", None, "", "")
    assert LetterTally.objects.get().lost == 1


@pytest.mark.django_db
def test_how_many_is_told_in_steps_once_all_have_left(round_d: ProgrammeRound, place: Place) -> None:
    assert lost_letters(round_d) is None
    server = _Choosy(_lost_emails())
    outbox.send_due(server, worker="w", at=place.at + timedelta(days=7))
    assert lost_letters(round_d) is None, "no live count"
    _send_until_done(server, at=place.at)
    told = []
    for lost in (0, 6, 7, 13, 14):
        LetterTally.objects.update(lost=lost)
        told.append(lost_letters(round_d))
    few, some = LostLetters(7, None), LostLetters(7, 7)
    assert told == [few, few, some, some, LostLetters(7, 14)]


@pytest.mark.django_db
def test_one_that_comes_back_is_counted_for_its_round_alone(round_d: ProgrammeRound, place: Place) -> None:
    _send_until_done(_Choosy(()), at=place.at)
    lost = {Letter.objects.earliest("pk").to_email}
    letter = Letter.objects.get(to_email=min(lost))
    events = Event.objects.count()
    for readers, is_final in (({letter.to_email}, True), ({letter.to_email}, False), ({"else@x.example"}, True)):
        bounce = Bounce(frozenset(readers), "550 no such user", is_final, ())
        mail = Mail.__new__(Mail)
        for name, value in {"bounce": bounce, "calendar": b"", "is_from_a_machine": True}.items():
            object.__setattr__(mail, name, value)
        assert settle(mail, letter, at=place.at)
    assert LetterTally.objects.get().lost == 1
    assert Event.objects.count() == events
    assert told_apart(lost) == []


@pytest.mark.django_db
def test_nobody_stops_or_sends_one_letter_of_a_round(round_d: ProgrammeRound, place: Place, cast: Cast) -> None:
    """All but one held back: the one answer that comes would be that reader's."""
    one = Letter.objects.filter(kind=INVITED).earliest("pk")
    for decide in (letter_decisions.cancel, letter_decisions.hold_back, letter_decisions.take_back):
        with pytest.raises(letter_decisions.LetterRefused):
            decide(one.pk, by="x", at=place.at)
    Letter.objects.filter(pk=one.pk).update(state="failed")  # as no version writes it
    with pytest.raises(letter_decisions.LetterRefused):
        letter_decisions.send_again(one.pk, by="x", at=place.at)
    Letter.objects.filter(pk=one.pk).update(state="held")
    with pytest.raises(letter_decisions.LetterRefused):
        readdressing.send_elsewhere(one.pk, to_email="me@x.example", by="x", at=place.at)
    letter_decisions.release(one.pk, by="x", at=place.at)
    assert set(Letter.objects.values_list("state", flat=True)) == {"waiting"}


@pytest.mark.django_db
def test_an_administrator_sees_no_letter_of_a_round_but_held_ones_that_go_together(
    round_d: ProgrammeRound, place: Place, cast: Cast
) -> None:
    client = Client()
    client.force_login(cast.admin)
    one = Letter.objects.filter(kind=INVITED).earliest("pk")
    for state in ("waiting", "sending", "sent", "failed", "unknown", "bounced", "cancelled"):
        Letter.objects.filter(kind=INVITED).update(state=state, sent_at=place.at)
        page = client.get("/outbox/", {"state": state})
        assert page.status_code == 200
        assert f"/outbox/{one.pk}/" not in page.content.decode()
        assert client.post(f"/outbox/{one.pk}/decide/", {"choice": "send-again"}).status_code == 404
    Letter.objects.filter(kind=INVITED).update(state="held", sent_at=None)
    listed = client.get("/outbox/", {"state": "held"}).content.decode()
    assert f"/outbox/{one.pk}/decide/" in listed
    assert 'value="cancel"' not in listed
    client.post(f"/outbox/{one.pk}/decide/", {"choice": "cancel"})
    assert set(Letter.objects.values_list("state", flat=True)) == {"held"}
    client.post(f"/outbox/{one.pk}/decide/", {"choice": "release"})
    assert set(Letter.objects.values_list("state", flat=True)) == {"waiting"}, "all of the round or none"
