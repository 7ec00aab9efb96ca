"""By which mail address an assignment takes applications, and which assignment an address belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from framdrift.recruiting.models import Assignment
from framdrift.recruiting.queries.public import open_for_applications

KEY_LETTERS = 10
"""So much of the form's key stands in the mail address: forty random bits."""


def mail_address(assignment: Assignment, *, domain: str) -> str:
    """The assignment's own address, or nothing where the agency has no domain for applications."""
    return f"{assignment.apply_key[:KEY_LETTERS]}@{domain}" if domain else ""


def taking_mail_at(addresses: Iterable[str]) -> list[Assignment]:
    """The assignments whose form is open and whose key one of the addresses carries: before the @, or after a plus
    sign there (`jobs+KEY@...`). One statement."""
    keys = {part for address in addresses for part in _parts(address) if len(part) == KEY_LETTERS}
    if not keys:
        return []
    return [row for row in open_for_applications() if row.apply_key[:KEY_LETTERS] in keys]


def _parts(address: str) -> list[str]:
    return address.partition("@")[0].lower().split("+")
