"""The coding desk as its interviewer uses it: a passage is coded by its forms, and a lead meets no word."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.test import Client

from framdrift.conversations.answers.models import SeriousMatter
from framdrift.insights.codebook.queries import book
from framdrift.insights.coding import actions
from framdrift.insights.coding.agreement import round_agreement
from framdrift.insights.coding.bundled import Reading
from framdrift.insights.coding.suggesting import suggest
from framdrift.insights.kinds import Part
from framdrift.insights.models import Code, CodebookVersion, Passage
from framdrift.organisations.models import Account
from framdrift.science.themes import model
from tests.cast import Cast
from tests.conversations.answers.world import Place, Talks, settle, viewer
from tests.insights.world import SAID, cut, told

pytestmark = pytest.mark.django_db
Browser = Callable[[Account], Client]
DESK = "/conversations/coding/"


@pytest.fixture
def place(cast: Cast, now: datetime) -> Place:
    """North, with seven people to talk with; its interviewer reads English."""
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    cast.interviewer.refresh_from_db()
    return settle(cast, at=now, people=7)


@pytest.fixture
def talks(place: Place) -> Talks:
    """Three people have told something at level C."""
    talks = place.talks("C")
    told(talks, place)
    return talks


@pytest.fixture
def desk(as_account: Browser, cast: Cast, place: Place) -> Client:
    """The interviewer's browser."""
    return as_account(cast.interviewer)


def words(client: Client, address: str) -> str:
    """What the page says."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def of(passage: Passage, verb: str = "", part: str = "first") -> str:
    """A passage's address."""
    return f"/conversations/passages/{passage.pk}/{part}/{verb}"


def test_from_answers_to_codes_by_the_forms_of_the_page(desk: Client, talks: Talks) -> None:
    assert "Take in 3 answers" in words(desk, DESK)
    desk.post(f"{DESK}{talks.round.pk}/take-in/")
    first, second, _third = Passage.objects.all()
    assert "Code 3 passages" in words(desk, DESK)
    assert desk.get(f"{DESK}{talks.round.pk}/").headers["Location"] == of(first)
    page = words(desk, of(first))
    assert SAID[0] in page and "Question 1?" in page
    desk.post(of(first, "give/"), {"theme": "T06"})
    code = Code.objects.get()
    sent = {"direction": ["", "holds"], "weight": ["mentioned", "decisive"], "locus": "manager", "shock": ""}
    desk.post(f"/conversations/codes/{code.pk}/", sent)
    code.refresh_from_db()
    assert (code.direction, code.weight, code.locus) == ("holds", "decisive", "manager")
    assert desk.post(of(second, "nothing/")).headers["Location"].endswith(f"?after={second.pk}")
    desk.post(of(second, "undo/"))
    desk.post(of(second, "quote/"))
    assert Passage.objects.get(pk=second.pk).is_quote
    assert f'href="{of(second)}"' in words(desk, f"{DESK}{talks.round.pk}/quotes/")
    assert desk.get(f"{DESK}{talks.round.pk}/?after={first.pk}").headers["Location"] == of(second)


def test_what_cannot_be_is_said_and_changes_nothing(desk: Client, talks: Talks, place: Place) -> None:
    passage = cut(talks, place)[0]
    answer = desk.post(of(passage, "give/"), {"theme": "T77"}, follow=True)
    assert "no such theme" in unescape(answer.content.decode())
    code = actions.give_code(passage=passage, theme="T06", part=Part.FIRST, by=viewer(place.interviewer), at=place.at)
    desk.post(f"/conversations/codes/{code.pk}/", {"direction": "sideways", "weight": "mentioned"})
    assert Code.objects.get().direction == ""
    for address in (of(passage, part="second"), of(passage, part="third"), "/conversations/passages/999999/first/"):
        assert desk.get(address).status_code == 404
    assert desk.get(f"{DESK}{talks.round.pk}/?after=x²").status_code == 302


def test_suggestions_stand_with_their_words_and_a_serious_one_has_its_own_way(
    desk: Client, talks: Talks, place: Place
) -> None:
    passages = cut(talks, place)
    reading = Reading(model.load(model.SHIPPED_SPELLING), None, "spelling test")
    suggest(passages, list(SAID), reading, book())
    passage = passages[1]
    passage.suggestions.filter(rank=2).update(theme="T90")
    page = words(desk, of(passage))
    assert page.count('<li class="suggestion"') == 3 and '<mark data-rank="1">' in page
    assert of(passage, "serious/") in page
    top = passage.suggestions.get(rank=1)
    assert all(SAID[1][start:end].isalpha() for start, end in top.spans)
    desk.post(of(passage, "give/"), {"theme": top.theme, "suggested": "yes"})
    assert Code.objects.get().suggested_rank == 1
    assert "as suggested" in words(desk, of(passage))
    assert desk.post(of(passage, "serious/"), {"words": ""}).status_code == 422
    desk.post(of(passage, "serious/"), {"words": "Hot."})
    assert SeriousMatter.objects.count() == 1 and desk.get(of(passage)).status_code == 404


