"""Level D: answers that nobody can link to a person, by anything that is kept.

At launch a round gets one place per invitation, all alike, and as many codes, each kept as a hash without recipient.
The first words typed behind a code use it up, and lie in a place drawn at random among its drawer's; what links the two
is never written, and which codes are used is sealed like the words. From then on the answer is reached by its receipt,
which its author alone has: the browser keeps it, and it can be written down. Every save deals the drawer anew. When the
round closes, codes and receipts go and the answers are written once more, under a new key and in random order. No times
are kept, no event is recorded here.

These are no actions `by` somebody: whoever asked would have to be known.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from django.db import transaction

from framdrift.conversations.answers import dealing
from framdrift.conversations.answers.dealing import EMPTY, Content, read_receipt
from framdrift.conversations.answers.models import AnonymousCode, AnonymousRound, BlankAnswer
from framdrift.conversations.answers.refusals import GroupTooSmall, RoundIsOver, RoundIsStillOpen, TooManyAnswers
from framdrift.conversations.answers.rules import Draft, Save, Written, merge
from framdrift.conversations.models import ProgrammeRound
from framdrift.conversations.models.programmes import N_MIN_FLOOR
from framdrift.foundation import erasures, sealing
from framdrift.foundation.seal_file import SealRefused
from framdrift.foundation.sealing import Key

_CODE_BYTES = 32
_MARK = "d-"
"""How the erasure ledger's names of anonymous answers begin."""


@dataclass(frozen=True)
class AnonymousAnswer:
    """One answer as its author sees it by the receipt. `receipt` is given once, when it is new."""

    round_id: int
    version: int
    notes: tuple[Written, ...]
    moved: Mapping[uuid.UUID, uuid.UUID]
    receipt: str = ""


@transaction.atomic
def open_round(*, programme_round: ProgrammeRound, groups: Mapping[int | None, int]) -> dict[int | None, list[str]]:
    """Make the places and codes of a round: `groups` is how many are invited in each coarse unit (id, or None).

    Returns as many codes for each unit, in random order: each goes into one letter and is kept nowhere else.
    Raises `GroupTooSmall` where a unit is smaller than the programme's limit, and there is more than one.
    """
    least = max(N_MIN_FLOOR, programme_round.programme.n_min)
    if any(size < least for size in groups.values()) and len(groups) > 1:
        raise GroupTooSmall
    key = sealing.make_key()
    anonymous = AnonymousRound.objects.create(
        round=programme_round, company_id=programme_round.company_id, sealed_key=key.id
    )
    codes: dict[int | None, list[str]] = {unit_id: [] for unit_id in groups}
    rows: list[AnonymousCode] = []
    places: list[BlankAnswer] = []
    for drawer, (unit_id, size) in enumerate(_drawers(groups)):
        tokens = [secrets.token_urlsafe(_CODE_BYTES) for _ in range(size)]
        codes[unit_id] += tokens
        rows += [_code(anonymous, token, drawer, key=key) for token in tokens]
        places += [_place(anonymous, unit_id, drawer, EMPTY, key=key) for _ in range(size)]
    AnonymousCode.objects.bulk_create(sorted(rows, key=lambda row: row.digest))
    BlankAnswer.objects.bulk_create(dealing.shuffled(places), batch_size=50)
    return {unit_id: dealing.shuffled(tokens) for unit_id, tokens in codes.items()}


def round_of_code(code: str) -> ProgrammeRound | None:
    """The open round that an unused code belongs to. Changes nothing, and keeps no trace of having been asked."""
    found = AnonymousCode.objects.filter(digest=_digest(code), round__is_closed=False)
    row = found.select_related("round__round__programme__company").first()
    if row is None or is_used(row, key=sealing.take(row.round.sealed_key)):
        return None
    return row.round.round


