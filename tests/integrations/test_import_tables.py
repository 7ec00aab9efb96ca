"""Tables: what is taken, what is refused row by row, and what changes nothing at all."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from framdrift.foundation import dispatch
from framdrift.foundation.models import Event
from framdrift.organisations.access import SYSTEM
from framdrift.recruiting import import_runs
from framdrift.recruiting.models import Assignment, Candidacy, Candidate, ImportRun, Outcome
from framdrift.recruiting.transitions.told import Misread, Unreadable
from tests.integrations.importing import NOW, bring_in, reading, way

pytestmark = pytest.mark.django_db
HEADER = "Namn;E-post;Uppdrag;Steg;Datum;Utfall;Avslutad;Anledning\n"


def table(folder: Path, text: str, *, encoding: str = "utf-8", header: str = HEADER) -> Path:
    path = folder / "export.csv"
    path.write_bytes((header + text).encode(encoding))
    return path


def test_a_way_with_its_clocks(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Åsa Öberg;asa@x.example;Ekonomichef;Urval;2026-03-02 09:00;;;\n"
        "Åsa Öberg;asa@x.example;Ekonomichef;Intervju;2026-03-05T10:00+01:00;Avslag;24/3/2026;För lite erfarenhet\n",
    )
    report = bring_in(path, "csv")
    assert (report.added, report.refused) == (3, [])
    candidacy = Candidacy.objects.get()
    assert way(candidacy) == [
        ("Urval", "2026-03-05T09:00:00+00:00"),
        ("Intervju", "2026-03-23T23:00:00+00:00"),
    ]
    outcome = Outcome.objects.get()
    assert (outcome.status, outcome.told_reason) == ("rejected", "requirements")
    assert candidacy.status == "rejected"
    codes = list(Event.objects.filter(subject=f"candidacy:{candidacy.pk}").values_list("code", flat=True))
    assert codes == ["candidacy-entered", "candidacy-moved", "candidacy-ended"]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, "Bo Ek;bo@x.example;Säljare;Urval;2026-03-02;;;\n")
    bring_in(path, "csv")
    before = Event.objects.count()
    report = bring_in(path, "csv")
    assert (report.added, report.changed, report.known) == (0, 0, 1)
    assert Event.objects.count() == before
    assert Candidate.objects.count() == Assignment.objects.count() == 1


def test_a_later_export_takes_the_way_on(tmp_path: Path) -> None:
    first = "Bo Ek;bo@x.example;Säljare;Urval;2026-03-02;;;\n"
    bring_in(table(tmp_path, first), "csv")
    bring_in(table(tmp_path, first + "Bo Ek;bo@x.example;Säljare;Intervju;2026-03-06;;;\n"), "csv")
    candidacy = Candidacy.objects.get()
    assert [name for name, _left in way(candidacy)] == ["Urval", "Intervju"]
    assert not Event.objects.filter(code="history-corrected").exists()


def test_what_was_done_here_since_is_left_alone(tmp_path: Path) -> None:
    first = "Bo Ek;bo@x.example;Säljare;Urval;2026-03-02;;;\n"
    bring_in(table(tmp_path, first), "csv")
    candidacy = Candidacy.objects.get()
    Event.objects.filter(subject=f"candidacy:{candidacy.pk}").update(actor="a-person")
    told = reading(tmp_path / "export.csv", "csv")
    path = table(tmp_path, first + "Bo Ek;bo@x.example;Säljare;Intervju;2026-03-06;;;\n")
    run = import_runs.begin(source="csv", path=path, reading=told, by=SYSTEM, at=NOW)
    report = import_runs.carry_out(
        run=run, kind="csv", path=path, reading=told, by=SYSTEM, at=NOW, progress=lambda done, total: None
    )
    assert [one.line for one in report.refused] == [3]
    assert [name for name, _left in way(candidacy)] == ["Urval"]


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-04", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("2026-03-04T10:00:00Z", datetime(2026, 3, 4, 10, tzinfo=UTC)),
        ("24/3/2026", datetime(2026, 3, 23, 23, tzinfo=UTC)),
        ("3/24/2026", datetime(2026, 3, 23, 23, tzinfo=UTC)),
        ("24.03.2026 14:30", datetime(2026, 3, 24, 13, 30, tzinfo=UTC)),
        ("4 mars 2026", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("March 4, 2026", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("2026/03/04", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("20260304", datetime(2026, 3, 3, 23, tzinfo=UTC)),
        ("20260304T1030", datetime(2026, 3, 4, 9, 30, tzinfo=UTC)),
        ("20260304T103000Z", datetime(2026, 3, 4, 10, 30, tzinfo=UTC)),
        ("20260304 10:30", datetime(2026, 3, 4, 9, 30, tzinfo=UTC)),
    ],
)
def test_the_ways_to_write_a_date(tmp_path: Path, written: str, instant: datetime) -> None:
    bring_in(table(tmp_path, f'Bo Ek;bo@x.example;Säljare;Urval;"{written}";;;\n'), "csv")
    assert Candidacy.objects.get().stepped_at == instant


@pytest.mark.parametrize(
    "written",
    ["03/04/2026", "4.3.26", "2026-02-30", "46000", "", "2026-03-29 02:30", "i går", "20260230", "12032026", "202603"],
)
def test_a_doubtful_date_is_refused_by_line_and_field(tmp_path: Path, written: str) -> None:
    report = bring_in(table(tmp_path, f"Bo Ek;bo@x.example;Säljare;Urval;{written};;;\n"), "csv")
    assert [(one.line, one.field) for one in report.refused] == [(2, "entered")]
    assert not Candidacy.objects.exists()


def test_the_mapping_settles_which_number_is_the_day(tmp_path: Path) -> None:
    path = table(tmp_path, "Bo Ek;bo@x.example;Säljare;Urval;03/04/2026;;;\n")
    bring_in(path, "csv", dates="day-first")
    assert Candidacy.objects.get().stepped_at == datetime(2026, 4, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        ((HEADER + "Åsa;a@x.example;S\xe4ljare;Urval;2026-03-02;;;\n").encode("cp1252"), "cp1252"),
        (b"PK\x03\x04broken", "XLSX"),
        (b"Alfa;Beta\n1;2\n", "Alfa"),
        ((HEADER + "x" * 200_000 + ";;;;;;;\n").encode(), "line 2"),
        (b"Namn;Namn\n1;2\n", "Namn"),
        (HEADER.encode(), "a header and no rows"),
        (
            (HEADER + '"Bo;b@x.example;S;Urval;2026-03-02;;;\n"Cia;c@x.example;S;Urval;2026-03-02;;;\n').encode(),
            "line 3",
        ),
        (gzip.compress((HEADER + "x;;;;;;;\n" * 900).encode(), mtime=0)[:-12], "cut off"),
        (b"\x1f\x8bnonsense" * 9, "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=says):
        bring_in(path, "csv")
    assert not Candidate.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_an_encoding_shows_in_the_first_bytes(tmp_path: Path, encoding: str) -> None:
    bring_in(table(tmp_path, "Åsa Öberg;a@x.example;Säljare;Urval;2026-03-02;;;\n", encoding=encoding), "csv")
    assert Candidate.objects.get().name == "Åsa Öberg"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_cut_off_text_in_utf_16_is_told_to_be_nothing_else(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path, "Åsa Öberg;a@x.example;Säljare;Urval;2026-03-02;;;\n", encoding=encoding)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Unreadable, match=encoding) as no:
        bring_in(path, "csv")
    assert "1252" not in str(no.value) and not isinstance(no.value, Misread)
    assert not Candidate.objects.exists()


def test_a_workbook_with_days_as_numbers_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADER.strip().split(";"))
    book.active.append(["Åsa Öberg", "a@x.example", "Säljare", "Urval", 20260304, None, None, None])
    book.save(tmp_path / "export.xlsx")
    bring_in(tmp_path / "export.xlsx", "xlsx")
    assert Candidacy.objects.get().stepped_at == datetime(2026, 3, 3, 23, tzinfo=UTC)


def test_a_packed_table_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, "Åsa Öberg;a@x.example;Säljare;Urval;2026-03-02;;;\n")
    path.write_bytes(gzip.compress(path.read_bytes()))
    bring_in(path, "csv")
    assert Candidate.objects.get().name == "Åsa Öberg"


@pytest.mark.parametrize("written", ["1850-01-01", "9999-12-31"])
def test_a_day_that_no_recruitment_had_is_told_by_the_years_taken(tmp_path: Path, written: str) -> None:
    report = bring_in(table(tmp_path, f"Bo Ek;bo@x.example;Säljare;Urval;{written};;;\n"), "csv")
    assert "outside the years 1970 to 2100" in report.refused[0].reason


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"delimiter": "ab"}, "one character"),
        ({"stages": {"Urval": ["interview"]}}, "Urval"),
        ({"outcomes": {"Ja": {"hired": 1}}}, "Ja"),
        ({"encoding": "base64"}, "base64"),
    ],
)
def test_a_mapping_of_the_wrong_shape_is_refused_in_words(tmp_path: Path, mapping: dict[str, Any], says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        bring_in(table(tmp_path, "Bo Ek;bo@x.example;Säljare;Urval;2026-03-02;;;\n"), "csv", **mapping)
    assert not Candidate.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xes", "lever"])
def test_what_the_disk_does_not_give_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "folder.json"
    (folder / "inner.json").mkdir(parents=True)
    with pytest.raises(Unreadable, match="cannot be read"):
        bring_in(folder, kind)


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    bring_in(table(tmp_path, "Åsa Öberg;a@x.example;Säljare;Urval;2026-03-02;;;\n", encoding="utf-16"), "csv")
    assert Candidate.objects.get().name == "Åsa Öberg"


def test_an_id_that_comes_twice_with_other_content_is_refused(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "1;Bo Ek;Säljare;Urval;2026-03-02\n1;Bo Ek;Säljare;Intervju;2026-03-05\n",
        header="Rad-id;Namn;Uppdrag;Steg;Datum\n",
    )
    report = bring_in(path, "csv")
    assert [(one.line, one.field) for one in report.refused] == [(3, "id")]


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"P{n};p{n}@x.example;Säljare;Urval;2026-03-02;;;\n" for n in range(30))
    path = table(tmp_path, rows)
    monkeypatch.setattr(import_runs, "BATCH", 10)
    told = reading(path, "csv")
    run = import_runs.begin(source="csv", path=path, reading=told, by=SYSTEM, at=NOW)

    def die(done: int, total: int) -> None:
        if done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_runs.carry_out(run=run, kind="csv", path=path, reading=told, by=SYSTEM, at=NOW, progress=die)
    assert Candidacy.objects.count() == 20
    assert bring_in(path, "csv").added == 10
    assert Candidacy.objects.count() == 30
    assert ImportRun.objects.get().state == import_runs.DONE


def test_trying_out_changes_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, "Bo Ek;bo@x.example;Säljare;Urval;2026-03-02;;;\n")
    report = import_runs.try_out(
        kind="csv", path=path, reading=reading(path, "csv"), by=SYSTEM, at=NOW, progress=lambda done, total: None
    )
    assert report.added == 1
    assert report.new["candidates"] == 1
    assert not Candidate.objects.exists()
    assert not ImportRun.objects.exists()


def test_no_reaction_hears_of_imported_history(tmp_path: Path) -> None:
    heard: list[str] = []
    from framdrift.recruiting import events as told

    def listen(event: dispatch.Recorded) -> None:
        heard.append(event.code)

    bring_in(table(tmp_path, "Bo Ek;bo@x.example;Säljare;Urval;2026-03-02;;;\n"), "csv")
    dispatch.deliver_pending({told.CandidacyEntered: (listen,)}, at=NOW)
    assert heard == []
    assert dispatch.position() == Event.objects.count()
