"""`framdrift analyse` as the contract says: keys, exit codes, what stands on which stream."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from framdrift.cli.main import main

HIRING = Path(__file__).resolve().parents[3] / "shared/data/hiring-log/hiring_log_high.xes.gz"

SAMPLE = """case_id,activity,timestamp,resource
1,apply,2026-03-02T08:00:00+01:00,web
1,screen,2026-03-04T08:00:00+01:00,ann
2,apply,2026-03-02T08:00:00+01:00,web
1,hired,2026-03-12T08:00:00+01:00,ann
2,declined,2026-03-05T08:00:00+01:00,bo
2,declined,2026-03-05T08:00:00+01:00,bo
3,apply,2026-03-07T08:00:00+01:00,web
"""
OUTCOMES = "start: apply\ncauses:\n  hired: [hired]\n  no: [declined, withdrawn]\n"


@pytest.fixture
def sample(tmp_path):
    return write(tmp_path, "log.csv", SAMPLE)


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def analysed(capsys, path, *arguments):
    assert main(["analyse", str(path), "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys, path, *arguments, status=2):
    assert main(["analyse", str(path), "--json", "--lang", "en", *arguments]) == status
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    return told.err


def test_the_document_of_a_small_log(capsys, sample):
    found = analysed(capsys, sample, "--end", "hired", "--end", "declined")
    assert found["log"] == {
        "events": 7,
        "cases": 3,
        "activities": 4,
        "variants": 3,
        "pairs": 4,
        "first": "2026-03-02T07:00:00+00:00",
        "last": "2026-03-12T07:00:00+00:00",
        "exact_duplicates": 1,
        "ends": ["declined", "hired"],
        "as_of": "2026-03-12T07:00:00+00:00",
    }
    assert found["throughput_days"] == {"median": 3.0, "mean": 13 / 3, "p90": 8.6, "includes_open": 1}
    assert found["steps"][0] == {
        "step": "apply",
        "entered": 3,
        "open": 1,
        "median_days": 3.0,
        "ci95": [2.0, None],
        "completed_only": {"n": 2, "mean_days": 2.5, "median_days": 2.5, "p90_days": 2.9},
        "open_days_total": 5.0,
    }
    assert found["pairs"][0] == {
        "from": "screen",
        "to": "hired",
        "n": 1,
        "mean_days": 8.0,
        "median_days": 8.0,
        "total_days": 8.0,
    }
    assert found["variants"][0] == {"steps": ["apply"], "n": 1}
    assert "outcomes" not in found


def test_outcomes_compete(capsys, sample, tmp_path):
    outcomes = write(tmp_path, "o.yaml", OUTCOMES)
    found = analysed(capsys, sample, "--outcomes", str(outcomes), "--at", "3,7.5,30")
    assert found["log"]["ends"] == ["declined", "hired", "withdrawn"]
    assert found["outcomes"] == {
        "n": 3,
        "without_start": 0,
        "open": 1,
        "causes": {"hired": 1, "no": 1},
        "median_days_any": 10.0,
        "ci95": [3.0, None],
        "at_days": [3, 7.5, 30],
        "cif": {"hired": [0.0, 0.0, pytest.approx(2 / 3)], "no": [pytest.approx(1 / 3)] * 3},
        "survival": [pytest.approx(2 / 3), pytest.approx(2 / 3), 0.0],
    }


def test_nothing_after_as_of_is_seen(capsys, sample):
    found = analysed(capsys, sample, "--as-of", "2026-03-04T08:00:00+01:00")
    assert (found["log"]["events"], found["log"]["as_of"]) == (3, "2026-03-04T07:00:00+00:00")
    assert found["log"]["ends"] == ["screen"]


@pytest.mark.parametrize("kind", ["csv.gz", "semicolon", "utf16", "parquet", "xlsx", "day first"])
def test_every_kind_of_table_says_the_same(capsys, sample, tmp_path, kind):
    expected = analysed(capsys, sample)
    path = tmp_path / f"other.{kind}"
    frame = pl.read_csv(sample, infer_schema=False)
    if kind == "csv.gz":
        path.write_bytes(gzip.compress(SAMPLE.encode()))
    elif kind == "semicolon":
        path.write_text("\ufeff" + SAMPLE.replace(",", ";"), encoding="utf-8")
    elif kind == "utf16":
        path.write_text(SAMPLE, encoding="utf-16")
    elif kind == "parquet":
        frame.with_columns(pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%S%:z", time_unit="ns")).write_parquet(
            path
        )
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        for row in [frame.columns, *frame.iter_rows()]:
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(path)
    else:
        lines = SAMPLE.replace("T08:00:00+01:00", " 07:00").splitlines()
        cells = [line.split(",") for line in lines[1:]]
        turned = [[c, a, "{2}/{1}/{0}".format(*t[:10].split("-")) + t[10:], r] for c, a, t, r in cells]
        turned.append(["4", "apply", "13/03/2026 07:00", "web"])
        path.write_text("\n".join([lines[0], *(",".join(row) for row in turned)]))
        assert analysed(capsys, path, "--as-of", "2026-03-12T07:00Z") == expected
        return
    assert analysed(capsys, path) == expected


def test_columns_are_guessed_aloud_and_named_by_hand(capsys, tmp_path):
    path = write(tmp_path, "x.csv", "Who;What;When\na;x;2026-01-01 10:00\na;y;2026-01-02 10:00\n")
    assert "no column for case" in refusal(capsys, path)
    named = ("--case", "Who", "--activity", "What", "--timestamp", "When", "--zone", "Europe/Stockholm")
    assert main(["analyse", str(path), "--json", "--lang", "en", *named]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["log"]["first"] == "2026-01-01T09:00:00+00:00"
    assert "case=Who" in told.err
    assert "Europe/Stockholm" in told.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"case_id,activity,timestamp\n", "log: the log holds no events"),
        (b"case_id,activity,timestamp\n1,a\0b,2026-01-01\n", "a character that no text has"),
        ('[{"id": "1", "stageChanges": [{"toStageId": "\\ud800", "updatedAt": 1}]}]', "a character that no text has"),
        (b"\0\0\0,\0\n", "the columns are: \\x00\\x00\\x00, \\x00."),
        (b"case_id,activity,timestamp\n1,a,0001-01-01T00:00:00+05:00\n", "outside the years 1 to 9999"),
        (b"case_id,activity,timestamp\n1,a,9999-12-31T23:00:00-05:00\n", "outside the years 1 to 9999"),
        ('{"objectTypes": [], "eventTypes": [], "objects": [], "events": []}', "describes no object"),
        (b"case_id,activity\n1,a\n", "no column for timestamp"),
        (b"case_id,activity,timestamp\n1,f\xf6rsta,2026-01-01\n", "line 2, byte 4 (0xf6)"),
        (b"case_id,activity,timestamp\n1,a\n", "row 2: the column 'timestamp' is empty"),
        (b"case_id,activity,timestamp\n1,a,2026-01-01,x,y\n", "line 2 has 5 cells"),
        (b'case_id,activity,timestamp\n1,"a,2026-01-01\n2,b,2026-01-01\n', "quotation mark"),
        (b"case_id,activity,timestamp\n1,a,03/04/2026\n1,b,05/06/2026\n", "2: '03/04/2026'"),
        (b"case_id,activity,timestamp\n1,a,13/04/2026\n1,b,05/26/2026\n", "mixes several"),
        (b"case_id,activity,timestamp\n1,a,2026-04-01\n1,b,26.05.2026\n1,c,26/05/2026\n", "mixes several"),
        (b"case_id,activity,timestamp\n1,a,yesterday\n", "2: 'yesterday'"),
        (b"case_id,activity,timestamp\n1,,2026-01-01\n", "row 2: the column 'activity' is empty"),
        (b"case_id,activity,timestamp\n1,a,2026-01-01\n2,b,\n", "row 3: the column 'timestamp' is empty"),
        (b"case_id,case_id,activity,timestamp\n1,1,a,2026-01-01\n", "occurs 2 times"),
        (gzip.compress(SAMPLE.encode(), mtime=0)[:-20], "cut off"),
        (b"\x1f\x8bnonsense" * 9, "damaged"),
        (b"PAR1 this is no parquet", "not a readable Parquet"),
        (b"PK\x03\x04 this is no workbook", "not a readable XLSX"),
        (b"SQLite format 3\0 this is no database", "not an OCEL 2.0 SQLite"),
        (b"<log><trace><event></log>", "not well-formed XML"),
        (b"<html></html>", "not the <log> of XES"),
        (b"<log></log>", "no events"),
        (b'{"a": [1,}', "not JSON"),
        (b'{"a": 1}', "cannot tell which format"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_hostile_input_is_refused_in_words(capsys, tmp_path, content, words):
    assert words in refusal(capsys, write(tmp_path, "log", content))


def test_a_text_is_no_name_of_an_activity(capsys, tmp_path):
    told = refusal(capsys, write(tmp_path, "x.csv", "case,activity,timestamp\n1," + "x" * 5_000 + ",2026-01-01\n"))
    assert "has 5000 characters" in told
    assert len(told) < 300


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ({"activity": [["a"], ["b"]]}, "'activity' holds list, which is no text. Choose another with --activity"),
        ({"activity": [{"x": "a"}, {"x": "b"}]}, "'activity' holds struct"),
        ({"case": [b"\xff", b"\x00"]}, "'case' holds binary"),
        ({"timestamp": pl.Series([2**60, 0]).cast(pl.Datetime("us"))}, "outside the years 1 to 9999"),
        ({"timestamp": pl.Series([1.5, float("nan")])}, "holds float64, not times"),
    ],
)
def test_columns_of_parquet_that_are_no_log_are_refused_by_name(capsys, tmp_path, column, words):
    plain = {"case": ["1", "1"], "activity": ["a", "b"], "timestamp": ["2026-01-01", "2026-01-02"]}
    path = tmp_path / "log.parquet"
    pl.DataFrame({**plain, **column}).write_parquet(path)
    assert words in refusal(capsys, path)


def test_a_column_of_intervals_beside_is_no_matter(tmp_path):
    """Polars panics at such a column unless it is told otherwise before it is imported."""
    path = tmp_path / "log.parquet"
    row = "'1' AS \"case\", 'a' AS activity, TIMESTAMP '2026-01-01' AS timestamp, INTERVAL 3 DAYS AS beside"
    duckdb.sql(f"COPY (SELECT {row}) TO '{path}' (FORMAT parquet)")
    line = [sys.executable, "-m", "framdrift.cli.main", "analyse", str(path), "--json"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["log"]["events"] == 1


def test_an_object_type_is_refused_for_what_knows_none(capsys, tmp_path):
    event = (
        "<event><string key='concept:name' value='a'/><date key='time:timestamp' value='2026-01-01T00:00:00Z'/></event>"
    )
    xes = write(tmp_path, "log.xes", f"<log><trace><string key='concept:name' value='1'/>{event}</trace></log>")
    lever = write(tmp_path, "l.json", '[{"id": "1", "stageChanges": [{"toStageId": "s", "updatedAt": 1735689600000}]}]')
    for path in (xes, lever):
        assert f"{path.name} is not an object-centric log" in refusal(capsys, path, "--object", "order")
        assert analysed(capsys, path)["log"]["events"] == 1


def test_what_has_no_effect_is_said(capsys, tmp_path):
    lever = write(tmp_path, "l.json", '[{"id": "1", "stageChanges": [{"toStageId": "s", "updatedAt": 1735689600000}]}]')
    assert main(["analyse", str(lever), "--lang", "en", "--case", "nr", "--encoding", "cp1252"]) == 0
    assert "Without effect on this kind of log: --case, --encoding." in capsys.readouterr().err


def test_what_is_called_xes_is_no_table(capsys, tmp_path):
    assert "not well-formed XML" in refusal(capsys, write(tmp_path, "log.xes.gz", b"hello"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--at", "7,x"], "--at '7,x'"),
        (["--at", "-1"], "--at"),
        (["--at", "7,14"], "--at '7,14' picks days of outcomes"),
        (["--object", "order"], "log.csv is not an object-centric log"),
        (["--at", "nan"], "--at 'nan'"),
        (["--as-of", "soon"], "--as-of 'soon'"),
        (["--as-of", "2020-01-01"], "as-of instant"),
        (["--zone", "Europe/Sverige"], "not a time zone"),
        (["--zone", "../etc"], "not a time zone"),
        (["--case", "nr"], "('nr')"),
        (["-o", "report.docx"], ".html or .pdf"),
        (["-o", "no/such/folder/report.html"], "no such folder"),
        (["--outcomes", "none.yaml"], "none.yaml"),
        (["--encoding", "klingon"], "not an encoding"),
        (["--format", "xes"], "not well-formed XML"),
        (["--format", "lever"], "not JSON"),
    ],
)
def test_a_wrong_call_is_refused_in_words(capsys, sample, arguments, words):
    assert words in refusal(capsys, sample, *arguments)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("start: apply\ncauses: {a: [hired], b: [hired]}", "stands under two causes"),
        ("start: apply\ncauses: {a: [hired], a: [declined]}", "given twice"),
        ("start: [apply\n", "not YAML"),
        ("start: apply", "causes"),
        ("causes: {a: [b]}", "start"),
        ("start: apply\ncauses: {a: hired}", "causes.a"),
        ("- 1", "start, causes"),
        ("start: apply\ncauses: {a: [hired]}\nend: b", "end"),
    ],
)
def test_wrong_outcomes_are_refused_in_words(capsys, sample, tmp_path, content, words):
    assert words in refusal(capsys, sample, "--outcomes", str(write(tmp_path, "o.yaml", content)))


def test_no_such_file(capsys, tmp_path):
    assert "no such file" in refusal(capsys, tmp_path / "none.csv")
    assert "no JSON files" in refusal(capsys, tmp_path)


def test_an_end_that_never_occurs_is_said_and_is_no_failure(capsys, sample):
    assert main(["analyse", str(sample), "--end", "gone", "--json", "--lang", "en"]) == 0
    assert "'gone' never occurs" in capsys.readouterr().err


def test_no_end_at_all_is_said(capsys, tmp_path):
    path = write(tmp_path, "x.csv", "case,event,time\n1,a,2026-01-01\n1,a,2026-01-02\n")
    assert main(["analyse", str(path), "--json", "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["log"]["ends"] == []
    assert "No activity is an end" in told.err


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_reports_for_people(capsys, sample, tmp_path, lang):
    outcomes = write(tmp_path, "o.yaml", OUTCOMES)
    page, pdf = tmp_path / "r.html", tmp_path / "r.pdf"
    for output in (page, pdf):
        arguments = ["analyse", str(sample), "--outcomes", str(outcomes), "--lang", lang, "-o", str(output)]
        assert main(arguments) == 0
    assert "apply → declined → declined" in capsys.readouterr().out
    html = page.read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in html
    assert html.count("<svg") == 3
    assert html.count("<table>") == 4
    assert not any(word in html for word in ("<script", "http://", "https://")) or html.count("http") == 3
    assert pdf.read_bytes().startswith(b"%PDF")
    assert b"StructTreeRoot" in pdf.read_bytes()


def test_words_from_the_log_cannot_become_markup(capsys, tmp_path):
    path = write(tmp_path, "x.csv", 'case,event,time\n1,"<script>alert(1)</script>",2026-01-01\n1,#let,2026-01-02\n')
    page, pdf = tmp_path / "r.html", tmp_path / "r.pdf"
    assert main(["analyse", str(path), "-o", str(page)]) == 0
    assert main(["analyse", str(path), "-o", str(pdf)]) == 0
    capsys.readouterr()
    assert "<script" not in page.read_text()


def test_neither_django_nor_pandas_is_loaded(sample):
    program = (
        "import sys; from framdrift.cli.main import main; "
        f"status = main(['analyse', {str(sample)!r}, '--json']); "
        "loaded = {'django', 'pandas', 'openpyxl', 'duckdb', 'typst'} & set(sys.modules); "
        "sys.exit(status or (str(loaded) if loaded else 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("{")) == (0, 0)


@pytest.mark.skipif(not HIRING.exists(), reason="the data folder ../shared/data/hiring-log is not beside this checkout")
def test_the_hiring_log_is_as_its_origin_says(capsys):
    found = analysed(capsys, HIRING, "--end", "Application Rejected", "--end", "Make Job Offer")
    log = found["log"]
    counts = [log[key] for key in ("events", "cases", "activities", "variants", "exact_duplicates")]
    assert counts == [63_869, 10_000, 12, 386, 4]
    assert (log["first"][:10], log["last"][:10]) == ("2015-01-05", "2015-01-12")
    repeats = {p["from"]: p["n"] for p in found["pairs"] if p["from"] == p["to"]}
    assert repeats == {"Application Rejected": 654, "Make Job Offer": 861, "Behavioral Interview": 1032}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read_and_a_cut_off_one_told_of(capsys, tmp_path, encoding):
    table = "case;activity;time\n1;Sök ansökan;2026-01-01T00:00:00Z\n1;Möte;2026-01-02T00:00:00Z\n".encode(encoding)
    assert analysed(capsys, write(tmp_path, "log.csv", table))["log"]["events"] == 2
    told = refusal(capsys, write(tmp_path, "cut.csv", table[:-1]))
    assert "UTF-16" in told and "1252" not in told
