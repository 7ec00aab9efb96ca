"""Invented candidates: who they are, how they became known, and who comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from framdrift.integrations.demo_agency import names
from framdrift.integrations.demo_agency.cast import STAFF_NAMES
from framdrift.integrations.demo_agency.companies import CITIES, EMPLOYERS, FIRMS
from framdrift.integrations.demo_agency.daybook import Daybook
from framdrift.integrations.demo_agency.positions import Position
from framdrift.organisations.models import Account
from framdrift.recruiting import events
from framdrift.recruiting.kinds import Source
from framdrift.recruiting.models import Candidate, Consent

_AT_A_CLIENT = 0.03
_COMES_BACK = 0.07
_ABOUT = (
    "Söker en roll med tydligt mandat och kollegor att lära av.",
    "Vill arbeta närmare kunden och mindre i möten.",
    "Har byggt upp en funktion från grunden och vill göra det igen.",
    "Flyttar till orten i vår av familjeskäl.",
    "",
    "",
)


@dataclass
class Acquaintances:
    """Everybody the agency has met; `met` are those of the history at hand, not yet certain."""

    rng: Random
    known: list[Candidate] = field(default_factory=list)
    met: list[Candidate] = field(default_factory=list)
    consents: dict[int, Consent] = field(default_factory=dict)
    _emails: set[str] = field(default_factory=set)
    _phones: set[str] = field(default_factory=set)

    def keep(self) -> None:
        """The history at hand stands: those it met are known from now."""
        self.known += self.met
        self.met.clear()

    def forget(self) -> None:
        """The history at hand is told anew."""
        gone = {candidate.pk for candidate in self.met}
        self.consents = {pk: consent for pk, consent in self.consents.items() if pk not in gone}
        self.met.clear()

    def someone(
        self, book: Daybook, *, position: Position, source: Source, owner: Account, at: datetime, taken: set[int]
    ) -> Candidate:
        """A candidate for a post: somebody new, or somebody known from before (never in `taken`)."""
        if self.known and (source is Source.POOL or self.rng.random() < _COMES_BACK):
            before = self.rng.choice(self.known)
            if before.created_at < at - timedelta(days=20) and before.pk not in taken:
                return before
        return self._new(book, position=position, source=source, owner=owner, at=at)

    def _new(self, book: Daybook, *, position: Position, source: Source, owner: Account, at: datetime) -> Candidate:
        person = self._not_of_the_agency()
        employer = self.rng.choice(FIRMS).name if self.rng.random() < _AT_A_CLIENT else self.rng.choice(EMPLOYERS)
        candidate = book.new(
            Candidate,
            name=person.name,
            email=self._email(person),
            phone=self._phone(),
            language=person.language,
            headline=self.rng.choice(position.headlines),
            employer=employer,
            city=self.rng.choice(CITIES),
            notice_months=self.rng.choice((1, 2, 3, 3, 3)),
            about=self.rng.choice(_ABOUT),
            pseudonym=book.pseudonym(),
            created_at=at,
            informed_at=None if source is Source.SOURCED else at,
        )
        candidate.search_text = searchable(candidate)
        self.met.append(candidate)
        actor = owner.pseudonym if source in (Source.SOURCED, Source.REFERRED) else candidate.pseudonym
        book.tell(events.CandidateAdded(candidate_id=candidate.pk), actor=actor, at=at)
        return candidate

    def _not_of_the_agency(self) -> names.Person:
        while (person := names.draw(self.rng)).name in STAFF_NAMES:
            pass
        return person

    def _phone(self) -> str:
        """A number nobody else has, else none: the series for fiction is short, and who shares a number may be one."""
        number = names.phone(self.rng)
        if number in self._phones:
            return ""
        self._phones.add(number)
        return number

    def _email(self, person: names.Person) -> str:
        number = 1
        while True:
            tail = "" if number == 1 else str(number)
            email = f"{person.handle}{tail}@{self.rng.choice(names.MAIL_DOMAINS)}"
            if email not in self._emails:
                self._emails.add(email)
                return email
            number += self.rng.randint(1, 9)


def searchable(candidate: Candidate) -> str:
    """What a candidate is found by, as the wing's search index writes it."""
    words = (candidate.name, candidate.headline, candidate.employer, candidate.city, candidate.email)
    return " ".join(word for word in words if word).lower()
