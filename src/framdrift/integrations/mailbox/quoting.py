"""Which part of an answer is the writer's own, and which repeats the letter that it answers. Pure.

Mail programs put a line above what they repeat ("On ... wrote:", "Den ... skrev ...:", "-----Original Message-----",
a rule with From and Sent below it) or a sign before each line of it.
"""

from __future__ import annotations

import re

_WROTE = re.compile(
    r"^\s*(?:On\b.{4,300}\bwrote|Den\b.{4,300}\bskrev\b.{0,200}|Am\b.{4,300}\bschrieb\b.{0,200}"
    r"|Le\b.{4,300}\ba écrit)\s*:\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*(?:-{2,}|_{5,})\s*(?:original message|ursprungligt meddelande|reply above this line)?\s*"
                   r"(?:-{2,}|_{0,})\s*$", re.IGNORECASE)  # fmt: skip
_FROM = re.compile(r"^\s*\*?(?:From|Från|Avsändare|Von)\s?:\*?\s+\S", re.IGNORECASE)
_BELOW_FROM = re.compile(
    r"^\s*\*?(?:Sent|Skickat|Date|Datum|To|Till|Subject|Ämne|Gesendet|An|Betreff)\s?:", re.IGNORECASE
)
_REPEATED = re.compile(r"^\s{0,3}>")
_SIGNATURE = "-- "


def parted(text: str) -> tuple[str, str]:
    """(the writer's own words, what they repeat). An answer below what it repeats is found too; where nothing would
    be left, everything is the writer's own."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    only_repeats_from = _only_repeats_from(lines)
    start = next((place for place in range(len(lines)) if _begins(lines, place, only_repeats_from)), len(lines))
    own, repeated = lines[:start], lines[start:]
    if not _joined(own):
        own = [line for line in repeated[1:] if line.strip() and not _REPEATED.match(line) and not _WROTE.match(line)]
        taken = set(own)
        repeated = [line for line in repeated if line not in taken]
    return (_joined(own), _joined(repeated)) if _joined(own) else (_joined(lines), "")


def _only_repeats_from(lines: list[str]) -> int:
    """The first line from which all that follow repeat or are empty."""
    place = len(lines)
    while place and (not lines[place - 1].strip() or _REPEATED.match(lines[place - 1])):
        place -= 1
    return place


def _begins(lines: list[str], place: int, only_repeats_from: int) -> bool:
    line, after = lines[place], lines[place + 1 : place + 5]
    if line == _SIGNATURE:
        return False
    if _WROTE.match(line) or (after and len(line) < 200 and _WROTE.match(f"{line.rstrip()} {after[0].strip()}")):
        return True
    if _RULE.match(line) and ("message" in line.lower() or "meddelande" in line.lower() or "reply" in line.lower()):
        return True
    if _FROM.match(line) and any(_BELOW_FROM.match(one) for one in after):
        return True
    if _RULE.match(line) and any(_FROM.match(one) for one in after[:2]):
        return True
    return place >= only_repeats_from and bool(_REPEATED.match(line))


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()
