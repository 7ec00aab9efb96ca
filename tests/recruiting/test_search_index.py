"""Candidates are found by the beginnings of their words, with Swedish letters as letters of their own."""

from __future__ import annotations

from datetime import datetime

import pytest

from framdrift.organisations.access import Viewer
from framdrift.recruiting import actions
from framdrift.recruiting.models import Assignment, Candidate
from framdrift.recruiting.search_index import matching, search_text_of, words_of


def found(text: str) -> list[str]:
    return sorted(matching(Candidate.objects.all(), words_of(text)).values_list("name", flat=True))


@pytest.fixture
def people(ada: Viewer, now: datetime) -> None:
    for name, headline in [
        ("Åsa Lönn", "Lönechef"),
        ("Asa Lon", "Ekonom"),
        ("Örjan Ek", "VD-assistent"),
        ("Ömer Öz", "C++-utvecklare"),
        ("Anne-Marie Müller", "Café-ägare"),
    ]:
        actions.add_candidate(name=name, headline=headline, by=ada, at=now)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lön", ["Åsa Lönn"]),
        ("lon", ["Asa Lon"]),
        ("ÅSA", ["Åsa Lönn"]),
        ("asa", ["Asa Lon"]),
        ("ö", ["Ömer Öz", "Örjan Ek"]),
        ("o", []),
        ("marie", ["Anne-Marie Müller"]),
        ("anne-ma", ["Anne-Marie Müller"]),
        ("café", ["Anne-Marie Müller"]),
        ("cafe", []),
        ("ek örj", ["Örjan Ek"]),
        ("ek åsa", []),
        ("onn", []),
        ('"; DROP TABLE', []),
        ("* OR a", []),
        ("NEAR ( & | ! :*", []),
        ("", []),
        ("   ", []),
    ],
)
def test_words_are_found_by_their_beginnings(people: None, text: str, names: list[str]) -> None:
    assert found(text) == names


def test_decomposed_letters_are_the_same_letters(people: None) -> None:
    assert found("A\N{COMBINING RING ABOVE}sa") == ["Åsa Lönn"]


def test_a_changed_candidate_is_found_by_the_new_words_alone(ada: Viewer, now: datetime) -> None:
    lea = actions.add_candidate(name="Lea Berg", by=ada, at=now)
    actions.change_candidate(candidate=lea, changes={"name": "Lea Strand"}, by=ada, at=now)
    assert found("berg") == []
    assert found("strand") == ["Lea Strand"]


def test_a_merged_record_is_found_once(ada: Viewer, now: datetime) -> None:
    keep = actions.add_candidate(name="Lea Berg", phone="070-123 45 67", by=ada, at=now)
    double = actions.add_candidate(name="Lea Berg", by=ada, at=now)
    actions.merge_candidates(keep=keep, duplicate=double, by=ada, at=now)
    assert found("lea") == ["Lea Berg"]
    assert found("0701234567") == ["Lea Berg"]


def test_rows_written_in_bulk_are_found_and_deleted_ones_are_not(db: None, now: datetime) -> None:
    row = Candidate(name="Sven Åkesson", created_at=now)
    row.search_text = search_text_of(row)
    Candidate.objects.bulk_create([row])
    assert found("åke") == ["Sven Åkesson"]
    Candidate.objects.filter(name="Sven Åkesson").delete()
    assert found("åke") == []


def test_too_many_words_are_cut_and_not_refused(assignment: Assignment) -> None:
    assert found("a " * 5000) == []
