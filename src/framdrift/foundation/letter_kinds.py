"""Kinds of letters: which words they are shipped with, what stands in them, and when they may leave. Pure.

The kinds stand beside who owns the words; their one list is config/letters.py. A text holds `{names}` that are filled
when the letter is written, and may hold `{button}` on a line of its own: where the button stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("sv", "en")
BUTTON = "button"
"""The name in a text where the button stands; without it the button comes last."""

_NAME = re.compile(r"\{([a-z_]+)\}")
_BRACE = re.compile(r"[{}]")


class Audience(StrEnum):
    """Who reads a letter."""

    EVERYBODY = "everybody"
    CANDIDATE = "candidate"
    CLIENT = "client"
    REFEREE = "referee"
    EMPLOYEE = "employee"
    STAFF = "staff"


class Manner(StrEnum):
    """When a letter may leave."""

    AT_ONCE = "at_once"
    """Codes and confirmations that the reader waits for."""
    DAYTIME = "daytime"
    """The reader's working hours."""
    BUNDLED = "bundled"
    """As DAYTIME, and joined with what else waits for the same reader into one letter."""
    HELD = "held"
    """Waits for a person's release, and a while after it; then as DAYTIME."""


@dataclass(frozen=True)
class Wording:
    """The words of a letter in one language, with `{names}` in them."""

    subject: str
    body: str


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter.

    `placeholders` explains each name that the words may hold; those in `required` must stand in every wording and
    always have a value. A paragraph that holds another name without value is left out. A subject may hold only
    `subject_names`: no names of people, no answers, no tokens. `is_secret`: the words are wiped when the letter has
    gone, as a one-time code's are. `answers_pass_by`: what is mailed in answer goes straight to the address that the
    letter names, past the mailbox that all other answers come to. `is_untraced`: nothing kept tells whom one reached.
    """

    code: str
    audience: Audience | str
    title: str | Promise
    placeholders: Mapping[str, str | Promise]
    required: frozenset[str]
    shipped: Mapping[str, Wording]
    manner: Manner
    subject_names: frozenset[str] = field(default_factory=frozenset)
    is_secret: bool = False
    answers_pass_by: bool = False
    is_untraced: bool = False


class Problem(StrEnum):
    """Why a wording cannot be used."""

    EMPTY = "empty"
    MISSING = "missing"
    UNKNOWN = "unknown"
    BRACE = "brace"
    SUBJECT = "subject"
    LONG = "long"


MAX_SUBJECT = 160
"""Characters in a subject, before names are filled in."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a wording, and the name that it is about."""

    problem: Problem
    name: str = ""


def names_in(text: str) -> set[str]:
    """The `{names}` that stand in a text."""
    return set(_NAME.findall(text))


def faults_of(kind: LetterKind, wording: Wording) -> list[Fault]:
    """What is wrong with a wording for this kind; nothing where it can be used."""
    in_body, in_subject = names_in(wording.body), names_in(wording.subject)
    known = kind.placeholders.keys() | {BUTTON}
    found = [Fault(Problem.MISSING, name) for name in sorted(kind.required - in_body)]
    found += [Fault(Problem.UNKNOWN, name) for name in sorted((in_body | in_subject) - known)]
    found += [Fault(Problem.SUBJECT, name) for name in sorted((in_subject & known) - kind.subject_names)]
    if not wording.subject.strip() or not wording.body.strip():
        found.append(Fault(Problem.EMPTY))
    if any(_BRACE.search(_NAME.sub("", text)) for text in (wording.subject, wording.body)):
        found.append(Fault(Problem.BRACE))
    if len(wording.subject) > MAX_SUBJECT:
        found.append(Fault(Problem.LONG))
    return found


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every name that has a value replaced by it, once: a value's own braces stay as they are."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def paragraphs_of(body: str, values: Mapping[str, str]) -> list[str]:
    """The filled paragraphs; `{button}` stays as a paragraph of its own; one with an empty name is left out."""
    found = []
    for block in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        if block.strip() == f"{{{BUTTON}}}":
            found.append(block.strip())
        elif all(values.get(name, "").strip() for name in names_in(block) - {BUTTON}):
            found += re.split(r"\n\s*\n", filled(block, values).strip())
    return found


def by_code(kinds: Iterable[LetterKind]) -> dict[str, LetterKind]:
    """The kinds by their codes. Raises ValueError where two share one, or a shipped wording cannot be used."""
    found: dict[str, LetterKind] = {}
    for kind in kinds:
        if kind.code in found:
            raise ValueError(f"Two kinds of letters are called {kind.code!r}.")
        for language in LANGUAGES:
            wrong = faults_of(kind, kind.shipped[language])
            if wrong:
                raise ValueError(f"The shipped words of {kind.code!r} in {language!r} cannot be used: {wrong}.")
        found[kind.code] = kind
    return found


FRAME = LetterKind(
    code="frame",
    audience=Audience.EVERYBODY,
    title=_("Greeting and ending of every letter"),
    placeholders={
        "reader": _("the reader's given name"),
        "letter": _("what the letter says"),
        "sender": _("who writes: the consultant, or the agency"),
        "count": _("how many messages came together in this letter"),
    },
    required=frozenset({"letter"}),
    shipped={
        "sv": Wording(
            "{count} nyheter till dig",
            "Hej {reader},\n\n{letter}\n\nVänliga hälsningar\n{sender}",
        ),
        "en": Wording(
            "{count} pieces of news for you",
            "Hello {reader},\n\n{letter}\n\nKind regards\n{sender}",
        ),
    },
    manner=Manner.AT_ONCE,
    subject_names=frozenset({"count"}),
)
"""What stands around the words of every letter. Its subject is that of a letter in which several were joined."""