def test_a_second_coder_sees_neither_codes_nor_suggestions(
    desk: Client, as_account: Browser, talks: Talks, place: Place
) -> None:
    passages = cut(talks, place)
    for one in passages:
        desk.post(of(one, "give/"), {"theme": "T06"})
    desk.post(f"{DESK}{talks.round.pk}/sample/")
    other = as_account(place.other_interviewer)
    first = other.get(f"{DESK}{talks.round.pk}/second/").headers["Location"]
    assert first == of(passages[0], part="second")
    page = unescape(other.get(first).content.decode())
    assert SAID[0] in page and 'class="code"' not in page and 'class="suggestion"' not in page
    other.post(of(passages[0], "give/", "second"), {"theme": "T06"})
    other.post(of(passages[1], "nothing/", "second"))
    found = round_agreement(viewer(place.interviewer), talks.round)
    assert (found.twice, found.is_enough) == (2, False)
    assert found.themes[0].found is None
    assert "Too few to say" in words(desk, f"{DESK}{talks.round.pk}/agreement/")


def test_a_changed_passage_says_so(desk: Client, talks: Talks, place: Place) -> None:
    passage = cut(talks, place)[0]
    Passage.objects.filter(pk=passage.pk).update(digest="0" * 64)
    answer = desk.get(of(passage))
    assert answer.status_code == 409 and "Take in the answers" in unescape(answer.content.decode())


def test_the_lead_changes_the_codebook_by_its_forms(as_account: Browser, cast: Cast, talks: Talks) -> None:
    lead = as_account(cast.lead)
    assert "T06" in words(lead, "/conversations/codebook/")
    form = lead.get("/conversations/codebook/T06/").context["forms"][0]
    sent = {**form.initial, "include_en": "own manager", "reason": "Shorter."}
    assert lead.post("/conversations/codebook/T06/", sent).status_code == 422
    lead.post("/conversations/codebook/T06/", {**sent, "meaning": "same"})
    assert book().themes["T06"].words.include_en == "own manager"
    lead.post("/conversations/codebook/T06/merge/", {"into": "T10", "reason": "One thing."})
    lead.post("/conversations/codebook/T12/split/", {"reason": "Two things.", **_parts()})
    lead.post("/conversations/codebook/T01/retire/", {"reason": "Unused."})
    lead.post("/conversations/codebook/T01/restore/")
    lead.post("/conversations/codebook/new/", {"reason": "New.", **_parts("")})
    changes = CodebookVersion.objects.values_list("change", flat=True)
    assert list(changes) == ["shipped", "wording", "merged", "split", "retired", "restored", "added"]
    assert "One thing." in words(lead, "/conversations/codebook/")


def _parts(*prefixes: str) -> dict[str, str]:
    names = ("name_sv", "name_en", "include_sv", "include_en")
    chosen = prefixes or ("first-", "second-")
    return {f"{prefix}{name}": f"{name} {number}" for number, prefix in enumerate(chosen) for name in names}


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("coding", DESK),
        ("passage", "/conversations/passages/{passage}/first/"),
        ("agreement", f"{DESK}{{round}}/agreement/"),
        ("quotes", f"{DESK}{{round}}/quotes/"),
        ("codebook", "/conversations/codebook/"),
    ],
)
def test_lists_make_no_more_statements_when_they_grow(
    name: str, address: str, desk: Client, talks: Talks, place: Place, statements: Callable[..., None]
) -> None:
    passage = cut(talks, place)[0]
    by = viewer(place.interviewer)
    code = actions.give_code(passage=passage, theme="T06", part=Part.FIRST, by=by, at=place.at)
    actions.propose_quote(passage=passage, is_quote=True, by=by, at=place.at)

    def grow() -> None:
        rows = Passage.objects.bulk_create(_copy(passage, number) for number in range(40))
        codes = [_given(code, row) for row in rows]
        Code.objects.bulk_create(codes)

    asked = address.format(passage=passage.pk, round=talks.round.pk)
    statements(f"conversations/{name}", ask=lambda: desk.get(asked), grow=grow)


def _given(code: Code, row: Passage) -> Code:
    return Code(
        passage=row,
        company=row.company,
        theme=code.theme,
        coder=code.coder,
        version=code.version,
        given_at=code.given_at,
    )


def _copy(passage: Passage, number: int) -> Passage:
    return Passage(
        company=passage.company,
        round=passage.round,
        invitation=passage.invitation,
        note=uuid.uuid4(),
        note_version=0,
        start=0,
        end=number + 1,
        digest=passage.digest,
        state="coded",
        is_quote=True,
        sampled_at=passage.sampled_at,
    )
