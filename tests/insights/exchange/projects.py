"""A project with everything that makes positions go wrong: letters of several bytes, signs of several code points,
line ends of both kinds, a mark at the beginning, and what XML must escape."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

from framdrift.insights.exchange.shapes import QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSource, QdaUser

SPACE = UUID("00000000-0000-4000-8000-000000000000")
AT = datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC)
TEXTS = (
    "Åsa säger: «Här är vi ett gäng» 😀 & <alla> hjälps åt.\r\nÄven när det blåser 👩‍👩‍👧‍👦 på riktigt.",
    "\ufeffBörjar med ett märke.\n\n\tRad två har 𝔘nicode: e\u0301 och é.",
    "Kort.",
)


def guid(name: str) -> UUID:
    """A GUID for good."""
    return uuid5(SPACE, name)


def selection(number: int, start: int, end: int, *codings: QdaCoding) -> QdaSelection:
    """A selection with its own GUID."""
    return QdaSelection(guid(f"selection {number} {start}"), start, end, codings)


def project() -> QdaProject:
    """The whole."""
    user = QdaUser(guid("user"), "Kodare 1")
    below = QdaCode(guid("T06 pulls"), "T06 drar ifrån")
    codes = (
        QdaCode(guid("T06"), 'T06 Närmaste chef "<&>"', "stöd & förtroende\n– inte ledningen", below=(below,)),
        QdaCode(guid("group"), "Samling", is_codable=False),
    )
    first, second, third = TEXTS
    family = second_line = first.index("👩")
    sources = (
        QdaSource(
            guid("source 0"),
            "Anteckning 1",
            first,
            (
                selection(0, 0, first.index("\r\n"), QdaCoding(guid("coding 0"), guid("T06"), user.guid, AT)),
                selection(0, family, second_line + 7, QdaCoding(guid("coding 1"), below.guid, note="weight: decisive")),
            ),
        ),
        QdaSource(guid("source 1"), "Anteckning 2", second, (selection(1, 1, len(second)),)),
        QdaSource(guid("source 2"), "Anteckning 3", third),
    )
    return QdaProject("Stannasamtal höst – Åkeri & Co", AT, (user,), codes, sources)
