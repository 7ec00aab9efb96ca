"""Old surveys: only named columns are read, a refused row says why, what is told passes the gate, no row is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from framdrift.foundation.models import Event
from framdrift.insights.models import OldSurvey
from framdrift.insights.release.rules import written
from framdrift.insights.surveys.actions import take_survey
from framdrift.insights.surveys.mapping import mapping_of
from framdrift.insights.surveys.queries import remembered_mapping
from framdrift.insights.surveys.reading import read_survey
from framdrift.insights.surveys.refusals import SurveyChanged, SurveyUnreadable
from framdrift.insights.surveys.trying import try_out
from framdrift.organisations.access import SYSTEM, viewer_of
from framdrift.organisations.refusals import NotAllowed
from tests.cast import Cast

HEADER = "ID,Region,Slutade,Sätt,Arbetsmängd,Ny tjänst,Ålder,Fritext"
GIVEN: Mapping[str, Any] = {
    "source": "gammal-2014",
    "respondent": "ID",
    "unit": ["Region"],
    "nowhere": ["Ej angivet"],
    "left": "Slutade",
    "exit_type": {"column": "Sätt", "values": {"Egen": "own_resignation", "Pension": "retirement"}},
    "themes": {"T12": {"Arbetsmängd": [True]}, "T18": {"Ny tjänst": ["*"]}},
    "unticked": ["-"],
}
THEMES = frozenset({"T12", "T18"})


def survey(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows]).encode()


def many(region: str, count: int, *, begin: int = 0, load: str = "TRUE", move: str = "-") -> list[str]:
    return [f"{begin + n},{region},08/2012,Egen,{load},{move},56-60,hemligt ord" for n in range(count)]


def test_a_row_becomes_an_answer_of_named_columns_alone() -> None:
    mapping = mapping_of(GIVEN, themes=THEMES)
    read = read_survey(survey("1,Öst,08/2012,Egen,TRUE,Offentlig sektor,56-60,hemligt ord"), mapping)
    (one,) = read.answers
    assert (one.respondent, one.unit, one.left, one.exit_type) == ("1", ("Öst",), 2012, "own_resignation")
    assert one.themes == {"T12", "T18"}
    assert "hemligt" not in str(read)
    assert "56-60" not in str(read)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Öst,2012,Egen,TRUE,-,,", "nobody"),
        ("7,Öst,2012,Egen,TRUE,-,,", "already"),
        ("8,Öst,2012,Bortförd,TRUE,-,,", "kind of exit"),
        ("8,Öst,2012,Egen,,,,", "no question"),
    ],
)
def test_a_refused_row_says_its_line_and_why(row: str, reason: str) -> None:
    read = read_survey(survey("7,Öst,2012,Egen,FALSE,-,,", row), mapping_of(GIVEN, themes=THEMES))
    assert [one.line for one in read.refused] == [3]
    assert reason in read.refused[0].reason
    assert len(read.answers) == 1


def test_a_unit_that_is_not_told_places_nobody_and_a_year_is_looked_for() -> None:
    rows = ["1,Ej angivet,Not Stated,Pension,FALSE,-,,", "2,,12013,Pension,FALSE,-,,"]
    read = read_survey(survey(*rows), mapping_of(GIVEN, themes=THEMES))
    assert [(one.unit, one.left, one.themes) for one in read.answers] == [((), None, frozenset())] * 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (survey(header="ID,Region"), "no column"),
        ("ID;Sätt\n".encode("cp1252"), "encoding"),
        (b"ID,Region\x00", "no text"),
        (survey('1,"Öst'), "not CSV"),
        (survey("1," + "x" * 200_000), "not CSV"),
    ],
)
def test_a_broken_file_is_refused_as_a_whole(content: bytes, why: str) -> None:
    with pytest.raises(SurveyUnreadable, match=why):
        read_survey(content, mapping_of(GIVEN, themes=THEMES))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"source": ""}, "source"),
        ({"themes": {"T55": {"A": [True]}}}, "T55"),
        ({"themes": ["T12"]}, "themes"),
        ({"exit_type": {"column": "Sätt", "values": {"Egen": "vanished"}}}, "vanished"),
    ],
)
def test_a_mapping_that_means_nothing_here_is_refused(change: dict[str, Any], why: str) -> None:
    with pytest.raises(SurveyUnreadable, match=why):
        mapping_of({**GIVEN, **change}, themes=THEMES)


@pytest.mark.django_db
def test_what_is_kept_is_what_may_be_told(cast: Cast, now: datetime) -> None:
    rows = [*many("Öst", 12), *many("Väst", 11, begin=100, load="FALSE"), *many("Syd", 3, begin=200)]
    taken = take_survey(company=cast.north.company, content=survey(*rows), mapping=GIVEN, by=SYSTEM, at=now)
    kept = OldSurvey.objects.get()
    document = json.loads(kept.document)
    assert kept.document == written(taken.document)
    assert [atom["size"] for atom in document["atoms"]] == ["10-15", "10-15"]
    bands = {(cell["atom"], cell["item"]): cell["band"] for cell in document["cells"]}
    assert sorted(band for (_atom, item), band in bands.items() if item == "T12") == ["high", "low"]
    assert document["years"] == [2012, 2012]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM insights_oldsurvey")
        row = str(cursor.fetchall())
    assert "hemligt" not in row
    assert "56-60" not in row
    assert (kept.rows, kept.refused) == (26, 0)
    assert Event.objects.get(code="old-survey-taken").data["rows"] == 26


@pytest.mark.django_db
def test_the_same_file_twice_is_once_and_another_of_the_name_is_refused(cast: Cast, now: datetime) -> None:
    content = survey(*many("Öst", 12))
    told = {"company": cast.north.company, "mapping": GIVEN, "by": SYSTEM, "at": now}
    assert take_survey(content=content, **told).is_new
    assert not take_survey(content=content, **told).is_new
    with pytest.raises(SurveyChanged):
        take_survey(content=survey(*many("Öst", 13)), **told)
    assert OldSurvey.objects.count() == 1


@pytest.mark.django_db
def test_the_mapping_is_remembered_for_the_same_columns(cast: Cast, now: datetime) -> None:
    assert remembered_mapping(survey()) is None
    take_survey(company=cast.north.company, content=survey(*many("Öst", 12)), mapping=GIVEN, by=SYSTEM, at=now)
    found = remembered_mapping(survey(*many("Väst", 15)))
    assert found is not None
    assert try_out(survey(*many("Väst", 15)), found).document["atoms"][0]["size"] == "10-15"
    assert remembered_mapping(survey(header=HEADER + ",Mer")) is None


@pytest.mark.django_db
def test_too_few_are_told_of_with_no_figure(cast: Cast, now: datetime) -> None:
    few = survey(*many("Öst", 9))
    taken = take_survey(company=cast.north.company, content=few, mapping=GIVEN, by=SYSTEM, at=now)
    assert taken.document["atoms"] == taken.document["cells"] == []
    assert taken.document["years"] == []


@pytest.mark.django_db
def test_only_interviewers_take_one_in(cast: Cast, now: datetime) -> None:
    for account in (cast.lead, cast.owner, cast.north.hr):
        with pytest.raises(NotAllowed):
            take_survey(
                company=cast.north.company,
                content=survey(*many("Öst", 12)),
                mapping=GIVEN,
                by=viewer_of(account),
                at=now,
            )
    assert not OldSurvey.objects.exists()
