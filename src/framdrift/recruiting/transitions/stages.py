"""What another system's words for stages, outcomes and reasons mean here. Pure.

The words of a configuration come first (`stages`, `outcomes` and `reasons` of a mapping), compared without regard to
case. Then the commonest Swedish and English words are looked for. A stage that nothing is known about becomes a
screening step under its own name: its history is kept, and the reader is told to map it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from framdrift.recruiting.kinds import CandidacyStatus, Side, StepType, ToldReason

_ENDS: tuple[tuple[CandidacyStatus, str], ...] = (
    (CandidacyStatus.WITHDREW, r"withdr|dropped out|drog (sig )?tillbaka|återtog|dragit sig"),
    (CandidacyStatus.DECLINED, r"offer (declined|rejected)|declined (the )?offer|tackade nej|tackat nej"),
    (CandidacyStatus.REJECTED, r"reject|declin|avslag|avvisa|avböj|not selected|ej aktuell|disqualif|archived"),
    (CandidacyStatus.HIRED, r"\bhired\b|anställd|tillsatt|\bplaced\b|offer accepted|tackat ja|tackade ja"),
    (CandidacyStatus.EXPIRED, r"\bexpired\b|job closed|annullera|cancelled|utgång"),
)
_TYPES: tuple[tuple[StepType, str], ...] = (
    (StepType.OFFER, r"offer|erbjudande"),
    (StepType.SIGNING, r"sign|avtal|kontrakt|contract"),
    (StepType.REFERENCES, r"referen|background|bakgrund|citizenship"),
    (StepType.TEST, r"\btest|assessment|arbetsprov|take.?home|challenge|case\b|prov\b"),
    (StepType.CLIENT_PRESENTATION, r"present|shortlist|submitted to client|slutkandidat"),
    (StepType.CLIENT_INTERVIEW, r"client|customer|kund|on.?site|face to face|hiring manager|panel|final interview"),
    (StepType.SCREENING, r"screen|review|urval|granskning|inbox|inkorg|new lead|applied|application|ansök|applicant"),
    (StepType.INTERVIEW, r"interview|intervju|samtal|phone|telefon|meeting|möte"),
    (StepType.DECISION, r"decision|beslut"),
    (StepType.SEARCH, r"sourc|prospect|reached out|responded|contacted|kontakta|search|sök\b|lead"),
)
_SIDES = {
    StepType.CLIENT_PRESENTATION: Side.CLIENT,
    StepType.CLIENT_INTERVIEW: Side.CLIENT,
    StepType.DECISION: Side.CLIENT,
    StepType.TEST: Side.CANDIDATE,
    StepType.OFFER: Side.CANDIDATE,
    StepType.SIGNING: Side.CANDIDATE,
    StepType.REFERENCES: Side.OUTSIDE,
}
_WORK_DAYS = {StepType.SCREENING: 5, StepType.INTERVIEW: 5, StepType.CLIENT_INTERVIEW: 8, StepType.SEARCH: 10}
_REASONS: tuple[tuple[ToldReason, str], ...] = (
    (ToldReason.OTHER_OFFER_FIRST, r"other offer|another (offer|job)|competing|annat (jobb|erbjudande)"),
    (ToldReason.TOOK_TOO_LONG, r"too (slow|long)|för lång|tog för"),
    (ToldReason.PAY, r"salary|compensation|\bpay\b|\blön"),
    (ToldReason.LOCATION, r"location|commut|relocat|ort\b|pendl|resväg"),
    (ToldReason.COUNTER_OFFER, r"counter.?offer|motbud"),
    (ToldReason.POSITION_WITHDRAWN, r"position (closed|withdrawn)|on hold|tjänsten (dras|utgår)"),
    (ToldReason.OTHER_CHOSEN, r"other candidate|hired (another|other|someone)|annan kandidat"),
    (ToldReason.REQUIREMENTS, r"skill|qualif|experience|krav|kompetens|erfarenhet"),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A stage is an end (`status`), or a step of a `type`; `known` is False where the type was not recognised."""

    status: str = ""
    type: StepType = StepType.SCREENING
    known: bool = True


class Words:
    """The meanings by one configuration; each word is looked up once."""

    def __init__(self, mapping: Mapping[str, Any]) -> None:
        self._stages = _folded(mapping.get("stages"))
        self._outcomes = _folded(mapping.get("outcomes"))
        self._reasons = _folded(mapping.get("reasons"))
        self._found: dict[str, Meaning] = {}

    def stage(self, word: str) -> Meaning:
        """What coming to `word` means."""
        if word not in self._found:
            self._found[word] = self._stage(word)
        return self._found[word]

    def outcome(self, word: str) -> str | None:
        """The status that a source's word for an outcome stands for; "" means still active, None is not known."""
        plain = _fold(word)
        if plain in self._outcomes:
            return self._outcomes[plain].replace(CandidacyStatus.ACTIVE.value, "")
        if plain in ("", "active", "aktiv", "open", "öppen", "pågår", "pågående", "ongoing", "in progress"):
            return ""
        if plain in set(CandidacyStatus):
            return plain
        return next((status.value for status, pattern in _ENDS if re.search(pattern, plain)), None)

    def reason(self, word: str) -> ToldReason:
        """The told reason that a source's word stands for; `other` where it is not known, `not_told` for none."""
        plain = _fold(word)
        if not plain:
            return ToldReason.NOT_TOLD
        if plain in self._reasons:
            return ToldReason(self._reasons[plain])
        return next((reason for reason, pattern in _REASONS if re.search(pattern, plain)), ToldReason.OTHER)

    def _stage(self, word: str) -> Meaning:
        plain = _fold(word)
        asked = self._stages.get(plain)
        if asked is not None:
            return Meaning(status=asked) if asked in set(CandidacyStatus) else Meaning(type=StepType(asked))
        status = next((status for status, pattern in _ENDS if re.search(pattern, plain)), None)
        if status is not None:
            return Meaning(status=status)
        found = next((kind for kind, pattern in _TYPES if re.search(pattern, plain)), None)
        return Meaning(type=found or StepType.SCREENING, known=found is not None)


def problems_of(mapping: Mapping[str, Any]) -> list[str]:
    """The entries of a configuration that say nothing known here: `stages: x: y`."""
    allowed = {
        "stages": {*StepType, *CandidacyStatus},
        "outcomes": set(CandidacyStatus),
        "reasons": set(ToldReason),
    }
    return [
        f"{name}: {word}: {meaning}"
        for name, known in allowed.items()
        for word, meaning in (mapping.get(name) or {}).items()
        if not isinstance(meaning, str) or meaning not in known
    ]


def side_of(kind: StepType) -> Side:
    """Who usually begins with the ball at a step."""
    return _SIDES.get(kind, Side.AGENCY)


def work_days_of(kind: StepType) -> int:
    """How long a step of this type usually takes, in working days."""
    return _WORK_DAYS.get(kind, 3)


def told_by(status: str) -> Side:
    """Which side an end comes from."""
    candidates = {CandidacyStatus.WITHDREW, CandidacyStatus.DECLINED, CandidacyStatus.HIRED}
    return Side.CANDIDATE if status in candidates else Side.AGENCY


def _folded(words: Mapping[str, str] | None) -> dict[str, str]:
    return {_fold(str(word)): str(meaning) for word, meaning in (words or {}).items()}


def _fold(word: str) -> str:
    return " ".join(word.replace("_", " ").split()).casefold()
