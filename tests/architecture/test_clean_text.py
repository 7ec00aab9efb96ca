"""The repository speaks of the product only: no machine's paths, no registry hosts; every dependency has its reason."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import source

# Written in pieces, so that this file does not hold what it looks for.
_WORDS = ["clau" + "de", "chat" + "gpt", "copi" + "lot", "gpt" + "-[0-9]", "co-authored" + "-by", "as an" + " ai"]
_FOREIGN = re.compile(
    r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|fa" + r"rm)/|/tmp" + r"/\w|/home" + r"/\w|\b(?:" + "|".join(_WORDS) + r"|sub"
    r"agent)\b|https?://[^ ]*(?:py" + r"pi|npm" + r"js|deb" + r"ian)\.",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host")
_REASONS = source.ROOT / "docs" / "decisions" / "0002-dependencies.md"


def foreign(text: str) -> Iterator[str]:
    """The lines that hold a machine's path, a registry's host, or a word that has no business here."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := _FOREIGN.search(line):
            yield f"{number}: {found[0]}"


def texts() -> Iterator[tuple[str, str]]:
    """Every text file that git keeps or would keep: (path, content)."""
    line = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(line, cwd=source.ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = source.ROOT / name
        if path.is_file() and b"\0" not in path.read_bytes()[:4096]:
            yield name, path.read_text(errors="replace")


def without_reason(dependencies: list[str], reasons: str) -> list[str]:
    """Dependencies that the page does not name in backquotes at the start of a line."""
    names = [re.split(r"[\[<>=;~! ]", one, maxsplit=1)[0] for one in dependencies]
    return [name for name in names if not re.search(rf"^[-|] ?`{re.escape(name)}`", reasons, re.MULTILINE)]


def test_no_file_names_a_machine() -> None:
    source.expect_none(f"{name}:{line}" for name, text in texts() for line in foreign(text))


@pytest.mark.parametrize(
    "line",
    ["see /wo" + "rk/data", "cd /ro" + "ot/x", "https://files.py" + "pi.org/simple", "written with Chat" + "GPT"],
)
def test_a_foreign_word_is_seen(line: str) -> None:
    assert len(list(foreign(f"fine\n{line}\nfine"))) == 1


@pytest.mark.parametrize("line", ["the network /networks/ page", "clause of the framework/x"])
def test_an_innocent_line_passes(line: str) -> None:
    assert list(foreign(line)) == []


def test_the_lock_names_no_host() -> None:
    lock = (source.ROOT / "requirements.lock").read_text()
    assert _ADDRESS.findall(lock) == []
    assert _ADDRESS.findall("--index-url https://example.org/simple") == ["--index-url", "https://"]


def test_every_locked_package_is_hashed() -> None:
    lock = (source.ROOT / "requirements.lock").read_text()
    pinned = re.findall(r"^\S+==[^\n]*(?:\n    [^\n]*)*", lock, re.MULTILINE)
    assert pinned
    assert [entry.split(" ")[0] for entry in pinned if "--hash=sha256:" not in entry] == []


def test_every_dependency_has_its_reason() -> None:
    declared = source.project()["project"]
    assert isinstance(declared, dict)
    optional = [name for names in declared["optional-dependencies"].values() for name in names]
    source.expect_none(without_reason(declared["dependencies"] + optional, _REASONS.read_text()))
    assert without_reason(["django>=5", "left-pad"], "- `django`: the frame\n") == ["left-pad"]


def test_links_between_pages_lead_somewhere() -> None:
    pages = [source.ROOT / name for name in ("README.md", "CONTRIBUTING.md")] + sorted(
        (source.ROOT / "docs").rglob("*.md")
    )
    source.expect_none(f"{page.name}: {link}" for page in pages for link in dead_links(page, page.read_text()))


def dead_links(page: Path, text: str) -> list[str]:
    """Relative links of a page that lead to no file."""
    links = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", text)
    return [link for link in links if not (page.parent / link).exists()]


def test_a_dead_link_is_seen() -> None:
    assert dead_links(source.ROOT / "README.md", "[a](pyproject.toml) [b](nowhere.md) [c](https://x.example)") == [
        "nowhere.md"
    ]
