"""The interviewer's desk: a programme from nothing to its first letters, guides, talks, and who sees none of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from framdrift.conversations.guides.queries import newest_version
from framdrift.conversations.kinds import Channel, InvitationState, Level, TalkKind
from framdrift.conversations.levels import words_of
from framdrift.conversations.models import Guide, Invitation, Programme
from framdrift.conversations.programmes.checklist import POINTS
from framdrift.conversations.upkeep import run_programme
from framdrift.foundation.models import Event, Letter
from framdrift.organisations.models import Account, Role
from framdrift.planning.talks.mailed_words import tell_of_mailed_words
from tests.cast import Cast
from tests.conversations.conftest import Draft, Employ

pytestmark = pytest.mark.django_db
Browser = Callable[[Account], Client]


def words(client: Client, address: str) -> str:
    """What the page says."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


@pytest.fixture
def desk(as_account: Browser, cast: Cast) -> Client:
    """The interviewer's browser, in English."""
    Account.objects.filter(pk=cast.interviewer.pk).update(language="en")
    cast.interviewer.refresh_from_db()
    return as_account(cast.interviewer)


def test_a_newcomer_launches_a_programme(desk: Client, cast: Cast, guides: dict[str, Guide], employ: Employ) -> None:
    assert f"{cast.north.company.name} · no employees yet" in words(desk, "/conversations/programmes/new/")
    employ(23)
    assert f"{cast.north.company.name} · 23 employees" in words(desk, "/conversations/programmes/new/")
    begun = desk.post("/conversations/programmes/new/", {"company": cast.north.company.pk, "kind": "stay"})
    page = desk.get(begun.headers["Location"])
    form = page.context["form"]
    sent = {name: form.initial[name] for name in form.fields if form.initial.get(name) is not None}
    assert (sent["contact_name"], sent["contact_email"]) == (cast.north.hr.name, cast.north.hr.email)
    launch = desk.post(begun.headers["Location"], sent).headers["Location"]
    told = words(desk, launch)
    assert "23 people would be asked" in told
    assert "at most 3 groups" in told
    assert "Level D would be unwise here" in told
    programme = Programme.objects.get()
    assert "Some points of the checklist are not done" in unescape(desk.post(launch).content.decode())
    for point in POINTS:
        done = desk.post(f"/conversations/programmes/{programme.pk}/confirm/{point.code}/", {"done": "yes"})
        following = [one.code for one in POINTS[POINTS.index(point) + 1 :]]
        assert done.headers["Location"] == f"{launch}#{next(iter(following), 'launch')}", "to the next that is left"
    done = desk.post(launch, follow=True)
    assert done.redirect_chain == [(f"/conversations/programmes/{programme.pk}/", 302)]
    assert "The first letters are on their way" in unescape(done.content.decode())
    programme.refresh_from_db()
    assert programme.state == "launched"
    assert Invitation.objects.filter(programme=programme, state=InvitationState.INVITED).exists()
    assert "How it goes" in words(desk, f"/conversations/programmes/{programme.pk}/")


def test_the_figures_foretold_count_only_those_who_would_be_asked(
    desk: Client, draft: Draft, launched: Draft, employ: Employ, today: date, now: datetime
) -> None:
    employ(12)
    run_programme(launched(), today=today, at=now)
    programme = draft()
    page = words(desk, f"/conversations/programmes/{programme.pk}/launch/")
    assert "12 people are not asked, and why" in page
    assert "Nobody would be asked now" in page
    assert "seven in ten" not in page
    assert "No employees are known" not in page


def test_who_finds_no_room_in_the_interviewers_weeks_is_said_before_the_launch(
    desk: Client, draft: Draft, employ: Employ
) -> None:
    employ(12)
    page = words(desk, f"/conversations/programmes/{draft(talks_per_week=1, round_weeks=4).pk}/launch/")
    assert "data-without-room" in page
    assert "find no room in the interviewers' weeks" in page
    assert "data-without-room" not in words(
        desk, f"/conversations/programmes/{draft(talks_per_week=15, round_weeks=4).pk}/launch/"
    )


def test_a_company_without_employees_is_led_to_its_roster(desk: Client, draft: Draft) -> None:
    programme = draft()
    page = words(desk, f"/conversations/programmes/{programme.pk}/launch/")
    assert "No employees are known at the company yet" in page
    assert f"/companies/{programme.company_id}/roster/files/" in page


def test_what_does_not_fit_is_said_at_its_field(desk: Client, draft: Draft, employ: Employ) -> None:
    employ(8)
    programme = draft()
    address = f"/conversations/programmes/{programme.pk}/edit/"
    form = desk.get(address).context["form"]
    sent = {name: form.initial[name] for name in form.fields if form.initial.get(name) is not None}
    answer = desk.post(address, {**sent, "level": "C", "holder": "hr", "n_min": 6})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"n_min"}
    answer = desk.post(address, {**sent, "level": "C", "holder": "hr"})
    assert set(answer.context["form"].errors) == {"holder"}


