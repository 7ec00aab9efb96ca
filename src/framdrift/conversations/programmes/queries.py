"""What is read of programmes. A fixed number of statements each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from framdrift.conversations.models import Programme, ProgrammeRound
from framdrift.conversations.programmes.asking import Asking, Span, plan_asking
from framdrift.conversations.programmes.round_actions import closes_on
from framdrift.conversations.scope import visible_programmes
from framdrift.organisations.access import Viewer


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme in a list; `round_number` 0 before its first round."""

    id: int
    name_sv: str
    name_en: str
    company: str
    kind: str
    level: str
    state: str
    round_number: int
    closes_on: date | None

    def name_in(self, language: str) -> str:
        """Its name, in Swedish or English."""
        return self.name_en if language == "en" else self.name_sv


def programmes(viewer: Viewer, *, company_id: int | None = None) -> tuple[ProgrammeLine, ...]:
    """The programmes that the viewer may see, those that run first. One statement."""
    newest = ProgrammeRound.objects.filter(programme=OuterRef("pk")).order_by("-number")
    rows = visible_programmes(viewer).select_related("company")
    if company_id is not None:
        rows = rows.filter(company_id=company_id)
    counted = rows.annotate(
        round_number=Subquery(newest.values("number")[:1]), round_closes=Subquery(newest.values("closes_on")[:1])
    )
    lines = [
        ProgrammeLine(
            id=row.pk,
            name_sv=row.name_sv,
            name_en=row.name_en,
            company=row.company.name,
            kind=row.kind,
            level=row.level,
            state=row.state,
            round_number=row.round_number or 0,
            closes_on=row.round_closes,
        )
        for row in counted.order_by("company__name", "kind", "pk")
    ]
    order = ("launched", "paused", "draft", "closed")
    return tuple(sorted(lines, key=lambda line: order.index(line.state)))


def preview(programme: Programme, *, on: date) -> Asking:
    """Who would be asked when in the first round if the programme were launched as it stands. `programme` comes from
    the viewer's own query."""
    opens_on = max(programme.starts_on, on)
    return plan_asking(programme, Span(opens_on, closes_on(programme, opens_on)), on=opens_on)
