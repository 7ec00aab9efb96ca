"""Sealed words: what opens them, what does not, and what is said when the master key is missing or another."""

from __future__ import annotations

import stat
import uuid
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from framdrift.foundation import erasures, seal_file, sealing
from framdrift.foundation.models import SealedKey


@pytest.fixture
def key_file(tmp_path: Path, settings: LazySettings) -> Path:
    settings.FRAMDRIFT_SEAL_KEY_FILE = tmp_path / "deep" / "seal-key"
    return tmp_path / "deep" / "seal-key"


@pytest.mark.django_db
def test_what_was_sealed_opens_again_and_only_where_it_belongs(key_file: Path) -> None:
    key = sealing.make_key()
    sealed = sealing.seal("Jag älskar mitt jobb".encode(), key=key, about="note:1|C")
    again = sealing.take(key.id)
    assert sealing.unseal(sealed, key=again, about="note:1|C").decode() == "Jag älskar mitt jobb"
    for other in ("note:2|C", "note:1|A", ""):
        with pytest.raises(sealing.Altered):
            sealing.unseal(sealed, key=again, about=other)
    with pytest.raises(sealing.Altered):
        sealing.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), key=again, about="note:1|C")
    with pytest.raises(sealing.Altered):
        sealing.unseal(b"", key=again, about="note:1|C")


@pytest.mark.django_db
def test_the_key_file_is_its_owners_alone_and_made_once(key_file: Path) -> None:
    assert seal_file.read() is None
    first = sealing.make_key()
    line = key_file.read_text()
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    second = sealing.make_key()
    assert key_file.read_text() == line
    assert first.secret != second.secret
    assert [one.name for one in key_file.parent.iterdir()] == ["seal-key"]
    seal_file.write(seal_file.MasterKey(b"x" * 32))
    assert key_file.read_text() == line, "a key that is there is never replaced"


@pytest.mark.django_db
def test_neither_key_nor_wrapped_key_tells_the_other(key_file: Path) -> None:
    key = sealing.make_key()
    row = SealedKey.objects.get()
    master = seal_file.read()
    assert master is not None
    assert key.secret not in bytes(row.wrapped)
    assert key.secret.hex() not in repr(key)
    assert master.secret.hex() not in repr(master)


@pytest.mark.django_db
def test_a_missing_or_another_file_is_said_and_never_replaced(key_file: Path) -> None:
    key = sealing.make_key()
    mark = SealedKey.objects.get().mark
    kept = key_file.read_text()
    key_file.unlink()
    with pytest.raises(sealing.NoKeyFile) as no:
        sealing.take(key.id)
    assert mark in str(no.value)
    assert str(key_file) in str(no.value)
    with pytest.raises(sealing.NoKeyFile):
        sealing.make_key()
    assert not key_file.exists(), "a new key would hide that the old one is lost"

    other = seal_file.MasterKey(b"o" * 32)
    seal_file.write(other)
    with pytest.raises(sealing.WrongKeyFile) as no:
        sealing.take(key.id)
    assert mark in str(no.value)
    assert other.mark in str(no.value)
    assert [type(one) for one in sealing.faults()] == [sealing.WrongKeyFile]

    key_file.write_text("not a key at all\n")
    with pytest.raises(seal_file.UnreadableKeyFile):
        sealing.take(key.id)
    key_file.write_text(kept)
    assert sealing.take(key.id) == key
    assert sealing.faults() == []


@pytest.mark.django_db
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, settings: LazySettings) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.FRAMDRIFT_SEAL_KEY_FILE = tmp_path / "file" / "seal-key"
    with pytest.raises(seal_file.SealRefused) as no:
        sealing.make_key()
    assert "seal-key" in str(no.value)


@pytest.mark.django_db
def test_a_swapped_wrapped_key_does_not_open(key_file: Path) -> None:
    """Who can write in the database and not read the file cannot put one programme's key in another's place."""
    one, two = sealing.make_key(), sealing.make_key()
    SealedKey.objects.filter(pk=one.id).update(wrapped=SealedKey.objects.get(pk=two.id).wrapped)
    with pytest.raises(sealing.Altered):
        sealing.take(one.id)


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_key_stays_destroyed(key_file: Path, now: datetime) -> None:
    key, other = sealing.make_key(), sealing.make_key()
    row = SealedKey.objects.get(pk=key.id)
    sealing.destroy(key.id, at=now)
    with pytest.raises(sealing.KeyDestroyed):
        sealing.take(key.id)
    row.save(force_insert=True)  # as an old backup brings it back
    sealing.forget_key("ada", now)
    sealing.forget_key(str(uuid.uuid4()), now)
    assert SealedKey.objects.count() == 2
    assert erasures.apply_again([sealing.forget_key]) >= 1
    assert list(SealedKey.objects.values_list("pk", flat=True)) == [other.id]


def test_a_typed_line_is_the_same_key() -> None:
    key = seal_file.MasterKey(bytes(range(32)))
    assert seal_file.typed(key.line.lower().replace(" ", "-")) == key
    for wrong in (key.line[:-1], key.line.replace("A", "B", 1), "", "åäö", key.line + "AAAA"):
        with pytest.raises(seal_file.NotAKey):
            seal_file.typed(wrong)
