"""`framdrift COMMAND ...`: finds the module of the command and runs it; nothing else is imported."""

from __future__ import annotations

import argparse
import importlib
import sys

COMMANDS: dict[str, str] = {}


def main(argv: list[str] | None = None) -> int:
    """Exit status: 0 done; 1 tried and failed; 2 the input or the call is wrong."""
    parser = argparse.ArgumentParser(prog="framdrift")
    parser.add_argument("command", choices=sorted(COMMANDS))
    name = (argv or sys.argv[1:])[:1]
    parser.parse_args(name)
    module = importlib.import_module(f"framdrift.cli.{name[0]}")
    return int(module.run(argv))
