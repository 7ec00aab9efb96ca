"""The door to the terminal: what stands in files is shown there, and never obeyed."""

from __future__ import annotations

import sys
import unicodedata
from typing import TextIO

_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs without a shape that turn the direction of what follows, so that a line reads as another than it is."""


def say(text: object, file: TextIO | None = None) -> None:
    """Print for people. A control character out of a file could clear the screen or forge a line; see `harmless`."""
    print(harmless(str(text)), file=file or sys.stdout)


def harmless(text: str) -> str:
    """The text with every control character but the line break and the tab shown by its number, as in `\\x1b`."""
    return "".join(_by_number(sign) if _commands(sign) else sign for sign in text)


def one_line(text: str) -> str:
    """A name out of a file, which can hold no line of its own: each line break and run of blanks is one blank."""
    return harmless(" ".join(text.split()))


def _commands(sign: str) -> bool:
    return sign not in "\n\t" and (sign in _TURNS or unicodedata.category(sign) in ("Cc", "Zl", "Zp"))


def _by_number(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
