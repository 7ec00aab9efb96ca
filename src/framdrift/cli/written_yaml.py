"""How YAML that people have written is read: scenarios and the mappings of imports."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml


class Written(yaml.SafeLoader):
    """A key given twice is refused: of two values one would be lost unseen. So is a value that is not what it
    looks like (the 45th of a month): the loader itself would fall over it."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node. Raises `ConstructorError` where a date, number or truth cannot be one."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, AttributeError, KeyError) as problem:
            kind = node.tag.rpartition(":")[2]
            reason = f"{str(node.value)[:40]!r} cannot be read as a value of type {kind}"
            raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark) from problem

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping of a node. Raises `ConstructorError` at the second of two like keys."""
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is given twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)
