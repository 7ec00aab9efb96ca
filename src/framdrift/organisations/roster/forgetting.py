"""What employments forget when the candidacies behind them are erased."""

from __future__ import annotations

from collections.abc import Sequence

from framdrift.organisations.models import Employment


def forget_arrivals(keys: Sequence[str]) -> None:
    """Nothing leads from these employments to their candidacies any more; the employments stay the companies' own."""
    Employment.objects.filter(arrival_key__in=keys).update(arrival_key=None)
