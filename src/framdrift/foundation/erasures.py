"""The ledger of those who were forgotten: pseudonyms only, in the database and in a file beside it.

A backup is older than some erasures. The file outlives the database, so that a restored system can forget again
before it opens.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from framdrift.foundation import texts
from framdrift.foundation.models import Erasure, Letter

Forget = Callable[[str, datetime], object]


class LedgerUnreadable(Exception):
    """The erasure ledger holds a line that cannot be read; the sentence names file and line."""


def note(pseudonym: str, *, at: datetime) -> None:
    """Write down, in the transaction of the erasure, that this person was forgotten; the file follows at commit."""
    Erasure.objects.get_or_create(pseudonym=pseudonym, defaults={"at": at})
    transaction.on_commit(write_missing_to_file)


def write_missing_to_file() -> int:
    """Bring the file up to the database, durably; how many lines were added. Run at each erasure and nightly."""
    path: Path = settings.FRAMDRIFT_ERASURE_LEDGER
    known = {pseudonym for pseudonym, _ in entries(path)}
    missing = [row for row in Erasure.objects.order_by("at", "pk") if row.pseudonym not in known]
    if missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            for row in missing:
                file.write(json.dumps({"pseudonym": row.pseudonym, "at": row.at.isoformat()}) + "\n")
            file.flush()
            os.fsync(file.fileno())
    return len(missing)


def noted() -> set[str]:
    """The pseudonyms that the database knows to be forgotten."""
    return set(Erasure.objects.values_list("pseudonym", flat=True))


def entries(path: Path) -> Iterator[tuple[str, datetime]]:
    """(pseudonym, instant) of every line; nothing where there is no file. Raises `LedgerUnreadable`."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            yield str(row["pseudonym"]), datetime.fromisoformat(row["at"])
        except (ValueError, KeyError, TypeError):
            raise LedgerUnreadable(f"{path}, line {number}: this is not a line of an erasure ledger.") from None


def apply_again(forgetters: Sequence[Forget]) -> int:
    """Forget everyone in the file once more, by each of `forgetters`; how many people. In one transaction."""
    found = list(entries(settings.FRAMDRIFT_ERASURE_LEDGER))
    for pseudonym, at in found:
        Erasure.objects.get_or_create(pseudonym=pseudonym, defaults={"at": at})
        for forget in forgetters:
            forget(pseudonym, at)
    return len(found)


def forget_texts_and_letters(pseudonym: str, at: datetime) -> None:
    """Blank what this folder holds about a person. A letter's row stays: its key forbids writing it again."""
    texts.forget(about=pseudonym, at=at)
    told = Letter.objects.filter(Q(about=pseudonym) | Q(joined__about=pseudonym))  # also where one was joined in
    letters = Letter.objects.filter(pk__in=list(told.values_list("pk", flat=True)))
    letters.filter(state__in=(Letter.State.HELD, Letter.State.WAITING)).update(state=Letter.State.CANCELLED)
    blank = dict.fromkeys(("about", "to_name", "to_email", "subject", "body_text", "body_html", "error"), "")
    letters.update(attachments=[], content={}, **blank)
