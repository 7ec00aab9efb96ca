"""In which encoding a text begins: by its mark, or by the NULs that only UTF-16 has; never a guess at letters."""

from __future__ import annotations

LOOKED_AT = 4096
"""So many bytes of the beginning tell."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENOUGH = 0.4
"""A header in Latin letters has a NUL in every second byte; names in other scripts leave some out."""


def encoding_at(beginning: bytes) -> str:
    """The encoding that a text shows by how it begins, else UTF-8."""
    marked = next((encoding for mark, encoding in _MARKS if beginning.startswith(mark)), "")
    return marked or _unmarked_utf16(beginning[:LOOKED_AT]) or "utf-8"


def _unmarked_utf16(beginning: bytes) -> str:
    """UTF-16 without a mark: NULs in the upper byte of its characters and in no lower one."""
    pairs = len(beginning) // 2
    if not pairs:
        return ""
    first, second = beginning[: 2 * pairs : 2].count(0), beginning[1 : 2 * pairs : 2].count(0)
    if second >= _ENOUGH * pairs and not first:
        return "utf-16-le"
    return "utf-16-be" if first >= _ENOUGH * pairs and not second else ""
