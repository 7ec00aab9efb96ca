"""The child process: a template as argument, JSON on standard input, PDF on standard output. Imports no Django."""

from __future__ import annotations

import sys

import typst


def main() -> None:
    """Set what the JSON describes, as PDF/UA-1: without a title, a language or a picture's alternative it fails."""
    data = sys.stdin.buffer.read().decode()
    paper = typst.compile(sys.argv[1], format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
    sys.stdout.buffer.write(paper)


if __name__ == "__main__":
    main()
