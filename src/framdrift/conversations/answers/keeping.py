"""Seals and opens the notes of a talk. The only module that turns a note's row into words and back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence

from framdrift.conversations.answers.models import Note, ProgrammeKey, SeriousMatter, Talk
from framdrift.conversations.answers.rules import Written
from framdrift.conversations.models import Commitment, Invitation, Programme
from framdrift.foundation import sealing
from framdrift.foundation.sealing import Key

_VERDICT_BYTES = 4096
"""What somebody answered of earlier commitments has this length, or the next multiple: it does not tell of how many."""


def lock_level(programme: Programme) -> ProgrammeKey:
    """The programme's key and level, made with the first talk; from then on they stay. In the transaction at hand."""
    found = ProgrammeKey.objects.filter(pk=programme.pk).first()
    if found is not None:
        return found
    return ProgrammeKey.objects.create(
        programme=programme,
        company_id=programme.company_id,
        level=programme.level,
        sealed_key=sealing.make_key().id,
    )


def key_of(talk: Talk) -> Key:
    """The key of a talk's programme. One statement. Raises `sealing.SealRefused`."""
    return sealing.take(talk.key.sealed_key)


def keys_of(programme_ids: Collection[int]) -> dict[int, Key]:
    """The keys of those of these programmes that have one. Two statements. Raises `sealing.SealRefused`."""
    names = dict(ProgrammeKey.objects.filter(pk__in=programme_ids).values_list("sealed_key", "pk"))
    return {names[key_id]: key for key_id, key in sealing.take_all(names).items()}


def opened(talk: Talk, rows: Iterable[Note], *, key: Key) -> list[Written]:
    """The notes in words, blank ones included. Raises `sealing.Altered`."""
    return [
        Written(
            client_key=row.client_key,
            question=row.question,
            kind=row.kind,
            text=sealing.unseal(bytes(row.sealed), key=key, about=_about(talk, row.client_key, row.question)).decode(),
            position=row.position,
            version=row.version,
            writer=row.writer,
            save_no=row.save_no,
            is_serious=row.is_serious,
        )
        for row in rows
    ]


def keep(talk: Talk, notes: Sequence[Written], *, key: Key) -> None:
    """Write these notes over what has their keys."""
    Note.objects.bulk_create(
        [
            Note(
                talk=talk,
                company_id=talk.company_id,
                client_key=note.client_key,
                question=note.question,
                kind=note.kind,
                position=note.position,
                sealed=sealing.seal(note.text.encode(), key=key, about=_about(talk, note.client_key, note.question)),
                version=note.version,
                writer=note.writer,
                save_no=note.save_no,
                is_serious=note.is_serious,
            )
            for note in notes
        ],
        update_conflicts=True,
        unique_fields=["talk", "client_key"],
        update_fields=["question", "kind", "position", "sealed", "version", "writer", "save_no"],
    )


def sealed_matter(talk: Talk, matter_key: uuid.UUID, words: str, *, key: Key) -> bytes:
    """What a serious matter is about, sealed."""
    return sealing.seal(words.encode(), key=key, about=_matter(talk, matter_key))


def opened_matter(talk: Talk, matter: SeriousMatter, *, key: Key) -> str:
    """What a serious matter is about. Raises `sealing.Altered`."""
    return sealing.unseal(bytes(matter.sealed), key=key, about=_matter(talk, matter.key)).decode()


def sealed_reading(talk: Talk, codes: str, *, key: Key) -> bytes:
    """What the interviewer noted of the way out, sealed to its talk."""
    return sealing.seal(codes.encode(), key=key, about=_reading(talk))


def opened_reading(talk: Talk, sealed: bytes, *, key: Key) -> str:
    """Those codes. Raises `sealing.Altered`."""
    return sealing.unseal(bytes(sealed), key=key, about=_reading(talk)).decode()


def sealed_tie(commitment: Commitment, origin: str, *, key: Key) -> bytes:
    """Which talk a commitment came from, sealed to the commitment."""
    return sealing.seal(origin.encode(), key=key, about=_tie(commitment))


def opened_tie(commitment: Commitment, *, key: Key) -> str:
    """What `sealed_tie` was given. Raises `sealing.Altered`."""
    return sealing.unseal(bytes(commitment.origin or b""), key=key, about=_tie(commitment)).decode()


def sealed_verdicts(invitation: Invitation, verdicts: Mapping[uuid.UUID, str], *, key: Key) -> bytes:
    """What somebody answered in this talk of earlier commitments, by their keys."""
    plain = json.dumps({str(name): helped for name, helped in verdicts.items()}).encode()
    room = -(-len(plain) // _VERDICT_BYTES) * _VERDICT_BYTES
    return sealing.seal(plain.ljust(room), key=key, about=_verdicts(invitation.pk))


def opened_verdicts(invitation_id: int, sealed: bytes, *, key: Key) -> dict[uuid.UUID, str]:
    """What `sealed_verdicts` was given. Raises `sealing.Altered`."""
    plain = json.loads(sealing.unseal(bytes(sealed), key=key, about=_verdicts(invitation_id)))
    return {uuid.UUID(name): helped for name, helped in plain.items()}


def _about(talk: Talk, client_key: uuid.UUID, question: str) -> str:
    """A note opens in its talk, for its question and at the level that the person was told of, and nowhere else."""
    return f"note:{talk.pseudonym}:{client_key}:{question}:{talk.key.level}"


def _matter(talk: Talk, matter_key: uuid.UUID) -> str:
    return f"matter:{talk.pseudonym}:{matter_key}:{talk.key.level}"


def _reading(talk: Talk) -> str:
    return f"reading:{talk.pseudonym}:{talk.key.level}"


def _tie(commitment: Commitment) -> str:
    return f"tie:{commitment.key}:{commitment.programme_id}"


def _verdicts(invitation_id: int) -> str:
    return f"verdicts:{invitation_id}"
