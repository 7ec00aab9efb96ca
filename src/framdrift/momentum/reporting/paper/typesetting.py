"""The child process: JSON on standard input, PDF on standard output. Imports no Django."""

from __future__ import annotations

import sys
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("report.typ")


def main() -> None:
    """Set the report that the JSON describes, as PDF/UA-1."""
    data = sys.stdin.buffer.read().decode()
    paper = typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
    sys.stdout.buffer.write(paper)


if __name__ == "__main__":
    main()
