"""Joins the style sheets of all doors into the one file that pages load: `python -m framdrift.desk.components.build`.

The sheets of the components come first by name (reset, tokens and base carry a number), then those of
the screens and portals. The result is committed; a test compares it with its sources.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_PACKAGE = _HERE.parent.parent
TARGET = _HERE / "static" / "framdrift" / "framdrift.css"
_HEAD = (
    "/* Made by `python -m framdrift.desk.components.build` from the styles/ folders: change those. */\n"
    "@layer reset, tokens, base, components, pages;\n"
)


def sources() -> list[Path]:
    """Every style sheet, in the order in which they are joined."""
    screens = [*_PACKAGE.glob("desk/*/styles/*.css"), *_PACKAGE.glob("portals/*/styles/*.css")]
    own = sorted((_HERE / "styles").glob("*.css"))
    return own + sorted(path for path in screens if path.parent.parent != _HERE)


def joined() -> str:
    """The whole style sheet."""
    return _HEAD + "".join(f"\n/* {_label(path)} */\n{path.read_text('utf-8').strip()}\n" for path in sources())


def _label(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.name}"


if __name__ == "__main__":
    TARGET.write_text(joined(), "utf-8")
