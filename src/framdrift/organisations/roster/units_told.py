"""Which unit a row of a roster means: one that is there, or one to add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from framdrift.organisations.roster.queries import UnitTree

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitToAdd:
    """A unit that the file speaks of and the company has not: its path from the top."""

    path: Path


Unit = int | UnitToAdd


class TwoUnits(Exception):
    """A name alone means two units; `paths` are those."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(str(paths))
        self.paths = paths


class UnitsTold:
    """The company's units and those of the file together. Names are compared without case.

    A path of one name is that unit wherever it lies, so that a file may leave out what lies above it; a longer path is
    taken from the top.
    """

    def __init__(self, tree: UnitTree, told: Iterable[Path]) -> None:
        self.tree = tree
        self._known: dict[Path, Unit] = {_bare(node.path): node.id for node in tree.nodes}
        self._spelt: dict[Path, Path] = {_bare(node.path): node.path for node in tree.nodes}
        for path in sorted({one for one in told if len(one) > 1}):
            self._add(path)
        self._by_name: dict[str, list[Path]] = {}
        for bare in self._known:
            self._by_name.setdefault(bare[-1], []).append(bare)

    def find(self, path: Path) -> Unit:
        """The unit that a path means; a single name nobody has is a new unit at the top. Raises TwoUnits."""
        bare = _bare(path)
        if bare in self._known and (len(bare) > 1 or len(self._by_name[bare[0]]) == 1):
            return self._known[bare]
        same = self._by_name.get(bare[-1], []) if len(bare) == 1 else []
        if len(same) > 1:
            raise TwoUnits([self._spelt[one] for one in same])
        if same:
            return self._known[same[0]]
        self._add(path)
        self._by_name.setdefault(bare[-1], []).append(bare)
        return self._known[bare]

    def path(self, unit: Unit) -> Path:
        """Names from the top."""
        if isinstance(unit, UnitToAdd):
            return unit.path
        return next(self._spelt[bare] for bare, known in self._known.items() if known == unit)

    def _add(self, path: Path) -> None:
        """The path and what lies above it, each spelt as it is known already."""
        spelt: Path = ()
        for depth in range(1, len(path) + 1):
            bare = _bare(path[:depth])
            spelt = self._spelt.setdefault(bare, (*spelt, path[depth - 1]))
            self._known.setdefault(bare, UnitToAdd(spelt))


def _bare(path: Path) -> Path:
    return tuple(name.casefold() for name in path)