def round_of_receipt(receipt: str) -> ProgrammeRound | None:
    """The round that a receipt says it belongs to, open or not; whether there is such an answer is not looked at."""
    parts = read_receipt(receipt)
    found = AnonymousRound.objects.filter(pk=parts[0]) if parts else AnonymousRound.objects.none()
    row = found.select_related("round__programme__company").first()
    return row.round if row else None


@transaction.atomic
def first_words(*, code: str, notes: Sequence[Draft], writer: str = "") -> AnonymousAnswer | None:
    """Put the first words behind a code into a place drawn at random; the code is used up from then on.

    None where the code is unknown or used, and where all words are blank: a form sent as served changes nothing.
    Raises `RoundIsOver` or `AnswerTooLong`.
    """
    if not any(note.text.strip() for note in notes):
        return None
    digest = _digest(code)
    round_id = AnonymousCode.objects.filter(digest=digest).values_list("round_id", flat=True).first()
    if round_id is None:
        return None
    anonymous = _open(round_id)
    row = AnonymousCode.objects.filter(digest=digest).first()
    if row is None:
        return None
    drawer = _Drawer(anonymous, row.drawer)
    if not drawer.use_up(digest):
        return None
    number = dealing.draw(drawer.contents)
    if number is None:
        raise TooManyAnswers
    receipt = dealing.new_receipt(round_id, row.drawer)
    written, _moved = merge({}, notes, save=Save(0, writer, 1), version=1)
    drawer.contents[number] = Content(_hash(receipt), 1, tuple(written))
    drawer.deal()
    return AnonymousAnswer(round_id, 1, tuple(written), {}, receipt)


def answer_of(receipt: str) -> AnonymousAnswer | None:
    """The answer that a receipt opens while its round is open; None alike for every other."""
    parts = read_receipt(receipt)
    anonymous = AnonymousRound.objects.filter(pk=parts[0], is_closed=False).first() if parts else None
    if parts is None or anonymous is None:
        return None
    drawer = _Drawer(anonymous, parts[1])
    number = drawer.find(parts[2])
    if number is None:
        return None
    content = drawer.contents[number]
    return AnonymousAnswer(anonymous.pk, content.version, content.notes, {})


@transaction.atomic
def change_words(*, receipt: str, notes: Sequence[Draft], save: Save) -> AnonymousAnswer | None:
    """Keep what was typed in the answer that the receipt opens; None where it opens none.

    Raises `RoundIsOver` or `AnswerTooLong`. Windows are merged as for talks: see `rules`.
    """
    parts = read_receipt(receipt)
    if parts is None or not AnonymousRound.objects.filter(pk=parts[0]).exists():
        return None
    drawer = _Drawer(_open(parts[0]), parts[1])
    number = drawer.find(parts[2])
    if number is None:
        return None
    content = drawer.contents[number]
    kept = {note.client_key: note for note in content.notes}
    changed, moved = merge(kept, notes, save=save, version=content.version + 1)
    if changed:
        kept |= {note.client_key: note for note in changed}
        content = replace(content, version=content.version + 1, notes=tuple(kept.values()))
        drawer.contents[number] = content
        drawer.deal()
    return AnonymousAnswer(parts[0], content.version, content.notes, moved)


@transaction.atomic
def withdraw_words(*, receipt: str) -> bool:
    """Remove the answer that the receipt opens; whether there was one. Its place looks as the others do.

    The erasure ledger notes it, by a hash of the receipt and with the day of the round, so that an older backup that
    is restored forgets it again. Raises `RoundIsOver`.
    """
    parts = read_receipt(receipt)
    if parts is None or not AnonymousRound.objects.filter(pk=parts[0]).exists():
        return False
    drawer = _Drawer(_open(parts[0]), parts[1])
    number = drawer.find(parts[2])
    if number is None:
        return False
    erasures.note(_mark(drawer.contents[number]), at=_day_of(drawer.anonymous))
    drawer.contents[number] = EMPTY
    drawer.deal()
    return True


