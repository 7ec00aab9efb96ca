"""An installation from before ties were sealed keeps what it knew, and shows it to nobody without the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foundation import installations

_BEFORE = """
import uuid
from datetime import date
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
call_command("migrate", "conversations", "0003", verbosity=0, skip_checks=True)
call_command("migrate", "answers", "0001", verbosity=0, skip_checks=True)
call_command("migrate", "foundation", verbosity=0, skip_checks=True)
old = MigrationExecutor(connection).loader.project_state(
    [
        ("conversations", "0003_leavers_and_training"),
        ("answers", "0001_talks_and_blank_answers"),
        ("foundation", "0006_sealed_keys"),
    ]
).apps
get = lambda name: old.get_model(*name.split(".")).objects
now, day = timezone.now(), date(2026, 3, 2)
company = get("organisations.Company").create(name="Nord", created_at=now)
who = get("organisations.Account").create(email="ines@x.example", name="Ines")
person = get("organisations.Employment").create(
    company=company, external_id="7", name="Person", email="p@x.example", started_on=day, origin="imported"
)
guide = get("conversations.Guide").create(kind="stay", name_sv="G", name_en="G")
version = get("conversations.GuideVersion").create(guide=guide, number=1, made_at=now)
programme = get("conversations.Programme").create(
    company=company, kind="stay", guide_version=version, name_sv="S", name_en="S", level="C", channel="phone",
    holder="agency", starts_on=day, state="launched", made_at=now, launched_at=now,
)
first = get("conversations.ProgrammeRound").create(
    programme=programme, company=company, number=1, opens_on=day, closes_on=day, closed_at=now
)
asked = [
    get("conversations.Invitation").create(
        programme=programme, round=first, company=company, employment=person, reason=str(n), ask_on=day, due_on=day
    )
    for n in range(2)
]
facts = {"company": company, "programme": programme, "round": first, "owner": who, "due_on": day}
made = get("conversations.Commitment").create(
    words="Schemat", invitation=asked[0], agreed_by=who, agreed_at=now, clearance="general", told_on=day, **facts
)
get("conversations.Commitment").create(words="Av alla", agreed_by=who, agreed_at=now, **facts)
get("conversations.CommitmentReport").create(
    commitment=made, company=company, kind="done", due_before=day, due_after=day, reported_by=who, reported_at=now
)
get("conversations.CommitmentVerdict").create(
    commitment=made, company=company, invitation=asked[1], helped="not_noticed", said_at=now
)
get("foundation.Letter").create(
    key=f"commitment:{made.pk}:new", subject_key=f"commitment:{made.pk}", kind="commitment_new", language="sv",
    send_after=now, written_at=now,
)
print(made.pk)
"""
_AFTER = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from framdrift.conversations.answers.ties import origin_of
from framdrift.conversations.answers.verdicts import said
from framdrift.conversations.models import Commitment, CommitmentReport, Invitation
from framdrift.foundation.models import Letter
first, second = Invitation.objects.select_related("programme").order_by("pk")
row = Commitment.objects.get(words="Schemat")
assert origin_of(row) == first
assert Commitment.objects.get(words="Av alla").origin is None
assert CommitmentReport.objects.get().commitment == row
assert said(second) == {row.key: "not_noticed"}
assert Letter.objects.get().key == f"commitment:{row.pk}:new"
print(row.pk)
"""


@pytest.mark.database
@pytest.mark.nightly
def test_ties_and_verdicts_of_before_are_sealed_and_numbered_anew(tmp_path: Path) -> None:
    home = installations.make(tmp_path / "home")
    before = home.python(_BEFORE)
    after = home.python(_AFTER)
    assert before != after
    if (file := home.home / "framdrift.sqlite3").exists():
        content = b"".join(one.read_bytes() for one in home.home.glob("framdrift.sqlite3*"))
        assert file.stat().st_size
        assert b"Schemat" in content, "the search sees what is not sealed"
        assert b"not_noticed" not in content
