"""How long people stay at a company, from its roster, for those who see it: the agency's lead and interviewers, and the
company's own HR.

Nothing here comes from what anybody said. The groups are made by the gate all the same, so that a page can be shown on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from framdrift.insights.findings.tenures import COMPANY, Curve, Group, Tenure, by_year, groups_of, had_a_year
from framdrift.organisations.access import Viewer
from framdrift.organisations.refusals import NotAllowed
from framdrift.organisations.roster.queries import EmployeeRow, everybody_at, unit_tree


@dataclass(frozen=True)
class Retention:
    """The company's curve (None: too few, or nobody has left), and who stayed a year by unit and by the year they
    began. `paths` names the units; `asked`: of how many it is known whether they stayed a year."""

    curve: Curve | None
    asked: int
    by_unit: tuple[Group, ...]
    by_cohort: tuple[Group, ...]
    paths: Mapping[str, tuple[str, ...]]


def company_retention(viewer: Viewer, company_id: int, *, on: date) -> Retention:
    """Six statements. Raises NotAllowed for whoever does not see the company's roster."""
    from framdrift.insights.findings.curves import curve_of

    if not (viewer.sees_rosters or (viewer.is_client_hr and viewer.company_id == company_id)):
        raise NotAllowed
    tenures = [_tenure(row) for row in everybody_at(viewer, company_id, on=on) if row.started_on <= on]
    tree = unit_tree(viewer, company_id, on=on)
    parents = tree.parents(top=COMPANY)
    asked = had_a_year(tenures, on=on)
    return Retention(
        curve=curve_of(tenures, on=on),
        asked=len(asked),
        by_unit=groups_of(asked, parents),
        by_cohort=groups_of(*by_year(asked)),
        paths={str(node.id): node.path for node in tree.nodes},
    )


def _tenure(row: EmployeeRow) -> Tenure:
    return Tenure(
        unit=str(row.unit_id) if row.unit_id is not None else None,
        started_on=row.started_on,
        ended_on=row.ended_on,
        exit_type=row.exit_type,
    )