@transaction.atomic
def forget_withdrawn_answer(pseudonym: str, at: datetime) -> None:
    """Remove the answer that an erasure names from a round that a backup brought back open; others are none of ours.

    Where the seal key is not at hand it goes when the round closes.
    """
    if not pseudonym.startswith(_MARK):
        return
    for anonymous in AnonymousRound.objects.select_for_update().filter(is_closed=False):
        try:
            drawers = [_Drawer(anonymous, number) for number in drawers_of(anonymous)]
        except SealRefused:
            continue
        for drawer in drawers:
            drawer.forget(pseudonym)


def drawers_of(anonymous: AnonymousRound) -> list[int]:
    """The numbers of a round's drawers."""
    return list(anonymous.places.order_by("drawer").values_list("drawer", flat=True).distinct())


@transaction.atomic
def close_round(*, programme_round: ProgrammeRound) -> None:
    """Write the answers of a round once more, under a new key and in random order, without receipts; codes go too.

    In the transaction of the round's closing, whose event is the only one. Done already: nothing happens.
    """
    anonymous = AnonymousRound.objects.select_for_update().filter(pk=programme_round.pk, is_closed=False).first()
    if anonymous is None:
        return
    old, new, withdrawn = sealing.take(anonymous.sealed_key), sealing.make_key(), erasures.noted()
    answers = [
        _place(anonymous, place.unit_id, place.drawer, _without_receipt(content), key=new)
        for place in anonymous.places.all()
        if (content := _content(place, key=old)).is_filled
        and any(not note.is_blank for note in content.notes)
        and _mark(content) not in withdrawn
    ]
    anonymous.places.all().delete()
    anonymous.codes.all().delete()
    BlankAnswer.objects.bulk_create(dealing.shuffled(answers), batch_size=50)
    AnonymousRound.objects.filter(pk=anonymous.pk).update(is_closed=True, sealed_key=new.id)
    sealing.retire(old.id)


def words_of_closed(anonymous: AnonymousRound) -> list[tuple[uuid.UUID, int | None, tuple[Written, ...]]]:
    """(place, coarse unit, notes) of every answer of a closed round, in random order. Raises `RoundIsStillOpen`."""
    if not anonymous.is_closed:
        raise RoundIsStillOpen
    key = sealing.take(anonymous.sealed_key)
    found = [(place.key, place.unit_id, _content(place, key=key).notes) for place in anonymous.places.all()]
    return dealing.shuffled(found)


def words_at(anonymous: AnonymousRound, place: uuid.UUID) -> tuple[Written, ...]:
    """The notes in one place of a closed round; none where there is no such place. Raises `RoundIsStillOpen`."""
    if not anonymous.is_closed:
        raise RoundIsStillOpen
    row = anonymous.places.filter(pk=place).first()
    return _content(row, key=sealing.take(anonymous.sealed_key)).notes if row else ()


class _Drawer:
    """The places of one drawer and which of its codes are used, opened. `deal` writes all of them."""

    def __init__(self, anonymous: AnonymousRound, number: int) -> None:
        self.anonymous = anonymous
        self.key: Key = sealing.take(anonymous.sealed_key)
        self.places = list(BlankAnswer.objects.filter(round=anonymous, drawer=number))
        self.contents = [_content(place, key=self.key) for place in self.places]
        self.codes = list(AnonymousCode.objects.filter(round=anonymous, drawer=number))
        self.used = {code.digest for code in self.codes if is_used(code, key=self.key)}

    def find(self, receipt_hash: str) -> int | None:
        """The number of the content that a receipt belongs to."""
        same = (secrets.compare_digest(content.receipt, receipt_hash) for content in self.contents)
        return next((number for number, is_it in enumerate(same) if is_it), None)

    def use_up(self, digest: str) -> bool:
        """Mark a code as used; whether it was not yet."""
        was_used = digest in self.used
        self.used.add(digest)
        return not was_used

    def forget(self, mark: str) -> None:
        """Empty the place of an answer that was withdrawn."""
        if any(_mark(content) == mark for content in self.contents):
            self.contents = [EMPTY if _mark(content) == mark else content for content in self.contents]
            self.deal()

    def deal(self) -> None:
        """Every content to a place drawn at random, every place and code sealed again, written in random order."""
        for place, content in zip(self.places, dealing.shuffled(self.contents), strict=True):
            place.sealed = sealed_content(place, content, key=self.key)
        for place in dealing.shuffled(self.places):
            BlankAnswer.objects.filter(pk=place.pk).update(sealed=place.sealed)
        for code in dealing.shuffled(self.codes):
            sealed = sealed_use(code, is_used=code.digest in self.used, key=self.key)
            AnonymousCode.objects.filter(pk=code.pk).update(sealed=sealed)


