"""The suite counts right, keeps inside the machine, and repeats on the second database what touches one."""

from __future__ import annotations

import os
import socket
from collections import Counter

import pytest

from tests import conftest, run, statements


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("5 passed in 8.53s", {"passed": 5}),
        ("1 failed, 4 passed, 2 warnings in 11.01s", {"failed": 1, "passed": 4, "warnings": 2}),
        ("==== 2 failed, 1 error in 61.00s (0:01:01) ====", {"failed": 2, "error": 1}),
        ("..... [100%]", {}),
        ("3 passed the door", {}),
    ],
)
def test_closing_lines_are_counted(line: str, counts: dict[str, int]) -> None:
    assert run.counted(line) == Counter(counts)


def test_legs_are_added_up() -> None:
    legs = [
        run.Leg("sqlite", 0, Counter(passed=10, warnings=1), 3.0),
        run.Leg("postgres", 1, Counter(passed=4, failed=2), 1.5),
    ]
    assert run.closing_line(legs) == "2 failed, 14 passed, 1 warnings in 4.50s"


def test_what_is_begun_first_is_there() -> None:
    assert [start for start in conftest._LONG if not (run.ROOT / start).exists()] == []


def test_no_connection_leaves_the_machine() -> None:
    outside = ("192.0.2.1", 80)  # an address kept for documentation, RFC 5737
    with socket.socket() as door, pytest.raises(PermissionError, match="phones home"):
        door.connect(outside)


def test_the_namespace_holds_the_loopback_only() -> None:
    if os.environ.get("FRAMDRIFT_TEST_NETWORK") == "loopback":
        assert [name for _, name in socket.if_nameindex()] == ["lo"]
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 2) as door:
        assert door.getpeername() == server.getsockname()


@pytest.mark.parametrize(
    ("few", "many", "known", "said"),
    [
        (["a"], ["a", "b"], {"page": 1}, "1 statements became 2"),
        (["a"], ["a"], {}, "write the line `page: 1`"),
        (["a", "b"], ["a", "b"], {"page": 1}, "2 statements, statement_counts.yaml says 1"),
        (["a"], ["a"], {"page": 2}, "1 statements, statement_counts.yaml says 2"),
    ],
)
def test_a_page_with_other_statements_is_caught(
    few: list[str], many: list[str], known: dict[str, int], said: str
) -> None:
    wrong = statements.judge("page", few, many, known)
    assert wrong is not None and said in wrong


def test_a_page_with_the_known_statements_passes() -> None:
    assert statements.judge("page", ["a"], ["a"], {"page": 1}) is None
