"""Level D: nothing that is kept links an answer to a person; the attack that finds no link sees weaker variants."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from framdrift.conversations.answers import anonymous, dealing, queries
from framdrift.conversations.answers.dealing import EMPTY, Content, drawers, packed, read_receipt, unpacked
from framdrift.conversations.answers.models import AnonymousCode, AnonymousRound, BlankAnswer
from framdrift.conversations.answers.refusals import GroupTooSmall, RoundIsOver, RoundIsStillOpen
from framdrift.conversations.answers.rules import Draft, Save
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation import outbox, sealing, tables
from framdrift.foundation.dispatch import Recorded
from framdrift.foundation.models import Event, FreeText, Letter, Link, OneTimeCode
from framdrift.foundation.postman import Fate, Verdict
from framdrift.portals.employee import sheets
from framdrift.portals.employee.inviting import invite
from tests.cast import Cast
from tests.conversations.answers.linking import attack, likeness, opened
from tests.conversations.answers.world import Place, settle, viewer

PEOPLE = 36


def draft(text: str) -> Draft:
    return Draft(sheets.key_of("K1"), "K1", "their_words", text, 1)


@pytest.fixture
def place(cast: Cast) -> Place:
    """Thirty-six people in one coarse unit, today."""
    return settle(cast, at=timezone.now(), people=PEOPLE)


@pytest.fixture
def round_d(place: Place) -> ProgrammeRound:
    """A round at level D, not opened yet."""
    return place.talks("D").round


class _Lines(logging.Handler):
    """Everything that anybody logs, at any level."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("django.db"):
            self.lines.append(self.format(record))


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every log line but those of SQL."""
    hand = _Lines()
    root = logging.getLogger()
    before = root.level
    root.addHandler(hand)
    root.setLevel(logging.DEBUG)
    yield hand.lines
    root.removeHandler(hand)
    root.setLevel(before)


def answer_in_turn(codes: Sequence[str]) -> None:
    """Everybody answers on the pages, in the order in which they stand everywhere; every third comes back to edit."""
    box = f"text-{sheets.key_of('K1')}"
    browsers = [Client() for _ in codes]
    for number, (code, browser) in enumerate(zip(codes, browsers, strict=True)):
        home = f"/e/{code}/"
        browser.get(home)
        sent = {box: f"Svar author{number}", "seen": "0", "writer": secrets.token_hex(8), "save_no": "1"}
        assert browser.post(f"{home}question/1/", sent, headers={"X-Draft": "1"}).status_code == 200
        if number % 3 == 0:
            more = sent | {box: f"Svar author{number}, och mer", "seen": "1", "save_no": "2"}
            browser.post(f"{home}question/1/", more)


@pytest.mark.django_db(transaction=True)
def test_nothing_kept_links_an_answer_to_a_person(round_d: ProgrammeRound, logged: list[str]) -> None:
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    before = _counts()
    answer_in_turn(codes[:-6])
    assert len(opened(round_d.pk)) == PEOPLE - 6
    assert attack(round_d.pk, logged=logged) == []
    assert _counts() == before, "no event, session, link, letter, code or text of anybody's"
    assert not [line for line in logged if any(code in line for code in codes)]
    anonymous.close_round(programme_round=round_d)
    assert len(opened(round_d.pk)) == PEOPLE - 6
    assert attack(round_d.pk, logged=logged) == []


def _counts() -> list[int]:
    return [model.objects.count() for model in (Event, Session, Link, Letter, OneTimeCode, FreeText)]


@pytest.mark.django_db(transaction=True)
def test_the_same_attack_sees_answers_that_are_filled_in_order(
    round_d: ProgrammeRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weak variant: the next free place instead of a random one, and places that are not dealt anew.

    Next by key: where a database lays a row that is written again is its own affair and no claim of ours.
    """
    monkeypatch.setattr(BlankAnswer._meta, "ordering", ["key"])
    monkeypatch.setattr(dealing, "draw", lambda contents: [one.is_filled for one in contents].index(False))
    monkeypatch.setattr(dealing, "shuffled", list)
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    answer_in_turn(codes)
    assert "the order of answers by key is that of the people" in attack(round_d.pk)