def _open(round_id: int) -> AnonymousRound:
    """The round, locked: of two who save one waits. Raises `RoundIsOver`."""
    anonymous = AnonymousRound.objects.select_for_update().get(pk=round_id)
    if anonymous.is_closed:
        raise RoundIsOver
    return anonymous


def _drawers(groups: Mapping[int | None, int]) -> list[tuple[int | None, int]]:
    return [(unit_id, size) for unit_id, total in groups.items() for size in dealing.drawers(total)]


def _code(anonymous: AnonymousRound, token: str, drawer: int, *, key: Key) -> AnonymousCode:
    code = AnonymousCode(digest=_digest(token), round=anonymous, company_id=anonymous.company_id, drawer=drawer)
    code.sealed = sealed_use(code, is_used=False, key=key)
    return code


def _place(anonymous: AnonymousRound, unit_id: int | None, drawer: int, content: Content, *, key: Key) -> BlankAnswer:
    place = BlankAnswer(round=anonymous, company_id=anonymous.company_id, unit_id=unit_id, drawer=drawer)
    place.sealed = sealed_content(place, content, key=key)
    return place


def _content(place: BlankAnswer, *, key: Key) -> Content:
    """What lies in a place. Raises `sealing.Altered`."""
    return dealing.unpacked(sealing.unseal(bytes(place.sealed), key=key, about=_about(place)))


def sealed_content(place: BlankAnswer, content: Content, *, key: Key) -> bytes:
    """As it lies in its place. Raises `AnswerTooLong`."""
    return sealing.seal(dealing.packed(content), key=key, about=_about(place))


def is_used(code: AnonymousCode, *, key: Key) -> bool:
    """Whether somebody has written behind this code. Raises `sealing.Altered`."""
    sealed = bytes(code.sealed)
    return bool(sealed) and sealing.unseal(sealed, key=key, about=f"code:{code.digest}") == b"1"


def sealed_use(code: AnonymousCode, *, is_used: bool, key: Key) -> bytes:
    """Whether it is used, as it lies beside the code."""
    return sealing.seal(b"1" if is_used else b"0", key=key, about=f"code:{code.digest}")


def _mark(content: Content) -> str:
    """What the erasure ledger calls an answer: nobody but its author's receipt leads to it."""
    return _MARK + hashlib.sha256(f"withdrawn:{content.receipt}".encode()).hexdigest()[: 36 - len(_MARK)]


def _day_of(anonymous: AnonymousRound) -> datetime:
    """No hour is kept at level D: the day on which the round opened."""
    return datetime.combine(anonymous.round.opens_on, time(0), tzinfo=UTC)


def _about(place: BlankAnswer) -> str:
    return f"place:{place.round_id}:{place.key}:{place.unit_id}:D"


def _without_receipt(content: Content) -> Content:
    """As it is kept once the round is over: what was written, under no name of a window."""
    notes = tuple(replace(note, writer="", save_no=0, version=0) for note in content.notes if not note.is_blank)
    return Content("closed", 0, notes)


def _hash(receipt: str) -> str:
    parts = read_receipt(receipt)
    if parts is None:
        raise ValueError("A receipt of ours can be read.")
    return parts[2]


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
