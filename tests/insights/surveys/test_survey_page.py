"""An old survey at the desk: understood column by column, seen before it is kept, and lying nowhere in between."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from framdrift.insights.models import OldSurvey
from framdrift.insights.surveys.looking import MOST_VALUES, look_at
from framdrift.insights.surveys.refusals import SurveyUnreadable
from framdrift.insights.surveys.tables import lines_of
from framdrift.organisations.models import Account
from tests.cast import Cast

SignIn = Callable[[Account], Client]
HEADER = "ID;Region;Slutade;Sätt;Arbetsmängd;Ny tjänst;Fritext"
MEANT = ("respondent", "unit", "left", "exit", "T12", "T18", "")


def content(*, rows: int = 12, extra: str = "") -> bytes:
    lines = [f"{n};Öst;2012;{'Egen' if n % 2 else 'Pension'};JA;-;hemligt ord {n}" for n in range(rows)]
    return "\n".join([HEADER, *lines, *([extra] if extra else [])]).encode()


def sheet(*rows: tuple[object, ...]) -> bytes:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(packed)
    return packed.getvalue()


def meaning(*meant: str, **more: str) -> dict[str, str]:
    said = {f"column_{place}": means for place, means in enumerate(meant)}
    return {"source": "gammal", "nowhere": "", "unticked": "-, Nej", **said, **more}


@pytest.fixture
def ask(cast: Cast, as_account: SignIn) -> Callable[..., HttpResponse]:
    """Posts a file with what its columns mean, as the interviewer."""
    seat = as_account(cast.interviewer)

    def post(file: bytes, said: dict[str, str] | None = None, **headers: str) -> HttpResponse:
        upload = SimpleUploadedFile("enkät.csv", file)
        address = f"/conversations/findings/{cast.north.company.pk}/old-surveys/new/"
        return seat.post(address, {"file": upload, "encoding": "", **(said or {})}, headers=headers)

    return post


def seen_in(page: HttpResponse) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())
    assert found is not None
    return found[1]


@pytest.mark.django_db
def test_it_is_understood_seen_and_kept(ask: Callable[..., HttpResponse], cast: Cast) -> None:
    first = ask(content(extra=";;;;;;"))
    assert re.search(r'name="column_0".*?value="respondent" selected', first.content.decode(), re.DOTALL)
    said = meaning(*MEANT, exit_0="retirement", exit_1="own_resignation")
    file = content(extra="12;Öst;2012;Egen;;;")
    looked = ask(file, said)
    assert not OldSurvey.objects.exists()
    page = looked.content.decode()
    assert page.count("<li>") >= 1
    assert "hemligt" not in page
    ask(content(rows=13), {**said, "seen": seen_in(looked)})  # another file than was looked at
    assert not OldSurvey.objects.exists()
    kept = ask(file, {**said, "seen": seen_in(looked)}, **{"HX-Request": "true"})
    assert kept.headers["HX-Redirect"].endswith("/old-surveys/")
    one = OldSurvey.objects.get()
    assert (one.source, one.rows, one.refused, one.taken_by_id) == ("gammal", 13, 1, cast.interviewer.pk)
    assert one.mapping["exit_type"] == {
        "column": "Sätt",
        "values": {"Pension": "retirement", "Egen": "own_resignation"},
    }
    assert one.mapping["themes"] == {"T12": {"Arbetsmängd": ["*"]}, "T18": {"Ny tjänst": ["*"]}}
    assert '"item":"T12"' in one.document


@pytest.mark.django_db
def test_what_was_said_is_remembered_for_the_same_columns(ask: Callable[..., HttpResponse]) -> None:
    said = meaning(*MEANT, exit_0="retirement", exit_1="own_resignation")
    looked = ask(content(), said)
    ask(content(), {**said, "seen": seen_in(looked)})
    again = ask(content(rows=20)).content.decode()
    for place, means in enumerate(MEANT):
        assert re.search(rf'name="column_{place}"[^§]*?value="{means}" selected', again)
    assert re.search(r'name="exit_0"[^§]*?value="retirement" selected', again)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("meant", "told"),
    [
        (("", "", "", "", "T12", "", ""), "who answered"),
        (("respondent", "", "", "", "", "", ""), "a reason"),
        (("respondent", "unit", "unit", "", "T12", "", ""), "mean the same"),
    ],
)
def test_what_is_missing_is_said(
    ask: Callable[..., HttpResponse], cast: Cast, meant: tuple[str, ...], told: str
) -> None:
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    page = ask(content(), meaning(*meant)).content.decode()
    assert told in page
    assert "would-be-told" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("file", [b"", b"\xff\xfe\x00", b"PK\x03\x04 broken", "ID;Sätt\n".encode("cp1252")])
def test_a_broken_file_is_refused_in_words(ask: Callable[..., HttpResponse], file: bytes) -> None:
    page = ask(file)
    assert page.status_code in (200, 422)
    assert "columns-mean" not in page.content.decode()
    assert not OldSurvey.objects.exists()


@pytest.mark.django_db
def test_it_is_for_interviewers(cast: Cast, as_account: SignIn) -> None:
    address = f"/conversations/findings/{cast.north.company.pk}/old-surveys/new/"
    assert as_account(cast.interviewer).get(address).status_code == 200
    for account in (cast.lead, cast.owner, cast.north.hr):
        assert as_account(account).get(address).status_code == 404


def test_a_workbook_reads_as_the_same_text() -> None:
    packed = sheet(("ID", "Slutade", "Tröttnade", "Vikt"), (1, None, True, 2.5), (2.0, " 2012 ", False, ""))
    assert [cells for _line, cells in lines_of(packed, encoding="")] == [
        ["ID", "Slutade", "Tröttnade", "Vikt"],
        ["1", "", "TRUE", "2.5"],
        ["2", "2012", "FALSE", ""],
    ]


def test_many_different_values_are_not_shown() -> None:
    rows = [f"{n},{n % 3}" for n in range(MOST_VALUES + 1)]
    look = look_at("\n".join(["ID,Val", *rows, ",", ""]).encode())
    assert look.rows == MOST_VALUES + 1
    assert [(one.name, one.values) for one in look.columns] == [("ID", ()), ("Val", ("0", "1", "2"))]


def test_a_workbook_that_is_none_is_refused() -> None:
    with pytest.raises(SurveyUnreadable, match="workbook"):
        list(lines_of(b"PK\x03\x04 and no more", encoding=""))
