"""Rules that look careful and are not: positive controls of the attack."""

from __future__ import annotations

from collections.abc import Iterator

from tests.science.disclosure.attack import Told
from tests.science.disclosure.companies import DECISIVE, Company

_ENOUGH = 5


def two_filters(company: Company) -> list[Told]:
    """The exact share of any unit and tenure class with at least five answers."""
    return [_exact(company, people) for people in _chosen(company) if len(people) >= _ENOUGH]


def decisive_by_two_filters(company: Company) -> list[Told]:
    """The same of who calls the theme decisive."""
    return [_exact(company, people, DECISIVE) for people in _chosen(company) if len(people) >= _ENOUGH]


def next_smallest_hidden(company: Company) -> list[Told]:
    """Exact shares by unit; where a unit under a parent is too small, the next smallest beside it is hidden too."""
    told = [_exact(company, company.beneath("R"))]
    for parent in company.round_.parents:
        children = [company.beneath(unit) for unit, above in company.round_.parents.items() if above == parent]
        shown = sorted((people for people in children if len(people) >= _ENOUGH), key=len)
        hidden = len(children) - len(shown)
        told += [_exact(company, people) for people in (shown[1:] if hidden else shown)]
    return told


def live_exit_view(company: Company) -> list[Told]:
    """The exact share among those who left in the last twelve months, looked at after each new answer."""
    leavers = sorted(company.round_.placed)[:12]
    return [_exact(company, frozenset(leavers[:n])) for n in range(_ENOUGH, len(leavers) + 1)]


def _chosen(company: Company) -> Iterator[frozenset[str]]:
    for unit in company.round_.parents:
        people = company.beneath(unit)
        yield people
        for tenure in set(company.tenure.values()):
            yield frozenset(who for who in people if company.tenure[who] == tenure)


def _exact(company: Company, people: frozenset[str], item: str = "T01") -> Told:
    hits = sum(company.round_.values[item][who] for who in people)
    return Told(people, hits, hits)
