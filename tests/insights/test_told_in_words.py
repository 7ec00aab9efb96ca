"""Raw figures in sentences: the strongest theme with how many were heard, and nothing that chance can make."""

from __future__ import annotations

import pytest
from django.utils import translation

from framdrift.desk.conversations.finding_words import what_to_see
from framdrift.insights.coding.agreement import ThemeAgreement
from framdrift.insights.findings.rules import Apart, Sides, ThemeFinding
from framdrift.science.agreement import Agreement
from framdrift.science.comparisons import difference
from framdrift.science.proportions import wilson


def sides(holds: int, pulls: int, n: int) -> Sides:
    """So many held and drawn away, of so many heard."""
    return Sides(wilson(holds, n), wilson(pulls, n), 0)


def apart(leave: int, stay: int, *, stands: bool) -> Apart:
    """How much more are drawn away of 32 who left than of 58 who stay."""
    found = difference(wilson(stay, 58), wilson(leave, 32))
    assert found is not None
    return Apart(found, stands)


def told(*themes: ThemeFinding) -> list[str]:
    """The sentences in English, themes by their codes."""
    with translation.override("en"):
        return what_to_see(themes, name=str)


def test_the_strongest_on_each_side_with_how_many_were_heard() -> None:
    pay = ThemeFinding("T11", sides(1, 26, 58), sides(0, 11, 32), apart(11, 26, stands=False))
    career = ThemeFinding("T05", sides(1, 18, 58), sides(0, 20, 32), apart(20, 18, stands=True))
    assert told(pay, career) == [
        "Stay interviews: most are held by T11 (1 of 58).",
        "Stay interviews: most are drawn away by T11 (26 of 58).",
        "Exit interviews: most were drawn away by T05 (20 of 32).",
        "Stay and exit differ beyond chance in what draws away: T05.",
    ]
    assert told(pay)[-1] == "No difference between stay and exit stands up when all themes are counted in."


def test_what_nobody_was_asked_is_not_told_of() -> None:
    assert told() == []
    assert told(ThemeFinding("T08", None, sides(3, 0, 4))) == ["Exit interviews: most were held by T08 (3 of 4)."]


@pytest.mark.parametrize(("low", "expected"), [(-0.01, True), (0.0, True), (0.2, False)])
def test_an_agreement_whose_interval_reaches_chance_may_be_chance(low: float, expected: bool) -> None:
    found = Agreement("T07", passages=44, both=2, one=1, alpha=0.79, interval=(low, 1.0))
    assert ThemeAgreement("T07", 5, found).may_be_chance is expected
    assert not ThemeAgreement("T07", 1, None).may_be_chance
