"""A problem that cannot be planned as it stands, said in words that a reader can act on."""

from __future__ import annotations


class ProblemRefused(Exception):
    """The problem is wrong. `template` is an English sentence with {names}; `values` fill them.

    `field` says where, as `interviews[3].panel[0].pick`. Template and values are kept apart so that a door can
    show the sentence in the reader's language.
    """

    def __init__(self, field: str, template: str, **values: object) -> None:
        super().__init__(f"{field}: {template.format(**values)}")
        self.field = field
        self.template = template
        self.values = values


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation without translating it here."""
    return text
