"""How well a released finding stands is said of its bytes alone."""

from __future__ import annotations

import pytest

from framdrift.insights.codebook.shipped import shipped
from framdrift.insights.presentation.rules import AREAS, Standing, best, standing
from framdrift.insights.release.reading import CompanyLevel

MANY = CompanyLevel(low=0, mixed=1, high=2)


def test_what_is_not_told_is_too_few_to_say() -> None:
    assert standing(None, sizes=["60+"], talked="very_high", agreed="good") == Standing.TOO_FEW


@pytest.mark.parametrize(
    ("sizes", "talked", "expected"),
    [
        (["10-15", "10-15"], "high", Standing.STANDS),
        (["16-59"], "high", Standing.LEAD),  # nineteen people at most are known to be in it
        (["60+"], "mixed", Standing.STANDS),
        (["60+"], "low", Standing.LEAD),
        (["60+"], "30", Standing.LEAD),
        (["60+"], "", Standing.LEAD),  # several rounds: nobody can say how many talked
    ],
)
def test_few_people_or_few_who_talked_make_a_lead(sizes: list[str], talked: str, expected: Standing) -> None:
    assert standing(MANY, sizes=sizes, talked=talked, agreed="") == expected


@pytest.mark.parametrize(
    ("sizes", "talked", "agreed", "expected"),
    [
        (["60+"], "high", "good", Standing.FIRM),
        (["60+"], "high", "careful", Standing.STANDS),
        (["60+"], "high", "", Standing.STANDS),  # not measured is never firm
        (["60+"], "high", "weak", Standing.LEAD),
        (["60+"], "mixed", "good", Standing.STANDS),
        (["16-59", "16-59"], "high", "good", Standing.STANDS),
        (["10-15"], "high", "good", Standing.LEAD),
    ],
)
def test_agreement_is_part_of_how_well_it_stands(
    sizes: list[str], talked: str, agreed: str, expected: Standing
) -> None:
    assert standing(MANY, sizes=sizes, talked=talked, agreed=agreed) == expected


def test_the_best_of_none_is_too_few() -> None:
    assert best([]) == Standing.TOO_FEW
    assert best([Standing.LEAD, Standing.STANDS, Standing.TOO_FEW]) == Standing.STANDS
    assert best([Standing.FIRM, Standing.STANDS]) == Standing.FIRM


def test_every_theme_of_an_area_is_in_the_codebook_and_in_one_area() -> None:
    themes = [theme for area in AREAS.values() for theme in area]
    assert len(themes) == len(set(themes))
    assert set(themes) <= set(shipped())
    assert "T90" not in themes  # what must be acted on is in no figure
