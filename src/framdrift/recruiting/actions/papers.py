"""Files about a candidate: taken, given out as attachments only, taken away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.recruiting import events
from framdrift.recruiting.actions.ground import announce
from framdrift.recruiting.models import Candidate, Upload
from framdrift.recruiting.papers import Paper, path_of


@transaction.atomic
def add_upload(*, candidate: Candidate, paper: Paper, by: Viewer, at: datetime, kind: str = "cv") -> Upload:
    """Store an examined file. The bytes are on disk before the row is; a rollback takes them away again."""
    with keep_on_disk(paper):
        upload = Upload.objects.create(
            candidate=candidate,
            kind=kind,
            name=paper.name,
            stored_as=paper.stored_as,
            media_type=paper.media_type,
            bytes=len(paper.data),
            digest=paper.digest,
            added_by_id=by.account_id,
            added_at=at,
        )
        announce(events.UploadAdded(candidate_id=candidate.pk, upload_id=upload.pk), by=by, at=at)
    return upload


@contextmanager
def keep_on_disk(paper: Paper) -> Iterator[None]:
    """Write the bytes before the rows that tell of them; they go again where writing the rows fails."""
    path = path_of(paper.stored_as)
    _write(path, paper.data)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@transaction.atomic
def remove_upload(*, upload: Upload, by: Viewer, at: datetime) -> None:
    """Take a file away; its bytes go when the transaction has gone through."""
    path = path_of(upload.stored_as)
    announce(events.UploadRemoved(candidate_id=upload.candidate_id, upload_id=upload.pk), by=by, at=at)
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