def test_a_text_is_adapted_and_comes_back(desk: Client, draft: Draft) -> None:
    programme = draft()
    address = f"/conversations/programmes/{programme.pk}/texts/union/sv/"
    desk.post(address, {"text": "Vi har talat med klubben."})
    assert "Vi har talat med klubben." in words(desk, f"/conversations/programmes/{programme.pk}/launch/")
    desk.post(address, {"text": ""})
    assert not programme.texts.exists()


def test_a_guide_is_changed_by_hand_and_in_order(desk: Client, guides: dict[str, Guide]) -> None:
    guide = guides["stay"]
    home = f"/conversations/guides/{guide.pk}/"
    desk.post(home + "questions/new/", {"text_sv": "Vad gör dig stolt?", "text_en": "What makes you proud?"})
    desk.post(home + "questions/X1/move/", {"to": "0"})
    assert newest_version(guide).questions.order_by("position")[0].code == "X1"
    desk.post(home + "questions/X1/", {"text_sv": "Vad?", "text_en": "What?", "is_core": "on", "not_by_manager": "on"})
    assert "Vad?" in words(desk, home + "preview/?language=sv")
    by_manager = words(desk, home + "preview/?language=sv&by=manager")
    assert "Vad?" not in by_manager
    assert "2 questions are left out" in by_manager
    desk.post(home + "follow-ups/new/", {"text_sv": "Hur då?", "text_en": "How so?", "code": "X1"})
    assert "How so?" in words(desk, home)
    desk.post(home + "questions/X1/remove/")
    assert not newest_version(guide).questions.filter(code="X1").exists()
    assert desk.get(home + "questions/X1/").status_code == 404


def test_a_programme_leads_to_its_own_version_and_level_of_the_guide(
    desk: Client, guides: dict[str, Guide], launched: Draft, employ: Employ
) -> None:
    employ(8)
    programme, guide = launched(), guides["stay"]
    first = programme.guide_version.questions.order_by("position")[0]
    desk.post(f"/conversations/guides/{guide.pk}/questions/{first.code}/remove/")
    page = words(desk, f"/conversations/programmes/{programme.pk}/")
    number, level = programme.guide_version.number, programme.level
    link = f"/conversations/guides/{guide.pk}/preview/?version={number}&level={level}"
    assert link in page
    assert first.text_en in words(desk, link + "&language=en")
    assert words_of(Level.ANONYMOUS, "en").promise in words(desk, link.replace(f"={level}", "=D") + "&language=en")
    home = f"/conversations/guides/{guide.pk}/preview/?language=en"
    assert first.text_en not in words(desk, home)
    for odd in ("99", "x", "9" * 40):
        assert desk.get(f"{home}&version={odd}").status_code == 404


