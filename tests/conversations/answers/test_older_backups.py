"""Level D beside other backups: one from before and one from after an answer do not tell whose it is; what was taken
back after a backup is taken back again when it is restored.

The attacker has the seal key and the letters as they were sent, takes a backup after every answer, and knows who uses
which code. Without the key, whoever has the whole database at two moments does not even see that a code was used.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from framdrift.config.erasure import FORGETTERS
from framdrift.conversations.answers import anonymous, windows
from framdrift.conversations.answers.anonymous import _content, is_used
from framdrift.conversations.answers.models import AnonymousCode, AnonymousRound, BlankAnswer
from framdrift.conversations.answers.rules import Draft
from framdrift.conversations.models import ProgrammeRound
from framdrift.foundation import backups, erasures, seal_file, sealing
from framdrift.foundation.models import Erasure
from framdrift.portals.employee import sheets
from tests.cast import Cast
from tests.conversations.answers.world import settle

PEOPLE, ANSWERS = 30, 12


@pytest.fixture
def round_d(cast: Cast) -> ProgrammeRound:
    """A round at level D for thirty people, not opened yet."""
    return settle(cast, at=timezone.now(), people=PEOPLE).talks("D").round


def draft(text: str) -> Draft:
    return Draft(sheets.key_of("K1"), "K1", "their_words", text, 1)


@dataclass(frozen=True)
class Seen:
    """What one backup shows whoever has the key: which codes are used and whose words there are."""

    used: frozenset[str]
    authors: frozenset[int]
    rows: str


def backed_up(round_d: ProgrammeRound, file: Path) -> Seen:
    backups.write(file, at=timezone.now(), instead=windows.rows_for_backup)
    key = sealing.take(AnonymousRound.objects.get(pk=round_d.pk).sealed_key)
    with zipfile.ZipFile(file) as archive:
        raw = {name: archive.read(f"tables/answers.{name}.jsonl").decode() for name in ("blankanswer", "anonymouscode")}
    codes = [AnonymousCode(**_columns(line)) for line in raw["anonymouscode"].splitlines()]
    places = [BlankAnswer(**_columns(line)) for line in raw["blankanswer"].splitlines()]
    texts = " ".join(note.text for place in places for note in _content(place, key=key).notes)
    return Seen(
        frozenset(code.digest for code in codes if is_used(code, key=key)),
        frozenset(int(number) for number in re.findall(r"author(\d+)", texts)),
        "".join(raw.values()),
    )


def _columns(line: str) -> dict[str, Any]:
    row = json.loads(line)
    return {**row, "sealed": base64.b64decode(row["sealed"])}


def answers_with_backups(round_d: ProgrammeRound, folder: Path) -> Iterator[Seen]:
    """A backup at the beginning and after every answer."""
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    yield backed_up(round_d, folder / "0.zip")
    for number, code in enumerate(codes[:ANSWERS], start=1):
        assert anonymous.first_words(code=code, notes=[draft(f"author{number}")]) is not None
        yield backed_up(round_d, folder / f"{number}.zip")


def smallest_step(seen: list[Seen]) -> int:
    """Among how many people whoever compares two backups has to guess, at the most telling pair."""
    steps = [(len(after.used - before.used), len(after.authors - before.authors)) for before, after in _pairs(seen)]
    assert all(codes == words for codes, words in steps)
    return min(codes for codes, _words in steps if codes)


def _pairs(seen: list[Seen]) -> list[tuple[Seen, Seen]]:
    return [(before, after) for number, before in enumerate(seen) for after in seen[number + 1 :]]


@pytest.mark.django_db(transaction=True)
def test_two_backups_never_show_fewer_than_five_new_answers(round_d: ProgrammeRound, tmp_path: Path) -> None:
    seen = list(answers_with_backups(round_d, tmp_path))
    assert smallest_step(seen) == windows.FEWEST
    assert len(seen[-1].authors) == ANSWERS // windows.FEWEST * windows.FEWEST
    for before, after in itertools.pairwise(seen):
        assert (before.rows == after.rows) == (before.used == after.used), "nothing at all moves in between"
    anonymous.close_round(programme_round=round_d)
    assert len(backed_up(round_d, tmp_path / "closed.zip").authors) == ANSWERS, "a closed round is there as it is"


@pytest.mark.django_db(transaction=True)
def test_the_same_attacker_links_where_a_backup_shows_what_is(
    round_d: ProgrammeRound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "FEWEST", 1)
    seen = list(answers_with_backups(round_d, tmp_path))
    assert smallest_step(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_what_a_restore_brought_back_counts_as_shown(round_d: ProgrammeRound, tmp_path: Path) -> None:
    seen = list(answers_with_backups(round_d, tmp_path))
    _put_back(seen[-1])
    windows._file().unlink()
    windows.begin_with_database()
    unused = AnonymousCode.objects.exclude(digest__in=seen[-1].used)
    assert unused.count() == PEOPLE - len(seen[-1].used), "the codes of those who are lost work again"
    assert backed_up(round_d, tmp_path / "after.zip").rows == seen[-1].rows
    assert windows._file().stat().st_mode & 0o777 == 0o600


def _put_back(seen: Seen) -> None:
    """The rows of the backup in the database, as a restore leaves them."""
    for line in seen.rows.splitlines():
        row = _columns(line)
        rows: Any = (
            BlankAnswer.objects.filter(pk=row.get("key"))
            if "key" in row
            else AnonymousCode.objects.filter(digest=row["digest"])
        )
        assert rows.update(sealed=row["sealed"]) == 1


def _as_they_are() -> Mapping[type, dict[Any, bytes]]:
    return {model: dict(model.objects.values_list("pk", "sealed")) for model in (BlankAnswer, AnonymousCode)}  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_without_the_key_two_databases_do_not_tell_which_code_was_used(round_d: ProgrammeRound) -> None:
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    before = _as_they_are()
    first = anonymous.first_words(code=codes[0], notes=[draft("ett")])
    after = _as_they_are()
    for model, rows in before.items():
        assert rows.keys() == after[model].keys()
        assert all(bytes(rows[key]) != bytes(after[model][key]) for key in rows), "every row is sealed anew"
        assert len({len(bytes(one)) for one in (*rows.values(), *after[model].values())}) == 1
    assert anonymous.round_of_code(codes[0]) is None
    assert anonymous.round_of_code(codes[1]) is not None
    assert first is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_key", [True, False])
def test_what_was_taken_back_after_the_backup_is_taken_back_again(
    round_d: ProgrammeRound, tmp_path: Path, has_key: bool
) -> None:
    codes = anonymous.open_round(programme_round=round_d, groups={None: PEOPLE})[None]
    receipts = []
    for number, code in enumerate(codes[:6]):
        answer = anonymous.first_words(code=code, notes=[draft(f"author{number}")])
        assert answer is not None
        receipts.append(answer.receipt)
    older = backed_up(round_d, tmp_path / "older.zip")
    assert older.authors == set(range(6))
    assert anonymous.withdraw_words(receipt=receipts[2])
    noted = Erasure.objects.get()
    assert receipts[2] not in noted.pseudonym
    assert (noted.at.hour, noted.at.minute, noted.at.date()) == (0, 0, round_d.opens_on), "no hour is kept"
    _put_back(older)
    file, line = seal_file.place(), seal_file.place().read_bytes()
    if not has_key:
        file.unlink()
    try:
        erasures.apply_again(FORGETTERS)
    finally:
        file.write_bytes(line)
    assert (anonymous.answer_of(receipts[2]) is None) == has_key
    assert anonymous.answer_of(receipts[3]) is not None
    anonymous.close_round(programme_round=round_d)
    assert backed_up(round_d, tmp_path / "closed.zip").authors == {0, 1, 3, 4, 5}
