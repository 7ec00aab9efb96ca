"""Where passages begin and end: positions hold in every alphabet, and nothing that was said falls between two."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framdrift.insights.coding.coded import Mention
from framdrift.insights.coding.rules import Said, cut, mentions_of

_SIGNS = 'aåäöÅÄÖé .!?…\n\r\u2028"”)( –1T👍🏽👩‍👩‍👧ﬁe\u0301'


@given(st.text(st.sampled_from(_SIGNS), max_size=300) | st.text(max_size=200))
def test_positions_hold_every_visible_sign_in_order(text: str) -> None:
    spans = cut(text)
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    for start, end in spans:
        assert text[start:end].strip() == text[start:end] != ""
    between = list(text)
    for start, end in spans:
        between[start:end] = [" "] * (end - start)
    assert not "".join(between).strip()


def test_a_sign_of_several_code_points_stays_whole() -> None:
    family = "Vi är som en familj här på avdelningen, och det har vi varit sedan jag kom hit för nio år sedan 👩‍👩‍👧."
    text = f"{family} Åka härifrån vill jag inte, men lönen är ett skämt."
    first, second = (text[start:end] for start, end in cut(text))
    assert first.endswith("👩‍👩‍👧.")
    assert second.startswith("Åka")


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("", 0),
        (" \n ", 0),
        ("Nej.", 1),
        ("Bra. Jo. Ja.", 1),
        ("Kort.\nMen på en egen rad.", 2),
        ("Vi får aldrig veta något om t.ex. Lönerna eller budgeten i förväg här.", 1),
        ("Chefen lyssnar på det vi säger och gör något åt det. Lönen är usel.", 1),
        (f"{'Chefen lyssnar på det vi säger. ' * 3}Lönen är däremot usel och har varit det länge.", 2),
        ("Det är version 2.0 av allting och ingen vet varför det är så här.", 1),
    ],
)
def test_sentences_that_mean_something_stand_by_themselves(text: str, passages: int) -> None:
    assert len(cut(text)) == passages


def test_a_person_mentions_a_theme_once() -> None:
    said = [
        Said("T06", "holds", "mentioned", "person"),
        Said("T06", "pulls", "decisive", "person"),
        Said("T06", "", "mentioned", "machine"),
        Said("T11", "", "mentioned", "machine"),
        Said("T12", "pulls", "contributing", "person"),
        Said("T12", "", "mentioned", "person"),
    ]
    assert mentions_of(said) == (
        Mention("T06", "mixed", "decisive", "person"),
        Mention("T11", "", "mentioned", "machine"),
        Mention("T12", "pulls", "contributing", "person"),
    )