def test_a_time_is_offered_and_booked(
    desk: Client, launched: Draft, employ: Employ, today: date, now: datetime
) -> None:
    employ(8)
    run_programme(launched(), today=today, at=now)
    row = Invitation.objects.filter(state=InvitationState.INVITED)[0]
    home = f"/conversations/talks/{row.pk}/"
    clock = timezone.now()
    first = (clock + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert desk.post(home + "times/", {"time_1": first}).status_code == 302
    assert row.times.count() == 1
    past = (clock - timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert desk.post(home + "book/", {"start_at": past}).status_code == 422
    assert desk.post(home + "book/", {"start_at": first, "place": "Rum 4"}).status_code == 302
    assert "Rum 4" in words(desk, home)
    assert row.employment.name in words(desk, "/conversations/")


def test_others_see_nothing(
    as_account: Browser, cast: Cast, launched: Draft, employ: Employ, today: date, now: datetime
) -> None:
    employ(8)
    programme = launched()
    run_programme(programme, today=today, at=now)
    talk = Invitation.objects.order_by("pk")[0]
    addresses = ["/conversations/", "/conversations/guides/", f"/conversations/programmes/{programme.pk}/"]
    for account in (cast.owner, cast.teammate, cast.admin, cast.north.manager, cast.north.hr):
        client = as_account(account)
        for address in (*addresses, f"/conversations/talks/{talk.pk}/"):
            assert client.get(address).status_code == 404
    lead = as_account(cast.lead)
    for address in addresses:
        assert talk.employment.name not in words(lead, address)
    assert lead.get(f"/conversations/talks/{talk.pk}/").status_code == 404


def test_level_d_shows_no_count_and_no_name(
    desk: Client, launched: Draft, employ: Employ, today: date, now: datetime
) -> None:
    employ(30)
    programme = launched(level=Level.ANONYMOUS, channel=Channel.WRITTEN)
    run_programme(programme, today=today, at=now)
    told = words(desk, f"/conversations/programmes/{programme.pk}/")
    assert "Nobody knows who has answered" in told
    assert "Person 0" not in told
    row = Invitation.objects.order_by("pk")[0]
    assert desk.get(f"/conversations/talks/{row.pk}/").status_code == 404


def test_statements_do_not_grow(
    desk: Client,
    launched: Draft,
    employ: Employ,
    today: date,
    now: datetime,
    statements: Callable[..., None],
) -> None:
    employ(6)
    programme = launched(talks_per_week=15)
    run_programme(programme, today=today, at=now)

    def grow() -> None:
        employ(6)
        run_programme(programme, today=today, at=now)

    for name, address in (("talks", "/conversations/"), ("programme", f"/conversations/programmes/{programme.pk}/")):
        statements(f"conversations/{name}", ask=lambda address=address: desk.get(address), grow=grow)


def test_the_preview_before_launch_does_not_grow(
    desk: Client, draft: Draft, employ: Employ, statements: Callable[..., None]
) -> None:
    employ(6)
    address = f"/conversations/programmes/{draft().pk}/launch/"
    statements("conversations/launch", ask=lambda: desk.get(address), grow=lambda: employ(12))


def test_somebody_is_asked_by_hand(desk: Client, launched: Draft, employ: Employ, today: date, now: datetime) -> None:
    employ(8)
    programme = launched()
    run_programme(programme, today=today, at=now)
    back = employ(name="Tillbaka Igen", days=60)
    address = f"/conversations/programmes/{programme.pk}/ask/"
    assert desk.post(address, {"employment": back.pk, "reason": "back_from_leave"}).status_code == 302
    assert Invitation.objects.get(employment=back).state == InvitationState.INVITED
    again = desk.post(address, {"employment": back.pk, "reason": "own_wish"})
    assert again.status_code == 422


def test_everybody_who_holds_talks_is_ticked_and_later_those_of_last_time(
    desk: Client, cast: Cast, draft: Draft, launched: Draft, employ: Employ, now: datetime
) -> None:
    employ(8)
    other = Account.objects.create_user("olle.annan@lindekstrom.example", name="Olle Annan")
    Role.objects.create(account=other, kind=Role.Kind.INTERVIEWER, since=now)
    address = f"/conversations/programmes/new/{cast.north.company.pk}/stay/"

    def ticked() -> set[int]:
        return set(desk.get(address).context["form"].initial["interviewers"])

    assert ticked() == {cast.interviewer.pk, other.pk}, "nobody has held talks here: the whole agency, no seat"
    assert "Ticked: everybody at the agency" in words(desk, address)
    draft(TalkKind.STAY, interviewers=(cast.interviewer,))
    assert ticked() == {cast.interviewer.pk, other.pk}, "a draft is no last time"
    launched(TalkKind.STAY, interviewers=(other,))
    launched(TalkKind.EXIT, interviewers=(cast.interviewer, other))
    assert ticked() == {other.pk}, "the same kind of talk counts before a later one of another kind"
    assert "Ticked: those who held the talks here last time." in words(desk, address)
    Account.objects.filter(pk=other.pk).update(is_active=False)
    assert ticked() == {cast.interviewer.pk}, "who has left holds no more talks: the next latest programme's"


def test_who_leads_a_person_is_not_given_the_talk_though_ticked(
    cast: Cast, launched: Draft, employ: Employ, today: date, now: datetime
) -> None:
    boss = employ(name="Britt Chef")
    employ(6, manager=boss)
    boss.account = cast.interviewer
    boss.save(update_fields=["account"])
    other = Account.objects.create_user("olle.annan@lindekstrom.example", name="Olle Annan")
    Role.objects.create(account=other, kind=Role.Kind.INTERVIEWER, since=now)
    run_programme(launched(interviewers=(cast.interviewer, other)), today=today, at=now)
    assert Invitation.objects.count() == 7
    assert set(Invitation.objects.values_list("interviewer", flat=True)) == {other.pk}


def test_a_mail_about_a_talk_is_ticked_off_and_taken_back(
    desk: Client, cast: Cast, launched: Draft, employ: Employ, today: date
) -> None:
    at = timezone.now()
    person = employ(3)
    run_programme(launched(), today=today, at=at)
    row = Invitation.objects.get(employment=person)
    address = f"/conversations/talks/{row.pk}/"
    assert "Answered by mail" not in words(desk, address)
    _mail_came(row, at=at)
    assert "I have answered it" in words(desk, address)
    said = desk.post(f"{address}mail/answered/", follow=True)
    assert f"{address}mail/open/" in said.content.decode(), "the notice has its Undo"
    assert "data-words-came" not in said.content.decode()
    assert "data-words-answered" in words(desk, address)
    assert Event.objects.latest("seq").code == "talk-mail-answered"
    assert person.name not in str(Event.objects.latest("seq").data)
    desk.post(f"{address}mail/open/")
    assert "data-words-came" in words(desk, address)
    desk.post(f"{address}mail/answered/")
    _mail_came(row, at=timezone.now() + timedelta(days=1))
    assert "data-words-came" in words(desk, address), "a later mail waits again"


def _mail_came(row: Invitation, *, at: datetime) -> None:
    """As the mailbox tells of it."""
    about = row.employment.pseudonym
    letter = Letter(subject_key=f"invitation:{row.pk}", about=about, company_id=row.company_id)
    tell_of_mailed_words(letter, at=at)
