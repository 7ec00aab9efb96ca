"""Opens the pages of an invitation: a person's own link (levels A to C), or an anonymous code or receipt (level D).

Nothing is kept in a session, and opening changes nothing. Every token that opens nothing gets one and the same answer.
At level D nothing on the way knows the person: the code lies in the letter alone, and from the first words on the
receipt lies in a cookie of this address alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from framdrift.conversations.answers import anonymous, queries
from framdrift.conversations.answers.models import Talk
from framdrift.conversations.guides.queries import ShownQuestion, shown_guide
from framdrift.conversations.invitations.queries import PURPOSE, invitation_for, questions_of, viewer_of_person
from framdrift.conversations.levels import LevelWords, limits_of, size_words, words_of
from framdrift.conversations.models import Invitation, Programme, ProgrammeRound
from framdrift.foundation import codes, links
from framdrift.foundation.personal_pages import private
from framdrift.organisations.access import Viewer

BROWSER_COOKIE = "framdrift_browser"
RECEIPT_COOKIE = "framdrift_receipt"
_COOKIE_LIVES = timedelta(days=60)


@dataclass(frozen=True)
class Visit:
    """One request on an invitation's pages. `invitation`, `by` and `browser` are set on a personal link alone;
    `receipt` at level D, once there are words."""

    token: str
    at: datetime
    language: str
    programme_round: ProgrammeRound
    invitation: Invitation | None = None
    by: Viewer | None = None
    browser: str = ""
    receipt: str = ""

    @property
    def programme(self) -> Programme:
        """What the person is invited to."""
        return self.programme_round.programme

    @property
    def is_anonymous(self) -> bool:
        """Level D: nobody knows who this is."""
        return self.invitation is None

    @property
    def is_over(self) -> bool:
        """The round has closed."""
        return self.programme_round.closed_at is not None

    @property
    def level(self) -> str:
        """The level that holds: of the talk once it has begun."""
        talk = self.talk()
        return talk.key.level if talk else str(self.programme.level)

    @property
    def words(self) -> LevelWords:
        """What the level means."""
        return words_of(self.level, self.language)

    @property
    def limits(self) -> str:
        """What cannot be kept confidential."""
        return limits_of(self.level, self.language)

    @property
    def size(self) -> str:
        """The promise about small groups."""
        return size_words(self.programme.n_min, self.language)

    @property
    def programme_name(self) -> str:
        """The programme's public name."""
        return self.programme.name_in(self.language)

    @property
    def subject(self) -> str:
        """What one-time codes belong to; a personal link's alone."""
        return f"invitation:{self.invitation.pk}" if self.invitation else ""

    def talk(self) -> Talk | None:
        """The person's talk, where it has begun and was not taken back."""
        return queries.talk_of(self.by, self.invitation) if self.by and self.invitation else None

    def questions(self) -> tuple[ShownQuestion, ...]:
        """What is asked, in the reader's language."""
        if self.invitation is not None:
            return questions_of(self.invitation, language=self.language).questions
        return shown_guide(self.programme.guide_version, language=self.language).questions

    def address(self, name: str, *, told: str = "", **parts: object) -> str:
        """One of this link's addresses; `told` names the sentence that the page greets with."""
        path = reverse(name, kwargs={"token": self.token, **parts})
        return f"{path}?told={told}" if told else path

    def to(self, name: str, *, told: str = "", **parts: object) -> HttpResponse:
        """Lead there."""
        return HttpResponseRedirect(self.address(name, told=told, **parts))

    def show(
        self, request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
    ) -> HttpResponse:
        """A page of the invitation."""
        return render(request, template, {"visit": self, **(context or {})}, status=status)


Page = Callable[..., HttpResponse]  # (request, visit, **parts of the address)
Route = Callable[..., HttpResponse]


def on_a_persons_link(*methods: str, named_only: bool = False, anonymous_only: bool = False) -> Callable[[Page], Route]:
    """Make an address of a page: it is given a `Visit`, and answers to these methods alone."""

    def address_of(page: Page) -> Route:
        @wraps(page)
        def answer(request: HttpRequest, token: str, **parts: object) -> HttpResponse:
            visit = _visit(request, token, at=timezone.now())
            if visit is None or (named_only and visit.is_anonymous) or (anonymous_only and not visit.is_anonymous):
                return closed_door(request, token)
            if request.method not in methods:
                return private(HttpResponse(status=405, headers={"Allow": ", ".join(methods)}), language="")
            zone = visit.invitation.employment.zone if visit.invitation else settings.FRAMDRIFT_ZONE
            with translation.override(visit.language), timezone.override(ZoneInfo(zone)):
                response = page(request, visit, **parts)
            if visit.browser and BROWSER_COOKIE not in request.COOKIES:
                keep_cookie(response, visit, BROWSER_COOKIE, visit.browser)
            return private(response, language=visit.language)

        return answer

    return address_of


def keep_cookie(response: HttpResponse, visit: Visit, name: str, value: str) -> None:
    """A cookie that goes to this link's pages alone, and that no script can read."""
    response.set_cookie(
        name,
        value,
        max_age=int(_COOKIE_LIVES.total_seconds()),
        path=visit.address("employee-home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def closed_door(request: HttpRequest, token: str, *, said: str = "", status: int = 404) -> HttpResponse:
    """The same for a token that never was, ran out, was used or taken back. Who has a receipt can still come in."""
    response = render(request, "employee/closed_door.html", {"token": token, "said": said}, status=status)
    return private(response, language=translation.get_language() or "en")


def _visit(request: HttpRequest, token: str, *, at: datetime) -> Visit | None:
    invitation = invitation_for(links.open_link(token, purpose=PURPOSE, at=at))
    if invitation is not None:
        language = _language(request, invitation.employment.language)
        return Visit(
            token=token,
            at=at,
            language=language,
            programme_round=invitation.round,
            invitation=invitation,
            by=replace(viewer_of_person(invitation.employment), language=language),
            browser=request.COOKIES.get(BROWSER_COOKIE, "") or codes.new_browser(),
        )
    return _anonymous_visit(request, token, at=at)


def _anonymous_visit(request: HttpRequest, token: str, *, at: datetime) -> Visit | None:
    receipt = request.COOKIES.get(RECEIPT_COOKIE, "")
    by_receipt = anonymous.round_of_receipt(receipt) if receipt else None
    found = by_receipt or anonymous.round_of_code(token)
    if found is None:
        return None
    language = _language(request, translation.get_language() or "sv")
    return Visit(token=token, at=at, language=language, programme_round=found, receipt=receipt if by_receipt else "")


def _language(request: HttpRequest, own: str) -> str:
    """What was chosen on the page, else the person's own."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else own[:2]
