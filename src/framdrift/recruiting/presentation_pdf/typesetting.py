"""The child process: JSON on standard input, PDF on standard output. Imports no Django."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("shortlist.typ")


def main() -> None:
    """Set the page that the JSON describes."""
    data = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"data": data}))


if __name__ == "__main__":
    main()
