"""What a rollback or a stopped machine left on the disk goes the next night; what is claimed or under way stays."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions, import_runs
from framdrift.recruiting.models import Candidacy, ImportRun, Upload
from framdrift.recruiting.papers import examine, path_of
from framdrift.recruiting.upkeep import sweep_files

DAY = timedelta(days=1)


@pytest.fixture
def media(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _aged(path: Path, now: datetime, *, days: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_bytes(b"text")
    when = (now - days * DAY).timestamp()
    os.utime(path, (when, when))
    return path


def _files(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


def test_a_file_left_by_a_rollback_around_the_action_goes(
    media: Path, candidacy: Candidacy, ada: Viewer, now: datetime
) -> None:
    paper = examine("cv.txt", b"Ett papper.", megabytes=1)
    kept = actions.add_upload(
        candidate=candidacy.candidate, paper=examine("brev.txt", b"Hej.", megabytes=1), by=ada, at=now
    )
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.add_upload(candidate=candidacy.candidate, paper=paper, by=ada, at=now)
        raise ZeroDivisionError
    assert list(Upload.objects.all()) == [kept]
    for path in _files(media):
        _aged(path, now, days=2)
    fresh = _aged(path_of("ff" * 16), now, days=0)
    sweep_files.call(now.isoformat())
    assert _files(media) == sorted([path_of(kept.stored_as), fresh])


@pytest.mark.parametrize(
    ("state", "days", "stays", "then"),
    [
        (import_runs.WAITING, 6, True, import_runs.WAITING),
        (import_runs.WAITING, 8, False, import_runs.FAILED),
        (import_runs.FAILED, 8, False, import_runs.FAILED),
        (import_runs.RUNNING, 8, True, import_runs.RUNNING),
    ],
)
def test_a_file_that_nobody_began_with_goes_after_a_week(
    db: None, media: Path, now: datetime, state: str, days: int, *, stays: bool, then: str
) -> None:
    run = ImportRun.objects.create(
        source="table", file_name="a.csv", file_digest="x", stored_as="ab" * 16, state=state,
        started_at=now - days * DAY,
    )  # fmt: skip
    path = _aged(import_runs.files_folder() / run.stored_as, now, days=days)
    orphan = _aged(import_runs.files_folder() / ("cd" * 16), now, days=2)
    sweep_files.call(now.isoformat())
    run.refresh_from_db()
    assert (path.exists(), orphan.exists(), run.state) == (stays, False, then)
    assert bool(run.error) is (state == import_runs.WAITING and not stays)
