"""A log that cannot be analysed."""

from __future__ import annotations

from framdrift.science.refusals import InputRefused, Phrase, Remark, gettext_noop

__all__ = ["LogRefused", "Phrase", "Remark", "gettext_noop"]


class LogRefused(InputRefused):
    """The log is wrong."""
