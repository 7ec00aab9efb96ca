"""Input that cannot be used, said in words that a reader can act on and a door can translate."""

from __future__ import annotations


class Phrase(str):
    """Words of ours inside a sentence, to be translated too; what comes out of files never is."""

    __slots__ = ()


class InputRefused(Exception):
    """The input is wrong. `template` is an English sentence with {names}; `values` fill them.

    They are kept apart so that a door can show the sentence in the reader's language.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class Remark:
    """Something the reader must know about how the input was read; goes to standard error."""

    __slots__ = ("template", "values")

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation without translating it here."""
    return text