@pytest.mark.django_db(transaction=True)
def test_the_same_attack_sees_places_that_are_written_one_by_one(
    round_d: ProgrammeRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weak variant: a random place, and only that row is written: its age is the order of the answers."""

    def only_what_changed(drawer: Any) -> None:
        for row, content in zip(drawer.places, drawer.contents, strict=True):
            fresh = sealing.seal(packed(content), key=drawer.key, about=anonymous._about(row))
            if unpacked(sealing.unseal(bytes(row.sealed), key=drawer.key, about=anonymous._about(row))) != content:
                BlankAnswer.objects.filter(pk=row.pk).delete()
                BlankAnswer.objects.create(
                    key=row.key, round_id=row.round_id, company_id=row.company_id, drawer=row.drawer, sealed=fresh
                )

    monkeypatch.setattr(anonymous._Drawer, "deal", only_what_changed)
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    answer_in_turn(codes)
    number = {"sqlite": "rowid", "postgresql": "xmin"}[connection.vendor]
    assert f"the order of answers by {number} is that of the people" in attack(round_d.pk)


@pytest.mark.django_db(transaction=True)
def test_the_same_attack_sees_a_token_that_was_kept_elsewhere(round_d: ProgrammeRound) -> None:
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    answer_in_turn(codes[:8])
    place = opened(round_d.pk)[0]
    token = next(iter(place.tokens - {place.marks["key"]}))
    FreeText.objects.create(body=f"someone came with {token}", digest="x")
    assert attack(round_d.pk) == ["foundation.FreeText holds a token of an answer"]
    assert attack(round_d.pk, logged=[f"GET {token}"]) != []


class _Carried:
    """A mail server that takes every letter; whoever reads the mail itself has the code, and is its reader."""

    def carry(self, letter: Letter, *, at: datetime) -> Verdict:
        """Taken."""
        return Verdict(Fate.SENT)


def _holding(codes: Sequence[str]) -> set[str]:
    """The tables in which a code stands in clear."""
    return {
        model._meta.label
        for model in tables.kept()
        if any(code in line for line in tables.lines(model) for code in codes)
    }


@pytest.mark.django_db(transaction=True)
def test_the_letters_of_a_round_lead_to_no_answer(round_d: ProgrammeRound, logged: list[str]) -> None:
    """From launch to close, with the letters: whose letter it was is kept, and which link stood in it is not."""
    now = timezone.now()
    invite(Recorded(0, now, "invitations-due", "system", "round:0", "", None, {"round_id": round_d.pk}))
    letters = list(Letter.objects.filter(kind="anonymous_invitation").order_by("pk"))
    found = [re.search(r"/e/([^/\s]+)/", letter.body_text) for letter in letters]
    codes = [one[1] for one in found if one is not None]
    assert len({letter.about for letter in letters}) == len(set(codes)) == PEOPLE
    assert _holding(codes) == {"foundation.Letter"}, "the search sees a link where it stands"
    while outbox.send_due(_Carried(), worker="w", at=now + timedelta(days=7)):
        pass
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    answer_in_turn(codes[:-6])
    assert _holding(codes) == set()
    assert attack(round_d.pk, logged=logged) == []
    anonymous.close_round(programme_round=round_d)
    assert _holding(codes) == set()
    assert attack(round_d.pk, logged=logged) == []
    assert not [line for line in logged if any(code in line for code in codes)]


def test_the_measure_of_likeness_knows_order_from_chance() -> None:
    assert likeness(list(range(36))) < 1e-8
    assert likeness(list(reversed(range(36)))) < 1e-8
    assert likeness([5, 2, 9, 1, 7, 0, 8, 3, 6, 4]) > 0.05
    assert likeness([3.0] * 12) == 1.0


@pytest.mark.django_db
def test_codes_stand_in_no_order_and_without_recipient(round_d: ProgrammeRound) -> None:
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    rows = list(AnonymousCode.objects.order_by().values_list("digest", flat=True))
    given = [anonymous._digest(code) for code in codes]
    assert sorted(rows) == sorted(given)
    assert likeness([rows.index(digest) for digest in given]) > 1e-6
    assert {field.name for field in AnonymousCode._meta.concrete_fields} == {
        "digest",
        "round",
        "company",
        "drawer",
        "sealed",
    }
    assert {field.name for field in BlankAnswer._meta.concrete_fields} == {
        "key", "round", "company", "unit", "drawer", "sealed",
    }  # fmt: skip


@pytest.mark.django_db
def test_every_place_looks_the_same_filled_or_not_and_changes_with_every_save(round_d: ProgrammeRound) -> None:
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    before = dict(BlankAnswer.objects.values_list("key", "sealed"))
    first = anonymous.first_words(code=codes[0], notes=[draft("x" * 900)])
    after = dict(BlankAnswer.objects.values_list("key", "sealed"))
    assert first is not None
    assert len({len(bytes(sealed)) for sealed in (*before.values(), *after.values())}) == 1
    assert before.keys() == after.keys()
    assert all(bytes(before[key]) != bytes(after[key]) for key in before)
    assert len(after) == PEOPLE, "as many places as invitations, whoever answers"


@pytest.mark.django_db
def test_a_place_is_drawn_evenly() -> None:
    drawn = Counter(dealing.draw([EMPTY, Content("r"), EMPTY, EMPTY]) for _ in range(3000))
    assert set(drawn) == {0, 2, 3}
    assert min(drawn.values()) > 800
    assert dealing.draw([Content("r")]) is None


@pytest.mark.django_db
def test_small_groups_are_refused_and_large_ones_divided(place: Place) -> None:
    unit = place.unit.pk
    with pytest.raises(GroupTooSmall):
        anonymous.open_round(programme_round=place.talks("D").round, groups={unit: 6, None: 30})
    found = anonymous.open_round(programme_round=place.talks("D").round, groups={unit: 7, None: 100})
    assert (len(found[unit]), len(found[None])) == (7, 100)
    assert all(24 <= size <= 48 for size in drawers(100))
    assert [sum(drawers(size)) for size in (1, 7, 47, 48, 1001)] == [1, 7, 47, 48, 1001]
    assert {row.unit_id for row in BlankAnswer.objects.filter(drawer=0, round__places__unit=unit)} == {unit}


@pytest.mark.django_db
def test_nobody_reads_before_the_close_and_only_interviewers_after(place: Place, cast: Cast) -> None:
    open_round = place.talks("D").round
    codes = anonymous.open_round(programme_round=open_round, groups={None: PEOPLE})[None]
    first = anonymous.first_words(code=codes[0], notes=[draft("Hej")])
    gone = anonymous.first_words(code=codes[1], notes=[draft("Ångrar mig")])
    assert first is not None
    assert gone is not None
    by = viewer(place.interviewer)
    with pytest.raises(RoundIsStillOpen):
        queries.open_raw_answers(by, open_round, at=place.at)
    assert anonymous.withdraw_words(receipt=gone.receipt)
    assert not anonymous.withdraw_words(receipt=gone.receipt)
    assert anonymous.first_words(code=codes[0], notes=[draft("igen")]) is None, "a code works once"
    events = Event.objects.count()
    anonymous.close_round(programme_round=open_round)
    anonymous.close_round(programme_round=open_round)
    for who in (place.manager, place.hr, cast.lead, cast.admin):
        with pytest.raises(ProgrammeRound.DoesNotExist):
            queries.open_raw_answers(viewer(who), open_round, at=place.at)
    raw = queries.open_raw_answers(by, open_round, at=place.at)
    assert [[note.text for note in answer.notes] for answer in raw] == [["Hej"]]
    assert Event.objects.count() == events, "never logged at level D"
    assert not AnonymousCode.objects.exists()
    assert anonymous.answer_of(first.receipt) is None
    with pytest.raises(RoundIsOver):
        anonymous.change_words(receipt=first.receipt, notes=[draft("sent")], save=Save(9))
    assert AnonymousRound.objects.get().is_closed


@pytest.mark.django_db
def test_two_windows_of_one_author_lose_nothing(round_d: ProgrammeRound) -> None:
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    first = anonymous.first_words(code=codes[0], notes=[draft("ett")], writer="a")
    assert first is not None
    anonymous.change_words(receipt=first.receipt, notes=[draft("två")], save=Save(1, "a", 2))
    other = anonymous.change_words(receipt=first.receipt, notes=[draft("tre")], save=Save(1, "b", 1))
    assert other is not None
    assert other.moved
    kept = anonymous.answer_of(first.receipt)
    assert kept is not None
    assert {note.text for note in kept.notes} == {"två", "tre"}


def test_receipts_are_read_as_people_write_them() -> None:
    receipt = dealing.new_receipt(7, 2)
    parts = read_receipt(receipt)
    assert parts is not None
    assert parts[:2] == (7, 2)
    assert read_receipt(receipt.lower().replace("-", " - ")) == parts
    for wrong in ("", "7-2", receipt[:-1], receipt + "A", f"x{receipt}", "7-2-" + "0" * 20, "9" * 40 + receipt):
        assert read_receipt(wrong) is None
    assert json.dumps(receipt).count("-") == 6
