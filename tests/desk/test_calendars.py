"""One's own calendar: drawing a week, ordinary hours, connecting and testing calendars; nobody sees another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from framdrift.organisations.access import viewer_of
from framdrift.organisations.models import Account
from framdrift.planning.availability import actions
from framdrift.planning.availability.own import own_calendar
from framdrift.planning.models import CalendarConnection, FocusTime, HandWindow, Limits, PaintedWeek, WorkingHours
from framdrift.recruiting.models import TravelTime
from tests.cast import Cast
from tests.integrations.calendars.servers import PASSWORD, CalDavServer, Stub, Told
from tests.integrations.calendars.test_graph_and_google import documented, says

SignIn = Callable[[Account], Client]
PAGE = "/my/calendar/"
FEED = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T100000Z\r\nDTEND:20261201T110000Z\r\n"
FEED += b"END:VEVENT\r\nEND:VCALENDAR\r\n"


MONDAY = date(2026, 11, 30)  # the pages of the desk are looked at on Tuesday 24 November


@pytest.fixture(params=["staff", "client"])
def somebody(request: pytest.FixtureRequest, cast: Cast) -> Account:
    return cast.owner if request.param == "staff" else cast.north.manager


def squares_of(page: str) -> dict[str, dict[str, str | None]]:
    """The half hours of the grid as a browser reads them: each one's attributes by its value."""
    found: dict[str, dict[str, str | None]] = {}

    class Squares(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag == "input" and given.get("name") == "free":
                found[given["value"] or ""] = given

    Squares().feed(page)
    return found


def test_a_week_is_drawn_and_rubbed_out(somebody: Account, as_account: SignIn) -> None:
    monday, client = MONDAY, as_account(somebody)
    free = [f"{monday}T09:00", f"{monday}T09:30", f"{monday + timedelta(days=4)}T18:30"]
    answer = client.post(f"{PAGE}week/", {"week": str(monday), "free": free})
    assert answer["Location"] == f"{PAGE}?week={monday}"
    windows = HandWindow.objects.filter(account=somebody, week__monday_on=monday)
    assert [(end - start).seconds // 60 for start, end in windows.values_list("start_at", "end_at")] == [60, 30]
    page = client.get(f"{PAGE}?week={monday}").content.decode()
    assert page.count(" checked") == 3
    squares = squares_of(page)
    assert sorted(value for value, square in squares.items() if "checked" in square) == sorted(free)
    labels = [square["aria-label"] or "" for square in squares.values()]
    assert len(set(labels)) == len(labels) > 100
    assert not [label for label in labels if "<" in label or ("nov" not in label and "dec" not in label)]
    client.post(f"{PAGE}week/", {"week": str(monday), "ordinary": "1"})
    assert not PaintedWeek.objects.exists()
    assert client.get(f"{PAGE}?week={monday}").content.decode().count(" checked") > 3


def test_nothing_free_at_all_is_an_answer(cast: Cast, as_account: SignIn) -> None:
    client, monday = as_account(cast.owner), MONDAY
    client.post(f"{PAGE}week/", {"week": str(monday)})
    assert client.get(f"{PAGE}?week={monday}").content.decode().count(" checked") == 0


def test_a_square_that_no_grid_has_is_refused(cast: Cast, as_account: SignIn) -> None:
    answer = as_account(cast.owner).post(f"{PAGE}week/", {"week": str(MONDAY), "free": ["1999-01-01T09:00"]})
    assert answer.status_code == 400
    assert not PaintedWeek.objects.exists()


@pytest.mark.parametrize("week", ["", "x", "1999-01-01", "9999-12-31"])
def test_any_week_that_is_asked_for_gives_a_page(cast: Cast, as_account: SignIn, week: str) -> None:
    assert as_account(cast.owner).get(PAGE, {"week": week}).status_code == 200


HOURS = {"hours_0": "9.30-12, 13–16", "focus_0": "15-16", "buffer_minutes": "20", "travel_before": "40"}


def test_ordinary_hours_are_saved_whole(somebody: Account, as_account: SignIn) -> None:
    client = as_account(somebody)
    assert client.get(f"{PAGE}hours/").status_code == 200
    assert client.post(f"{PAGE}hours/", HOURS | {"max_per_day": "3"})["Location"] == PAGE
    stretches = [f"{row.weekday} {row.from_time:%H:%M}-{row.to_time:%H:%M}" for row in WorkingHours.objects.all()]
    assert stretches == ["0 09:30-12:00", "0 13:00-16:00"]
    assert FocusTime.objects.get().to_time.hour == 16
    assert Limits.objects.values_list("max_per_day", "buffer_minutes").get() == (3, 20)
    assert TravelTime.objects.values_list("before_minutes", "after_minutes").get() == (40, 0)
    page = client.get(f"{PAGE}hours/").content.decode()
    assert "09:30–12, 13–16" in page
    assert "09:30–12, 13–16" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(("wrong", "said"), [("morning", "Write times like"), ("9-12, 11-13", "The end comes after")])
def test_hours_that_make_no_sense_are_told(cast: Cast, as_account: SignIn, wrong: str, said: str) -> None:
    cast.owner.language = "en"
    cast.owner.save()
    answer = as_account(cast.owner).post(f"{PAGE}hours/", HOURS | {"hours_0": wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WorkingHours.objects.exists()


@pytest.mark.usefixtures("inside")
def test_a_caldav_calendar_is_tested_before_it_is_kept(
    radicale_server: CalDavServer, somebody: Account, as_account: SignIn
) -> None:
    client = as_account(somebody)
    given = {"address": radicale_server.address, "user_name": "eva", "password": "wrong"}
    answer = client.post(f"{PAGE}connect/caldav/", given)
    assert answer.status_code == 422
    assert "127.0.0.1" in answer.content.decode()
    assert not CalendarConnection.objects.exists()
    assert client.post(f"{PAGE}connect/caldav/", given | {"password": PASSWORD})["Location"] == PAGE
    own = CalendarConnection.objects.get(account=somebody)
    assert (own.state, own.is_written, own.company_id) == ("working", True, somebody.company_id)
    assert own.home == radicale_server.calendar("eva")
    for page in (PAGE, f"{PAGE}connect/caldav/", "/my/settings/"):
        assert PASSWORD not in client.get(page).content.decode()
    again = client.post(f"{PAGE}connect/caldav/", given | {"password": PASSWORD})
    assert again.status_code == 422


def test_a_feed_is_connected_and_its_address_told_to_nobody(service: Stub, cast: Cast, as_account: SignIn) -> None:
    service.answers["GET", "/private-9f3/basic.ics"] = Told(200, FEED)
    karin = as_account(cast.north.manager)
    assert (
        karin.post(f"{PAGE}connect/feed/", {"address": f"{service.address}/private-9f3/basic.ics"}).status_code == 302
    )
    own = CalendarConnection.objects.get()
    assert not own.is_written
    assert "private-9f3" not in f"{own.address}{own.user_name}{own.secret}{karin.get(PAGE).content.decode()}"
    service.answers["GET", "/private-9f3/basic.ics"] = Told(404)
    karin.post(f"{PAGE}{own.pk}/read/")
    own.refresh_from_db()
    assert own.last_error == "not_found"
    assert own.busy_times.count() == 1
    assert karin.post(f"{PAGE}{own.pk}/write/").status_code == 302
    own.refresh_from_db()
    assert not own.is_written


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/x.ics", "https://169.254.169.254/latest/", "file:///etc/x"])
def test_a_seat_cannot_reach_inside(cast: Cast, as_account: SignIn, address: str) -> None:
    answer = as_account(cast.north.manager).post(f"{PAGE}connect/feed/", {"address": address})
    assert answer.status_code == 422
    assert not CalendarConnection.objects.exists()


@pytest.mark.parametrize("kind", ["feed", "caldav"])
@pytest.mark.parametrize(
    "address", ["file:///etc/x", "javascript:alert(1)", "https:///x.ics", "ftp://a.example/x", "a b", "https://[x"]
)
def test_an_address_without_a_server_on_the_web_is_told_at_its_field(
    cast: Cast, as_account: SignIn, kind: str, address: str
) -> None:
    given = {"address": address, "user_name": "eva", "password": "x"}
    answer = as_account(cast.owner).post(f"{PAGE}connect/{kind}/", given)
    assert answer.status_code == 422
    assert "Adressen måste nämna en server på webben" in answer.content.decode()
    assert not CalendarConnection.objects.exists()


def test_a_feed_at_a_servers_name_alone_is_asked_for_there(cast: Cast, as_account: SignIn) -> None:
    answer = as_account(cast.owner).post(f"{PAGE}connect/feed/", {"address": "hej.invalid"})
    assert answer.status_code == 422
    assert "hej.invalid svarade inte" in answer.content.decode()


def test_a_calendar_is_its_owners_alone(cast: Cast, as_account: SignIn, now: datetime) -> None:
    calendar = actions.Calendar("caldav", "https://c.example", "ada", "x", "", may_write=True)
    own = actions.connect_calendar(calendar=calendar, by=viewer_of(cast.owner), at=now)
    for other in (cast.lead, cast.admin, cast.teammate, cast.north.manager, cast.stranger):
        for verb in ("read", "write", "disconnect"):
            assert as_account(other).post(f"{PAGE}{own.pk}/{verb}/").status_code == 404
    assert "c.example" not in as_account(cast.lead).get(PAGE).content.decode()
    ada = as_account(cast.owner)
    assert "c.example" in ada.get(PAGE).content.decode()
    assert ada.post(f"{PAGE}{own.pk}/disconnect/").status_code == 302
    assert not CalendarConnection.objects.exists()


def test_the_second_calendar_can_be_chosen_for_meetings(cast: Cast, as_account: SignIn, now: datetime) -> None:
    ada = viewer_of(cast.owner)
    first, second = (
        actions.connect_calendar(
            calendar=actions.Calendar("caldav", f"https://{name}.example", "ada", "x", "", may_write=True),
            by=ada,
            at=now,
        )
        for name in ("one", "two")
    )
    as_account(cast.owner).post(f"{PAGE}{second.pk}/write/")
    assert list(CalendarConnection.objects.filter(is_written=True)) == [second]
    assert first.is_written


def test_today_says_when_a_calendar_has_failed_for_days(cast: Cast, as_account: SignIn, now: datetime) -> None:
    calendar = actions.Calendar("caldav", "https://c.example", "ada", "x", "", may_write=True)
    own = actions.connect_calendar(calendar=calendar, by=viewer_of(cast.owner), at=now)
    states = {"state": "failing", "last_error": "refused", "error_detail": "c.example"}
    for days, is_told in ((1, False), (3, True)):
        CalendarConnection.objects.filter(pk=own.pk).update(**states, failing_since=now - timedelta(days=days))
        assert (f"{PAGE}#calendars" in as_account(cast.owner).get("/today/").content.decode()) is is_told
    shown = own_calendar(viewer_of(cast.owner), monday_on=MONDAY, at=now)
    assert "c.example" in shown.connections[0].trouble


def test_leave_at_microsoft_is_asked_for_and_finished_with_a_press(
    service: Stub, settings: LazySettings, cast: Cast, as_account: SignIn
) -> None:
    ada = as_account(cast.owner)
    assert ada.get(f"{PAGE}connect/graph/").status_code == 404  # nobody has said who we are there
    assert ada.get(f"{PAGE}connect/elsewhere/").status_code == 404
    settings.CALENDAR_SERVICES = {"graph": f"{service.address}/graph"}
    known = settings.CALENDAR_PROVIDERS["graph"]
    settings.CALENDAR_PROVIDERS = {
        "graph": known | {"client_id": "us", "client_secret": "ours", "tokens_at": f"{service.address}/token"},
        "google": settings.CALENDAR_PROVIDERS["google"],
    }
    says(service, "POST", "/token", documented("graph", "token"))
    says(service, "GET", "/graph/me", documented("graph", "me"))
    says(service, "POST", "/graph/me/calendar/getSchedule", documented("graph", "schedule"))
    asked = ada.get(f"{PAGE}connect/graph/")["Location"]
    state = parse_qs(urlsplit(asked).query)["state"][0]
    assert asked.startswith("https://login.microsoftonline.com/")
    assert ada.get(f"{PAGE}return/graph/", {"code": "c1", "state": state}).status_code == 200
    assert not CalendarConnection.objects.exists()  # an address alone connects nothing
    as_account(cast.teammate).post(f"{PAGE}return/graph/", {"code": "c1", "state": state})
    assert not CalendarConnection.objects.exists()  # another's answer
    ada.post(f"{PAGE}return/graph/", {"code": "c1", "state": state})
    own = CalendarConnection.objects.get(account=cast.owner)
    assert (own.kind, own.home, own.state) == ("graph", "ada@lindekstrom.example", "working")
    assert own.busy_times.count() == 3
