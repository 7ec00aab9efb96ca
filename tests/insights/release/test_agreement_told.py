"""How far two coders agree is told with a release: by level, for every theme or for none, and it leads to nobody."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from django.utils import translation

from framdrift.conversations.answers.models import Note
from framdrift.conversations.models import ProgrammeRound
from framdrift.insights.coding.queries import drawn_in
from framdrift.insights.kinds import Agreed
from framdrift.insights.models import Code, Passage, Release
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.agreeing import LEAST_AUTHORS, levels
from framdrift.insights.release.drafting import draft_findings
from framdrift.insights.release.queries import told_of_company
from framdrift.insights.release.reading import figures_of
from framdrift.insights.release.telling import release_shown
from framdrift.organisations.access import Viewer
from framdrift.science.agreement import TwiceCoded, alpha
from framdrift.science.disclosure.bands import band
from tests.cast import Cast
from tests.insights.release.world import Place, Said

PAY, LOAD = "T11", "T12"
THEMES = ("T05", PAY, LOAD)


def _coded(first: str, second: str, *, people: int, times: int = 1, begin: int = 0) -> list[TwiceCoded]:
    """So many people with `times` passages each, coded so; "" is nothing."""
    codes = [frozenset(filter(None, [one])) for one in (first, second)]
    return [TwiceCoded(begin + who, *codes) for who in range(people) for _time in range(times)]


def test_a_theme_of_three_has_its_own_level() -> None:
    coded = [*_coded(LOAD, LOAD, people=30), *_coded(PAY, "", people=12, begin=30)]
    assert levels(coded, THEMES) == {"T05": Agreed.CAREFUL, PAY: Agreed.WEAK, LOAD: Agreed.GOOD}
    together = alpha(passages=len(coded) * 3, both=30, one=12)
    assert together is not None
    assert 0.667 <= together < 0.8


@pytest.mark.parametrize("disagreed", [0, 1, 2])
def test_a_theme_of_few_has_the_level_of_all_and_nothing_tells_which(disagreed: int) -> None:
    """Whatever one or two people say of it, told at length or not at all, its level is the one of all together."""
    coded = [*_coded(LOAD, LOAD, people=300), *_coded(PAY, "", people=disagreed, times=4, begin=300)]
    assert levels(coded, THEMES)[PAY] == Agreed.GOOD


@pytest.mark.parametrize(
    "coded",
    [
        _coded(LOAD, LOAD, people=29),
        _coded(LOAD, LOAD, people=9, times=10),
        [],
    ],
)
def test_too_little_coded_twice_tells_of_no_theme(coded: list[TwiceCoded]) -> None:
    assert levels(coded, THEMES) == {}


def test_where_all_was_coded_alike_they_agree() -> None:
    assert set(levels(_coded("", "", people=40), THEMES).values()) == {Agreed.GOOD}
    assert set(levels(_coded(LOAD, LOAD, people=40), (LOAD,)).values()) == {Agreed.GOOD}


def test_every_theme_has_a_level_whatever_was_answered() -> None:
    """R4: which themes are told of does not depend on what anybody said of them."""
    for said in ("", PAY, LOAD):
        assert levels(_coded(said, said, people=35), THEMES).keys() == set(THEMES)


@pytest.mark.parametrize("n", range(10, 60))
def test_that_three_speak_of_a_theme_settles_nobody_beside_its_band(n: int) -> None:
    """What a level of its own lets one guess is that three or more speak of the theme. With the band of the one group
    that there is, its exact size and an own answer known, every other answer stays open."""
    for told in {band(hits, n) for hits in range(n + 1)}:
        counts = [hits for hits in range(LEAST_AUTHORS, n + 1) if band(hits, n) == told]
        for own in (0, 1):
            others = {hits - own for hits in counts if 0 <= hits - own <= n - 1}
            assert others not in ({0}, {n - 1})


@pytest.fixture
def held(place: Place) -> ProgrammeRound:
    """A closed stay round of forty people who speak of work load, a third of them of pay too."""
    made = place.round(place.programme(), opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    place.unit("Lag")
    both: list[Said] = [{LOAD: "pulls", PAY: "pulls"}, {LOAD: "pulls"}, {LOAD: "pulls"}]
    place.answers(made, [("Lag", both[who % 3]) for who in range(40)])
    return made


def _release(held: ProgrammeRound, by: Viewer, now: datetime) -> Release:
    seen = draft_findings(held.programme, at=now).mark
    return release_findings(programme=held.programme, seen=seen, by=by, at=now)


def _agreement_said(held: ProgrammeRound, by: Viewer) -> str:
    (told,) = told_of_company(by, held.company_id, language="en")
    with translation.override("en"):
        return release_shown(told).agreement


def test_the_level_is_in_the_released_bytes(
    cast: Cast, place: Place, held: ProgrammeRound, ines: Viewer, now: datetime
) -> None:
    place.code_twice(held, cast.lead, otherwise=PAY)
    made = _release(held, ines, now)
    told = json.loads(made.document)
    assert told["agreement"].keys() == told["themes"].keys()
    assert (told["agreement"][PAY], told["agreement"][LOAD]) == ("weak", "good")
    assert _agreement_said(held, ines).endswith("They do not agree enough to rely on: Pay and benefits.")
    Code.objects.filter(part="second").delete()
    assert figures_of(Release.objects.get().document, language="en").agreed == told["agreement"]


def test_where_nothing_was_coded_twice_the_release_says_so(held: ProgrammeRound, ines: Viewer, now: datetime) -> None:
    made = _release(held, ines, now)
    assert json.loads(made.document)["agreement"] == {}
    assert _agreement_said(held, ines) == "How far two people would code the same words alike has not been measured."


def test_full_agreement_is_said_of_every_theme(
    cast: Cast, place: Place, held: ProgrammeRound, ines: Viewer, now: datetime
) -> None:
    place.code_twice(held, cast.lead)
    _release(held, ines, now)
    assert _agreement_said(held, ines).endswith("They agree well on every theme.")


def test_a_release_from_before_it_was_told_reads_as_not_measured(
    held: ProgrammeRound, ines: Viewer, now: datetime
) -> None:
    older = json.loads(_release(held, ines, now).document)
    del older["agreement"]
    assert figures_of(json.dumps(older), language="sv").agreed == {}


def test_words_that_were_changed_since_are_not_counted(
    cast: Cast, place: Place, held: ProgrammeRound, ines: Viewer, now: datetime
) -> None:
    place.code_twice(held, cast.lead)
    assert len(drawn_in([held])) == Passage.objects.filter(round=held).count()
    one = Passage.objects.filter(round=held)[0]
    Note.objects.filter(client_key=one.note).update(version=2)
    assert one.pk not in {passage.pk for passage in drawn_in([held])}
