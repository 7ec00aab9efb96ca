"""A problem that cannot be planned as it stands, said in words that a reader can act on."""

from __future__ import annotations

from framdrift.science.refusals import InputRefused, gettext_noop

__all__ = ["ProblemRefused", "gettext_noop"]


class ProblemRefused(InputRefused):
    """The problem is wrong; `field` says where, as `interviews[3].panel[0].pick`."""

    def __init__(self, field: str, template: str, **values: object) -> None:
        super().__init__(template, **values)
        self.field = field

    def __str__(self) -> str:
        return f"{self.field}: {super().__str__()}"
