"""Requests to calendars: the careful ones of `foundation.outgoing`, their troubles told as a calendar's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.conf import settings

from framdrift.foundation.outgoing import Answer, Request, RequestFailed, Why, ask, host_of
from framdrift.planning.ports import CalendarTrouble, Trouble

_TROUBLES: Final[Mapping[Why, Trouble]] = {
    Why.NO_ADDRESS: Trouble.NOT_FOUND,
    Why.NOT_SECURE: Trouble.NOT_SECURE,
    Why.WRONG_CERTIFICATE: Trouble.NOT_SECURE,
    Why.INSIDE: Trouble.INSIDE,
    Why.NO_ANSWER: Trouble.NO_ANSWER,
    Why.TOO_LARGE: Trouble.TOO_LARGE,
}


def asked(
    method: str, address: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", follows: bool = True
) -> Answer:
    """The answer, whatever its status. Raises CalendarTrouble where there is none."""
    inside = tuple(settings.FRAMDRIFT_CALENDAR_HOSTS_INSIDE)
    request = Request(method, address, headers=headers or {}, body=body, inside=inside, follows=follows)
    try:
        return ask(request)
    except RequestFailed as failed:
        raise CalendarTrouble(_TROUBLES[failed.why], failed.host) from None


def well(answer: Answer) -> Answer:
    """The answer of a request that went well. Raises CalendarTrouble for any other."""
    if 200 <= answer.status < 300:
        return answer
    raise CalendarTrouble(_trouble_of(answer.status), host_of(answer.address))


def _trouble_of(status: int) -> Trouble:
    if status in {401, 403, 407}:
        return Trouble.REFUSED
    if status in {404, 410}:
        return Trouble.NOT_FOUND
    return Trouble.SERVER_FAULT if status >= 500 or status == 429 else Trouble.NOT_A_CALENDAR
