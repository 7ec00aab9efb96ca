"""`framdrift export`: everything about one, nothing about another; no secret, no sealed word; whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from framdrift.cli import main
from framdrift.cli.exporting.of_company import LEFT_OUT, of_company
from framdrift.cli.exporting.of_person import of_candidate, of_employee
from framdrift.cli.exporting.of_programme import of_programme
from framdrift.cli.exporting.subject import SEALED_APP
from framdrift.cli.exporting.table_files import tables_of
from framdrift.config.privacy_kinds import Kind
from framdrift.config.privacy_registry import REGISTRY
from framdrift.conversations.answers.models import AnonymousRound, BlankAnswer
from framdrift.conversations.guides.bank import ensure_default_guides
from framdrift.conversations.kinds import TalkKind
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.conversations.programmes.actions import draft_programme
from framdrift.conversations.programmes.drafting import usual_facts
from framdrift.foundation import outbox, texts
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Company, Employment, Unit
from framdrift.recruiting import actions
from framdrift.recruiting.models import Candidacy, Candidate, Note, PlanTemplate, Upload
from framdrift.recruiting.papers import path_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = "OTHER-COMPANYS-CANARY"
SEALED = b"SEALED-WORDS-CANARY"
TOKEN = "PERSONAL-ADDRESS-CANARY"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """The command speaks its own language, and the next test does not."""
    with translation.override("en"):
        yield


@pytest.fixture
def programme(transactional_db: None, cast: Cast, now: datetime) -> Programme:
    """A programme at level D at North, with one asked employee and one sealed answer."""
    guide = next(one for one in ensure_default_guides(at=now) if one.kind == TalkKind.STAY)
    facts = usual_facts(TalkKind.STAY, cast.north.company, guide.versions.get(), starts_on=now.date())
    made = draft_programme(
        company=cast.north.company,
        kind=TalkKind.STAY,
        facts=replace(facts, contact_name="Hugo Rask", contact_email="hugo@nordbygg.example"),
        by=viewer_of(cast.interviewer),
        at=now,
    )
    person = _employee(cast.north.company, "Nils Nord", "nils@nordbygg.example", now.date())
    held = ProgrammeRound.objects.create(
        programme=made, company=made.company, number=1, opens_on=now.date(), closes_on=date(2026, 12, 20)
    )
    Invitation.objects.create(
        programme=made, round=held, company=made.company, employment=person, reason="round",
        is_anonymous=True, ask_on=now.date(), due_on=date(2026, 12, 20),
    )  # fmt: skip
    sealed = AnonymousRound.objects.create(
        round=held, company=made.company, sealed_key="00000000-0000-0000-0000-000000000001"
    )
    BlankAnswer.objects.create(
        key="00000000-0000-0000-0000-000000000002", round=sealed, company=made.company, drawer=1, sealed=SEALED
    )
    return made


@pytest.fixture
def canaries(transactional_db: None, cast: Cast, template: PlanTemplate, candidacy: Candidacy, now: datetime) -> None:
    """Another client with a recruitment of its own, in which the same candidate stands; letters and papers."""
    ada, south = viewer_of(cast.owner), cast.south.company
    Company.objects.filter(pk=south.pk).update(note=OTHER)
    Unit.objects.create(company=south, name=f"{OTHER} unit")
    _employee(south, f"{OTHER} person", "canary@sjovik.example", now.date())
    theirs = _recruitment(cast, template, ada, now)
    lea = candidacy.candidate
    beside = actions.enter_candidacy(assignment=theirs, candidate=lea, source="applied", by=ada, at=now)
    for row, words in ((candidacy, FORMULA), (beside, f"{OTHER} note")):
        text = texts.keep(words, about=lea.pseudonym)
        assert text is not None
        Note.objects.create(
            assignment=row.assignment, company=row.company, candidacy=row, text=text, written_by=cast.owner,
            written_at=now,
        )  # fmt: skip
    for row, words in ((candidacy, "The board meets"), (beside, f"{OTHER} board")):
        actions.pause_assignment(assignment=row.assignment, reason=words, by=ada, at=now)  # in no row but an event
    Candidate.objects.filter(pk=lea.pk).update(headline=FORMULA, works_at=south)
    for company, said in ((candidacy.company, "Ours"), (south, OTHER)):
        outbox.write(
            key=said, kind="update", to_email="lea@people.example", subject=said, body_text=TOKEN, language="sv",
            at=now, about=lea.pseudonym, company_id=company.pk,
        )  # fmt: skip
    for kind, name in (("cv", "../Min CV.txt"), ("other", f"{OTHER}.txt")):
        _paper(lea, kind, name, now)


def _recruitment(cast: Cast, template: PlanTemplate, by: Viewer, at: datetime) -> Any:
    return actions.open_assignment(
        company=cast.south.company, title=f"{OTHER} assignment", owner=cast.owner, template=template,
        kickoff_on=at.date(), facts=actions.Facts(pay_low=1, pay_high=2),
        crew=actions.Crew(contacts={cast.south.manager: "decider"}), criteria=[{"name": f"{OTHER} criterion"}],
        by=by, at=at,
    )  # fmt: skip


def _employee(company: Company, name: str, email: str, since: date) -> Employment:
    return Employment.objects.create(company=company, name=name, email=email, started_on=since, origin="by_hand")


def _paper(candidate: Candidate, kind: str, name: str, at: datetime) -> None:
    stored_as = f"{kind:0>8}exported"
    path = path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"what the paper says")
    Upload.objects.create(
        candidate=candidate, kind=kind, name=name, stored_as=stored_as, media_type="text/plain", bytes=19,
        digest="", added_at=at,
    )  # fmt: skip


def _export(*words: str, to: Path, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], dict[str, bytes]]:
    status = main.main(["export", *words, "-o", str(to), "--json", "--lang", "en"])
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    with zipfile.ZipFile(to) as archive:
        assert archive.testzip() is None
        return json.loads(said.out), {name: archive.read(name) for name in archive.namelist()}


def _refused(*words: str, capsys: pytest.CaptureFixture[str], status: int = 2) -> str:
    assert main.main(["export", *words, "--lang", "en"]) == status
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def _rows(found: dict[str, bytes], table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(found[f"tables/{table}.json"])
    return rows


def test_a_company_is_exported_whole_and_alone(
    canaries: None, programme: Programme, cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary, found = _export("company", "nordbygg ab", to=tmp_path / "a.zip", capsys=capsys)
    everything = b"\n".join(found.values())
    assert OTHER.encode() not in everything
    assert b"sjovik" not in everything.lower()
    assert SEALED not in everything
    assert TOKEN.encode() not in everything
    assert not [name for name in found if f"/{SEALED_APP}." in name]
    assert [row["name"] for row in _rows(found, "organisations.company")] == ["Nordbygg AB"]
    assert [row["title"] for row in _rows(found, "recruiting.assignment")] == ["Ekonomichef"]
    assert [row["name"] for row in _rows(found, "recruiting.candidate")] == ["Lea Berg"]
    assert {row["body"] for row in _rows(found, "foundation.freetext")} == {FORMULA, "The board meets"}
    assert [row["subject"] for row in _rows(found, "foundation.letter")] == ["Ours"]
    assert {row["company_id"] for row in _rows(found, "foundation.event")} == {cast.north.company.pk}
    files = {name: content for name, content in found.items() if name.startswith("files/")}
    assert {name.split("-", 1)[1] for name in files} == {".._Min CV.txt"}
    assert set(files.values()) == {b"what the paper says"}
    assert (summary["kind"], summary["files"], summary["missing_files"]) == ("company", 1, [])
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600
    _each_table_is_there_twice(summary, found)


def _each_table_is_there_twice(summary: dict[str, Any], found: dict[str, bytes]) -> None:
    codebook = list(csv.DictReader(io.StringIO(found["codebook.csv"].decode(), newline="")))
    for table, count in summary["tables"].items():
        lines = list(csv.reader(io.StringIO(found[f"tables/{table}.csv"].decode(), newline="")))
        assert len(lines) == count + 1
        assert len(_rows(found, table)) == count
        assert lines[0] == [one["column"] for one in codebook if one["table"] == table and one["in_file"] == "yes"]
    assert not [one for one in codebook if one["class"] == "secret" and one["in_file"] == "yes"]
    assert "framdrift rights" in found["README.txt"].decode()


def test_formulas_are_disarmed_in_the_table_and_exact_in_json(
    canaries: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, found = _export("company", "Nordbygg AB", to=tmp_path / "a.zip", capsys=capsys)
    (line,) = csv.DictReader(io.StringIO(found["tables/recruiting.candidate.csv"].decode(), newline=""))
    assert line["headline"] == f"'{FORMULA}"
    assert _rows(found, "recruiting.candidate")[0]["headline"] == FORMULA
    assert found["tables/recruiting.candidate.csv"].count(b"\r\n") == 2


def test_a_candidate_is_exported_with_the_copy_that_is_theirs(
    canaries: None, candidacy: Candidacy, now: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = viewer_of(candidacy.assignment.owner)
    actions.resume_assignment(assignment=candidacy.assignment, by=ada, at=now)
    other = actions.add_candidate(name="Somebody Else", email="else@people.example", by=ada, at=now)
    actions.enter_candidacy(assignment=candidacy.assignment, candidate=other, source="applied", by=ada, at=now)
    summary, found = _export("person", "LEA@people.example", to=tmp_path / "a.zip", capsys=capsys)
    everything = b"\n".join(found.values())
    assert b"Somebody Else" not in everything
    assert TOKEN.encode() not in everything
    assert summary["tables"]["recruiting.candidacy"] == 2
    assert {row["body"] for row in _rows(found, "foundation.freetext")} >= {FORMULA, f"{OTHER} note"}
    assert _rows(found, "foundation.event")
    assert json.loads(found["own_data.json"])["person"]["name"] == "Lea Berg"
    assert summary["files"] == 2


def test_an_employee_and_a_programme_without_what_was_said(
    canaries: None, programme: Programme, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (("person", "nils@nordbygg.example"), ("programme", str(programme.pk))):
        _, found = _export(*words, to=tmp_path / f"{words[0]}.zip", capsys=capsys)
        everything = b"\n".join(found.values())
        assert SEALED not in everything
        assert OTHER.encode() not in everything
        (asked,) = _rows(found, "conversations.invitation")
        assert (asked["state"], asked["started_at"]) == ("planned", None)
        assert "framdrift rights" in found["README.txt"].decode()


def test_who_was_merged_is_found_by_the_one_who_stays_and_lost_files_are_told(
    canaries: None, candidacy: Candidacy, now: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lea = candidacy.candidate
    twin = Candidate.objects.create(name="Lea B", email="twin@people.example", created_at=now, merged_into=lea)
    path_of(Upload.objects.get(kind="cv").stored_as).unlink()
    to = tmp_path / "a.zip"
    assert main.main(["export", "person", f"candidate:{twin.pk}", "-o", str(to), "--json", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "Min CV.txt" in said.err
    summary = json.loads(said.out)
    assert (summary["id"], summary["tables"]["recruiting.candidate"], summary["files"]) == (lea.pk, 2, 1)
    with zipfile.ZipFile(to) as archive:
        assert summary["missing_files"][0] in archive.read("README.txt").decode()


def test_the_same_again_is_the_same(
    canaries: None, candidacy: Candidacy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = (
        _export("company", f"company:{candidacy.company_id}", to=tmp_path / name, capsys=capsys)[1]
        for name in ("one.zip", "two.zip")
    )
    assert list(one) == list(two)
    assert all(one[name] == two[name] for name in one if name != "README.txt")


def test_who_cannot_be_found_is_said_with_what_to_do(
    programme: Programme, cast: Cast, now: datetime, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "Nordbygg AB" in _refused("company", "Nowhere", capsys=capsys)
    assert "candidate:NUMBER" in _refused("person", "nobody@x.example", capsys=capsys)
    assert f"programme:{programme.pk}" in _refused("programme", "9" * 40, capsys=capsys)
    assert "which one" in _refused("person", "\udcff", capsys=capsys)
    actions.add_candidate(name="Nils Nord", email="nils@nordbygg.example", by=viewer_of(cast.owner), at=now)
    several = _refused("person", "nils@nordbygg.example", capsys=capsys)
    assert "candidate:" in several
    assert "employee:" in several
    there = tmp_path / "there.zip"
    there.write_text("mine")
    assert "exists already" in _refused("company", "Nordbygg AB", "-o", str(there), capsys=capsys)
    assert there.read_text() == "mine"
    assert "no folder" in _refused("company", "Nordbygg AB", "-o", str(tmp_path / "no" / "a.zip"), capsys=capsys)


def test_nothing_half_done_is_left(
    cast: Cast,
    transactional_db: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(*_words: object, **_named: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("framdrift.cli.exporting.readme.text", full)
    said = _refused("company", "Nordbygg AB", "-o", str(tmp_path / "a.zip"), capsys=capsys, status=1)
    assert "No space left" in said
    assert list(tmp_path.iterdir()) == []


def test_every_table_is_exported_with_its_company_or_left_out_by_name() -> None:
    subject = of_company(Company(pk=1, name="North"))
    of_answers = {label for label in REGISTRY if label.startswith(f"{SEALED_APP}.")}
    assert set(REGISTRY) == set(subject.rows) | LEFT_OUT | of_answers
    assert not set(subject.rows) & LEFT_OUT


def test_every_table_that_hangs_on_a_person_or_a_programme_is_exported() -> None:
    for subject, roots in (
        (of_candidate(Candidate(pk=1)), ("recruiting.Candidate", "recruiting.Candidacy")),
        (of_employee(Employment(pk=1)), ("organisations.Employment", "conversations.Invitation")),
        (of_programme(Programme(pk=1)), ("conversations.Programme", "conversations.Invitation")),
    ):
        for model in apps.get_models(include_auto_created=True):
            points = {one.related_model._meta.label for one in model._meta.concrete_fields if one.related_model}
            if points & set(roots) and model._meta.app_label != SEALED_APP:
                assert model._meta.label in subject.rows, (subject.kind, model._meta.label)


def test_no_secret_column_is_given() -> None:
    for subject in (of_company(Company(pk=1)), of_candidate(Candidate(pk=1)), of_employee(Employment(pk=1))):
        for table in tables_of(subject):
            by_column = {one.attname: REGISTRY[table.label].of(one.name) for one in table.model._meta.concrete_fields}
            assert Kind.SECRET not in {by_column[name] for name in table.columns}
