"""The tags and filters: what they write, that they escape, and that a page needs nothing to load them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from framdrift.desk.components import build, plans, tags

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _shown(text: str, **context: Any) -> str:
    with translation.override("en"):
        return Template(text).render(Context({"now": _NOW, **context}))


def test_a_time_carries_the_machine_s_and_the_whole_instant() -> None:
    shown = _shown("{{ at|when:now }}", at=_NOW + timedelta(hours=2))
    assert shown == (
        '<time datetime="2026-11-24T11:00:00+00:00" title="Tuesday 24 November 2026 11:00 UTC">today 11:00</time>'
    )


@pytest.mark.parametrize("name", ["when:now", "moment:now", "day:now", "dated:now", "clock", "minutes", "workdays"])
def test_nothing_is_said_for_nothing(name: str) -> None:
    assert _shown("{{ value|" + name + " }}", value=None) == ""


@pytest.mark.parametrize("code", sorted(tags.STATES))
def test_a_state_is_a_shape_and_a_word(code: str) -> None:
    shown = _shown("{{ code|state_badge }}", code=code)
    with translation.override("en"):
        assert f"</svg>{tags.STATES[code][1]}</span>" in shown


def test_states_that_differ_in_urgency_differ_in_shape() -> None:
    assert len({tags.STATES[code][0] for code in ("on_track", "at_risk", "late")}) == 3


def test_an_unknown_state_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        tags.state_badge("splendid")


def test_a_ball_says_who_on_which_side_since_when_until_when() -> None:
    shown = _shown(
        "{% ball holder=name side='client' since=at until=due %}",
        name="Karin <b>",
        at=_NOW - timedelta(days=1),
        due=date(2026, 11, 26),
    )
    words = Template("{{ shown|striptags }}").render(Context({"shown": shown}))
    assert "Karin &lt;b&gt;" in shown
    assert words.endswith("since yesterday, by Thu 26 Nov")
    assert '<span class="hidden">client: </span>' in shown


def test_your_own_ball_says_you() -> None:
    assert '<span class="ball-holder">you</span>' in _shown("{% ball holder='Ada' side='agency' yours=True %}")


def test_evidence_is_words_and_squares() -> None:
    shown = _shown("{% evidence 2 3 %}")
    assert "evidence 2/3" in shown and shown.count("<rect") == 3 and shown.count('class="in"') == 2


@dataclass(frozen=True)
class _Step:
    label: str
    starts_on: date
    ends_on: date
    state: str = "planned"


_STEPS = [
    _Step("a", date(2026, 11, 2), date(2026, 11, 6)),
    _Step("b", date(2026, 11, 9), date(2026, 11, 13)),
    _Step("c", date(2026, 11, 9), date(2026, 11, 20)),
]


@pytest.mark.parametrize(
    ("today", "places"),
    [
        (date(2026, 11, 4), [50, None, None]),
        (date(2026, 11, 7), [None, 0, None]),
        (date(2026, 11, 13), [None, 90, None]),
        (date(2026, 12, 1), [None, None, None]),
        (date(2026, 10, 1), [0, None, None]),
    ],
)
def test_today_is_drawn_once_in_the_plan(today: date, places: list[int | None]) -> None:
    assert [step.today_at for step in plans.placed(_STEPS, today)] == places


def test_the_plan_has_no_style_attribute_and_says_where_today_is() -> None:
    shown = _shown("{% plan_bar steps label='Plan' %}", steps=_STEPS, now=datetime(2026, 11, 4, 9, tzinfo=UTC))
    assert "style=" not in shown
    assert shown.count('aria-current="step"') == 1


def test_sorting_turns_on_the_second_press_and_keeps_the_search() -> None:
    text = "{% sort_link 'name' 'Name' %}"
    first = _shown(text, request=RequestFactory().get("/?q=lön"))
    assert 'href="?q=l%C3%B6n&amp;sort=name"' in first
    assert "sort=-name" in _shown(text, request=RequestFactory().get("/?sort=name"))


def test_an_address_with_changes_drops_what_is_none() -> None:
    request = RequestFactory().get("/?q=a&page=2")
    assert _shown("{% here page=3 q=None %}", request=request) == "?page=3"


class _Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As written.")
    step = forms.ChoiceField(label="Step", choices=[("a", "A")])
    email = forms.EmailField(label="E-mail")


def test_an_error_names_the_field_and_what_to_do_and_keeps_what_was_typed() -> None:
    with translation.override("en"):
        shown = str(_Form({"email": "lea@"}))
    assert "Fill in “Name”." in shown and "Choose “Step”." in shown
    assert "E-mail: Enter a valid email address." in shown
    assert 'value="lea@"' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown and 'id="id_name_error"' in shown
    assert 'href="#id_name"' in shown


def _marks(required: int, optional: int) -> list[tuple[str, str]]:
    """What a form with so many fields of each kind, a box to tick and a choice made writes beside its labels."""
    fields: dict[str, forms.Field] = {f"r{n}": forms.CharField(label=f"R{n}") for n in range(required)}
    fields |= {f"o{n}": forms.CharField(label=f"O{n}", required=False) for n in range(optional)}
    fields["box"] = forms.BooleanField(label="Box", required=False)
    fields["choice"] = forms.ChoiceField(label="Choice", choices=[("a", "A"), ("b", "B")])
    with translation.override("en"):
        shown = str(type("_Some", (forms.Form,), fields)())
    return re.findall(r'<label[^>]*>(\w+) <span class="field-mark">(\([a-z]+\))</span>', shown)


def test_a_form_marks_the_fewer_of_its_fields() -> None:
    assert _marks(2, 1) == [("O0", "(optional)")]
    assert _marks(1, 1) == [("O0", "(optional)")]
    assert _marks(1, 3) == [("R0", "(required)")]
    assert _marks(3, 0) == []
    assert _marks(0, 2) == [("O0", "(optional)"), ("O1", "(optional)")]


def test_a_field_that_must_be_filled_in_says_so_to_assistive_technology() -> None:
    fields = re.findall(r"<input[^>]*>", str(_Form()))
    assert len(fields) == 2 and all(" required" in one for one in fields)


def test_undo_comes_from_the_notice_s_tags() -> None:
    assert tags.undo_address("undo:/moves/3/undo/ sticky") == "/moves/3/undo/"
    assert tags.undo_address(None) == ""
    assert tags.focus_place("undo:/moves/3/undo/ at:card-3") == "card-3"
    assert tags.focus_place("undo:/moves/3/undo/") == ""


def test_the_one_style_sheet_is_what_its_sources_give() -> None:
    assert build.TARGET.read_text("utf-8") == build.joined(), "run python -m framdrift.desk.components.build"


def test_every_rule_lies_in_a_layer() -> None:
    loose = [path.name for path in build.sources() if "@layer" not in path.read_text("utf-8")]
    assert loose == []


def test_a_page_is_three_requests_and_no_inline_script_or_style(client: Any) -> None:
    shown = _page("components/patterns.html")
    assert "<style" not in shown and " style=" not in shown and "onclick" not in shown
    assert shown.count("<script") == 1 and shown.count('rel="stylesheet"') == 1


def _page(name: str) -> str:
    from django.template.loader import render_to_string

    from framdrift.desk.components.examples import example_page

    request = RequestFactory().get("/patterns/")
    page: HttpResponse | str = render_to_string(name, {**example_page(_NOW), "now": _NOW, "request": request})
    assert isinstance(page, str)
    return page
