"""What a teller is given, and the table of tellers by code of event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext

from framdrift.desk.components import words
from framdrift.foundation.announcement import Announcement
from framdrift.foundation.models import Event
from framdrift.recruiting.queries.timeline import Names

Teller = Callable[["Told"], str]
TELLERS: dict[str, Teller] = {}


def tells(*kinds: type[Announcement]) -> Callable[[Teller], Teller]:
    """Register a teller for these events."""

    def register(teller: Teller) -> Teller:
        for kind in kinds:
            TELLERS[kind.code] = teller
        return teller

    return register


@dataclass(frozen=True, slots=True)
class Told:
    """One event with the names it speaks of; every method gives words for the reader."""

    event: Event
    names: Names
    now: datetime

    def get(self, field: str) -> Any:
        """A field of the event as it was recorded, None where it has none."""
        return self.event.data.get(field)

    @property
    def actor(self) -> str:
        """Who did it."""
        return self.names.actors.get(self.event.actor) or gettext("Someone")

    @property
    def who(self) -> str:
        """The candidate whose candidacy it is."""
        return self.names.candidacies.get(self.get("candidacy_id")) or gettext("the candidate")

    @property
    def candidate(self) -> str:
        """The candidate, by their own id."""
        return self.names.candidates.get(self.get("candidate_id")) or gettext("the candidate")

    @property
    def company(self) -> str:
        """The client company."""
        return self.names.companies.get(self.get("company_id")) or gettext("the company")

    def account(self, field: str) -> str:
        """The person whose account id is in `field`."""
        return self.names.accounts.get(self.get(field)) or gettext("someone")

    def step(self, field: str = "plan_step_id") -> str:
        """The plan step whose id is in `field`, by its name in the reader's language."""
        found = self.names.plan_steps.get(self.get(field))
        return found.name_in(get_language() or "en") if found else gettext("a step")

    def day(self, field: str) -> str:
        """The date in `field`: Thu 26 Nov. Always the date, since the sentence is read later."""
        return words.dated_words(date.fromisoformat(self.get(field)), words.local(self.now).date())

    def moment(self, field: str) -> str:
        """The instant in `field`: Thu 26 Nov 14:00."""
        instant = datetime.fromisoformat(self.get(field))
        today = words.local(self.now).date()
        return f"{words.dated_words(words.local(instant).date(), today)} {words.clock_words(instant)}"

    def text(self, field: str) -> str:
        """What was written; empty where nothing was, or where it has been forgotten."""
        reference = self.get(field)
        return self.names.texts.get(reference["id"], "") if reference else ""

    def say(self, sentence: str, **slots: object) -> str:
        """A translated sentence with the actor, the candidate and `slots` put in."""
        return sentence % {"actor": self.actor, "who": self.who, **slots}
