"""Real data for a preview: what each name in a letter would be for one candidacy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from framdrift.desk.letters.showing import ADDRESS
from framdrift.foundation.correspondence import Page, Reader, letterhead, page_of, part_of
from framdrift.foundation.letter_kinds import FRAME, Audience, LetterKind, Wording
from framdrift.foundation.letter_pages import Part
from framdrift.foundation.letter_words import day_words, time_words
from framdrift.recruiting.models import Candidacy, Step

_LABEL = {"sv": "Se mer", "en": "See more"}


@dataclass(frozen=True)
class Sample:
    """Whom the preview is about."""

    candidacy: Candidacy | None
    language: str
    zone: str
    at: datetime

    def values(self, kind: LetterKind) -> Mapping[str, str]:
        """A value for each name of the kind: the candidacy's own, else the name's explanation in brackets."""
        with translation.override(self.language):
            known = self._known()
            return {name: known.get(name) or f"[{words}]" for name, words in kind.placeholders.items()}

    def reader(self, kind: LetterKind) -> Reader:
        """The candidate for candidates' letters; somebody without a name for others."""
        name = self.candidacy.candidate.name if self.candidacy and kind.audience == Audience.CANDIDATE else "Kim"
        return Reader("", name, self.language, self.zone)

    def sender(self) -> str:
        """The consultant."""
        return self.candidacy.assignment.owner.name if self.candidacy else ""

    def _known(self) -> dict[str, str]:
        row = self.candidacy
        if row is None:
            return {}
        stay = Step.objects.filter(candidacy=row, closed_at=None, booked_at__isnull=False).first()
        found = {
            "assignment": row.assignment.title,
            "candidate": row.candidate.name,
            "consultant": row.assignment.owner.name,
            "step": row.plan_step.name_in(self.language),
            "step_words": row.plan_step.public_words(self.language),
            "next_news": day_words(row.next_news_on, self.language) if row.next_news_on else "",
            "due": day_words(row.next_step_on, self.language) if row.next_step_on else "",
            "time": time_words(stay.booked_at, self.language, self.zone) if stay and stay.booked_at else "",
        }
        return {name: words for name, words in found.items() if words}


def previewed(kind: LetterKind, wording: Wording, sample: Sample, *, company_id: int | None) -> Page:
    """The letter with these words, for this candidacy. The words must be usable: see `faults_of`."""
    reader, sender = sample.reader(kind), sample.sender() or letterhead()
    if kind.code == FRAME.code:
        inside = str(FRAME.placeholders["letter"])
        part = Part(wording.subject, (f"[{inside}]",), _LABEL[sample.language], ADDRESS)
        return page_of([part], to=reader, sender=sender, company_id=company_id, frame=wording)
    part = part_of(kind, wording, sample.values(kind), action=(_LABEL[sample.language], ADDRESS))
    return page_of([part], to=reader, sender=sender, company_id=company_id)
