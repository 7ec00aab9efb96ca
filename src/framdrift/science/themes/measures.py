"""How good suggestions are, against the codes that people gave."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Margins = NDArray[np.float64]
Labels = NDArray[np.bool_]

WANTED_PRECISION = 0.8


def top(confidences: Margins, labels: Labels, *, among: int) -> float:
    """Share of passages with one of their codes among the likeliest `among`."""
    likeliest = np.argsort(-confidences, axis=1, kind="stable")[:, :among]
    return float(np.take_along_axis(labels, likeliest, axis=1).any(axis=1).mean())


def micro_f1(assigned: Labels, labels: Labels) -> float:
    """Harmonic mean of precision and recall over all decisions; 0 where nothing is right."""
    right = int((assigned & labels).sum())
    return 2 * right / max(1, int(assigned.sum()) + int(labels.sum()))


def assigned_at(confidences: Margins, threshold: float) -> Labels:
    """What is assigned: codes at or above the threshold, and nothing where the likeliest is less than even."""
    sure = confidences.max(axis=1, keepdims=True) >= 0.5
    return np.asarray((confidences >= threshold) & sure)


def best_threshold(confidences: Margins, labels: Labels) -> float:
    """The threshold, in hundredths, that gives the best micro-F1; of equals the highest."""
    tried = [round(0.2 + step / 100, 2) for step in range(51)]
    return max(tried, key=lambda one: (micro_f1(assigned_at(confidences, one), labels), one))


def answered_at(confidences: Margins, labels: Labels, *, precision: float = WANTED_PRECISION) -> float:
    """Largest share of passages that can be answered with their likeliest code so that this part of them is right."""
    first = confidences.argmax(axis=1)
    right = labels[np.arange(len(labels)), first]
    order = np.argsort(-confidences.max(axis=1), kind="stable")
    running = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(running >= precision)
    return float((good[-1] + 1) / len(order)) if len(good) else 0.0


def calibration(confidences: Margins, labels: Labels, *, edges: Sequence[float]) -> list[dict[str, float]]:
    """For each band of confidence: how many decisions, the mean confidence, and the share that was right."""
    found = []
    for low, high in pairwise(edges):
        inside = (confidences >= low) & (confidences < high)
        if inside.any():
            found.append(
                {
                    "from": low,
                    "n": int(inside.sum()),
                    "confidence": float(confidences[inside].mean()),
                    "right": float(labels[inside].mean()),
                }
            )
    return found
