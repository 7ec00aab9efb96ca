"""The presentation and the follow-up sheet: the released bytes in words, the same on the page and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pypdf
import pytest
from django.test import Client
from django.utils import timezone, translation

from framdrift.conversations.answers.models import Note
from framdrift.conversations.commitments import actions
from framdrift.conversations.kinds import ReportKind
from framdrift.conversations.models import Commitment, Programme, ProgrammeRound
from framdrift.insights.models import Code, Passage, Release
from framdrift.insights.presentation.queries import follow_up_of, presentation_of
from framdrift.insights.presentation.shapes import Document, Part
from framdrift.insights.release.actions import release_findings
from framdrift.insights.release.drafting import draft_findings
from framdrift.organisations.access import Viewer, viewer_of
from framdrift.organisations.models import Account
from tests.cast import Cast
from tests.insights.release.world import Place

SignIn = Callable[[Account], Client]
Statements = Callable[..., None]
ON = date(2026, 11, 20)


@pytest.fixture
def programme(place: Place) -> Programme:
    """A closed stay round of two teams that see the manager with other eyes; a third is too small."""
    made = place.programme()
    place.at = timezone.now() - timedelta(days=1)
    held = place.round(made, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 12))
    for team in ("Norr", "Söder"):
        place.unit(team)
    place.answers(
        held,
        [
            *(("Norr", {"T06": "pulls", "T12": "pulls"} if who > 1 else {"T08": "holds"}) for who in range(12)),
            *(("Söder", {"T08": "holds", "T12": "pulls"}) for _ in range(12)),
        ],
    )
    return made


@pytest.fixture
def released(programme: Programme, ines: Viewer, now: datetime) -> Release:
    """The same, released."""
    return release_findings(programme=programme, seen=draft_findings(programme, at=now).mark, by=ines, at=now)


@pytest.fixture
def promise(released: Release, cast: Cast, ines: Viewer, now: datetime) -> Commitment:
    """What was promised because of the round, told to the company."""
    agreement = actions.Agreement(
        words="Två timmar i veckan utan möten",
        owner=cast.north.manager,
        due_on=date(2027, 1, 31),
        theme="T12",
    )
    held = ProgrammeRound.objects.get(released__release=released)
    made = actions.agree_from_round(programme_round=held, agreement=agreement, by=ines, at=now)
    assert actions.tell_company(commitment=made, by=ines, at=now)
    return made


def _part(document: Document | None, key: str) -> Part:
    assert document is not None
    return next(part for part in document.parts if part.key == key)


def _keys(document: Document | None) -> set[str]:
    assert document is not None
    return {part.key for part in document.parts}


def test_nothing_released_is_no_document(programme: Programme, cast: Cast, ines: Viewer) -> None:
    assert presentation_of(ines, cast.north.company, on=ON, language="en") is None
    assert follow_up_of(ines, cast.north.company, on=ON, language="en") is None


def test_the_text_is_written_from_the_bands(released: Release, cast: Cast, ines: Viewer) -> None:
    with translation.override("en"):
        document = presentation_of(ines, cast.north.company, on=ON, language="en")
    short = " ".join(_part(document, "short").sentences)
    assert "Workload and recovery (many in 2 of 2 groups)" in short
    groups = _part(document, "groups-stay")
    assert "Colleagues and team climate holds many in Söder, and few in Norr." in groups.sentences
    assert groups.table is not None
    assert [row[1] for row in groups.table.rows] == ["10–15", "10–15"]
    themes = _part(document, "themes").table
    assert themes is not None
    load = next(row for row in themes.rows if row[0] == "Workload and recovery")
    assert load == ("Workload and recovery", "few in every group", "many in 2 of 2 groups", "stands up")
    assert "Stay and exit interviews have not both been released" in " ".join(_part(document, "unsaid").sentences)


def test_where_to_begin_names_what_draws_away_and_what_is_promised_about_it(
    released: Release, cast: Cast, ines: Viewer
) -> None:
    with translation.override("en"):
        begin = _part(presentation_of(ines, cast.north.company, on=ON, language="en"), "begin").sentences
    nothing = "Nothing is promised about it that everybody may read: decide what you do, who does it and by when."
    assert begin[0] == f"Workload and recovery draws away in stay interviews. {nothing}"


def test_where_to_begin_is_with_what_is_late(promise: Commitment, cast: Cast, ines: Viewer) -> None:
    with translation.override("en"):
        begin = _part(presentation_of(ines, cast.north.company, on=ON, language="en"), "begin").sentences
        late = presentation_of(ines, cast.north.company, on=date(2027, 3, 1), language="en")
    assert begin[0].endswith("Promised: “Två timmar i veckan utan möten” (not done yet).")
    first, second, *_rest = _part(late, "begin").sentences
    assert first.startswith("First what is late: “Två timmar i veckan utan möten” was promised by 31 January 2027.")
    assert second.endswith("(not done yet, late).")


def test_the_document_says_the_same_whatever_happens_to_the_answers(
    released: Release, cast: Cast, ines: Viewer
) -> None:
    with translation.override("sv"):
        before = presentation_of(ines, cast.north.company, on=ON, language="sv")
        Code.objects.all().delete()
        Passage.objects.all().delete()
        Note.objects.all().delete()
        assert presentation_of(ines, cast.north.company, on=ON, language="sv") == before


def test_what_moved_since_last_time_is_told_from_both_releases(
    place: Place, programme: Programme, released: Release, cast: Cast, ines: Viewer, now: datetime
) -> None:
    assert _keys(presentation_of(ines, cast.north.company, on=ON, language="en")).isdisjoint({"trend-stay"})
    place.at = now + timedelta(days=160)
    again = place.round(programme, opens_on=date(2027, 3, 1), closes_on=date(2027, 4, 12))
    place.answers(again, [(team, {"T08": "holds"}) for team in ("Norr", "Söder") for _who in range(12)])
    at = now + timedelta(days=170)
    release_findings(programme=programme, seen=draft_findings(programme, at=at).mark, by=ines, at=at)
    with translation.override("en"):
        document = presentation_of(ines, cast.north.company, on=ON, language="en")
    assert "begin" not in _keys(document)  # nothing draws more than few away any more
    trend = _part(document, "trend-stay")
    assert "Fewer are drawn away than last time by: Immediate manager; Workload and recovery." in trend.sentences
    assert trend.table is not None
    assert trend.table.heads == ("Theme", "until 12 October 2026", "until 12 April 2027", "Since last time")
    load = next(row for row in trend.table.rows if row[0].startswith("Workload"))
    assert load == ("Workload and recovery, draws away", "many in 2 of 2 groups", "few in every group", "fewer")
    Code.objects.all().delete()
    with translation.override("en"):
        assert presentation_of(ines, cast.north.company, on=ON, language="en") == document


def test_every_reader_reads_the_same(promise: Commitment, cast: Cast, ines: Viewer, lead: Viewer) -> None:
    readers = (ines, lead, viewer_of(cast.north.hr))
    with translation.override("en"):
        documents = [presentation_of(one, cast.north.company, on=ON, language="en") for one in readers]
    assert documents[0] == documents[1] == documents[2]
    assert presentation_of(viewer_of(cast.south.hr), cast.north.company, on=ON, language="en") is None
    assert presentation_of(viewer_of(cast.north.manager), cast.north.company, on=ON, language="en") is None


def test_the_follow_up_sheet_ties_a_sign_to_its_measure(promise: Commitment, cast: Cast, now: datetime) -> None:
    hr = viewer_of(cast.north.hr)
    actions.report(commitment=promise, state=ReportKind.DONE, words="Gjort på alla lag", by=hr, at=now)
    with translation.override("en"):
        sheet = follow_up_of(hr, cast.north.company, on=ON, language="en")
    load = _part(sheet, "osa-load").table
    assert load is not None
    (row,) = load.rows
    risk, sign, serious, measure, who, by, followed, checked = row
    assert risk == "Workload and recovery"
    assert sign == "stay: many in 2 of 2 groups. Stands up."
    assert (serious, checked) == ("…", "…")  # the employer judges and checks
    assert measure == "Två timmar i veckan utan möten (the whole company)"
    assert who == cast.north.manager.name
    assert by == "31 January 2027"
    assert followed.startswith("done, ")
    assert followed.endswith("Gjort på alla lag")
    assert _part(sheet, "osa-hours").table is None  # nothing stands out, and nothing was promised


def test_the_presentation_names_nobody_who_promised(promise: Commitment, cast: Cast, ines: Viewer) -> None:
    document = presentation_of(ines, cast.north.company, on=ON, language="sv")
    assert "Två timmar i veckan utan möten" in str(document)
    assert cast.north.manager.name not in str(document)


@pytest.mark.parametrize("address", ["/client/findings/presentation/", "/client/findings/work-environment/"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_paper_is_tagged_and_says_what_the_page_says(
    address: str, language: str, promise: Commitment, cast: Cast, as_account: SignIn
) -> None:
    Account.objects.filter(pk=cast.north.hr.pk).update(language=language)
    seat = as_account(Account.objects.get(pk=cast.north.hr.pk))
    page = seat.get(address).content.decode()
    answer = seat.get(f"{address}?form=pdf")
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    words = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    for heading in ("10–15",) if "presentation" in address else ("AFS 2023:2",):
        assert heading in words
        assert heading in page
    assert "Två timmar i veckan utan möten" in words.replace("- ", "")


def test_only_hr_reads_them(released: Release, cast: Cast, as_account: SignIn) -> None:
    for account, expected in ((cast.north.hr, 200), (cast.north.manager, 404), (cast.owner, 404)):
        assert as_account(account).get("/client/findings/presentation/").status_code == expected
    desk = f"/conversations/findings/{cast.north.company.pk}/presentation/"
    assert as_account(cast.lead).get(desk).status_code == 200
    assert as_account(cast.owner).get(desk).status_code == 404


def test_statements(
    programme: Programme, released: Release, cast: Cast, ines: Viewer, as_account: SignIn, statements: Statements
) -> None:
    hr = as_account(cast.north.hr)

    def more() -> None:
        held = ProgrammeRound.objects.get(released__release=released)
        for number in range(20):
            agreement = actions.Agreement(
                words=f"Åtagande {number}", owner=cast.north.manager, due_on=date(2027, 1, 31), theme="T12"
            )
            made = actions.agree_from_round(programme_round=held, agreement=agreement, by=ines, at=timezone.now())
            actions.tell_company(commitment=made, by=ines, at=timezone.now())

    more()
    statements("client/findings_presentation", ask=lambda: hr.get("/client/findings/presentation/"), grow=more)
