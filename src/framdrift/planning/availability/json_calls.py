"""Calls to calendars that speak JSON and let us in by tokens (Microsoft, Google), their refusals told alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from framdrift.foundation.outgoing import Answer
from framdrift.planning.availability.asking import asked, well
from framdrift.planning.availability.oauth import Tokens, from_json
from framdrift.planning.ports import CalendarTrouble, ChangedElsewhere, Trouble

_GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Caller:
    """Calls one service for one person. `headers` go with every call."""

    kind: str
    name: str
    tokens: Tokens
    headers: Mapping[str, str]

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What it says. Raises CalendarTrouble; ChangedElsewhere where such a thing is there already."""
        answer = self._asked(method, path, body, {})
        if answer.status == 409:
            raise ChangedElsewhere
        return from_json(self._well(answer).body, self.name)

    def change(self, path: str, body: Mapping[str, Any], *, etag: str) -> dict[str, Any]:
        """Change what lies at `path`, in that version alone. Raises ChangedElsewhere, CalendarTrouble."""
        answer = self._asked("PATCH", path, body, {"If-Match": etag or "*"})
        if answer.status in _GONE | {409, 412}:
            raise ChangedElsewhere
        return from_json(self._well(answer).body, self.name)

    def remove(self, path: str, *, etag: str) -> None:
        """Take away what lies at `path`, in that version alone; gone already is well. Raises as `change`."""
        answer = self._asked("DELETE", path, None, {"If-Match": etag or "*"})
        if answer.status == 412:
            raise ChangedElsewhere
        if answer.status not in _GONE:
            self._well(answer)

    def _asked(self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]) -> Answer:
        told = {"Authorization": f"Bearer {self.tokens.access}", "Accept": "application/json"}
        if body is not None:
            told["Content-Type"] = "application/json"
        data = json.dumps(body).encode() if body is not None else b""
        address = f"{settings.CALENDAR_SERVICES[self.kind]}{path}"
        return asked(method, address, headers={**told, **self.headers, **headers}, body=data, follows=False)

    def _well(self, answer: Answer) -> Answer:
        if answer.status in {401, 403}:
            raise CalendarTrouble(Trouble.CONSENT_ENDED, self.name)
        return well(answer)
