"""A draft in two windows: nothing of either is lost, and a save sent again changes nothing."""

from __future__ import annotations

import pytest

from framdrift.foundation.merging import merge, seen_in


@pytest.mark.parametrize(
    ("seen", "typed", "kept", "now", "is_beside"),
    [
        ("a", "a", "b", "b", False),  # the other window's
        ("a", "b", "a", "b", False),  # this one's
        ("a", "c", "b", "b\n\nc", True),  # both
        ("a", "b och c", "b", "b och c", False),  # one holds the other: a save that came although its answer did not
        ("a", "b", "b och c", "b och c", False),
        ("a", "", "a", "", False),  # taken away on purpose
        ("a", "", "b", "b", False),  # but never another's
        ("a\r\nb", "a\nb ", "a\nb", "a\nb", False),
    ],
)
def test_each_fields_words_survive(seen: str, typed: str, kept: str, now: str, is_beside: bool) -> None:
    found = merge(seen={"x": seen}, typed={"x": typed}, kept={"x": kept})
    assert (found.fields, found.is_beside) == ({"x": now}, is_beside)
    again = merge(seen={"x": seen}, typed={"x": typed}, kept=found.fields)
    assert again.fields == found.fields


def test_of_a_choice_the_later_counts_and_other_names_are_passed_over() -> None:
    found = merge(
        seen={"v": "1"},
        typed={"v": "3", "w": "utan att säga vad det såg", "z": "x"},
        kept={"v": "2", "w": "a"},
        chosen={"v"},
    )
    assert found.fields == {"v": "3", "w": "utan att säga vad det såg"}
    assert not found.is_beside


@pytest.mark.parametrize("sent", ["", "{", "[1]", '{"a": 1}'])
def test_what_is_no_list_of_fields_tells_nothing(sent: str) -> None:
    assert seen_in(sent) == {}
