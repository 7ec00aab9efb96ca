"""The reader's language on the command line, from the same catalogue as the screens, without Django."""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """`gettext` and `ngettext` of one language; without a catalogue the English source is shown."""

    code: str
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]


def translator(lang: str) -> Callable[[str], str]:
    """The function that turns an English sentence into one in `lang`."""
    return language(lang).gettext


def language(lang: str) -> Language:
    """Both functions of `lang`; the English source where a catalogue or a message is missing."""
    found = catalogues.translation("django", localedir=str(LOCALE), languages=[lang], fallback=True)
    return Language(code=lang, gettext=found.gettext, ngettext=found.ngettext)
