"""What a long command is doing, on a terminal only: one line that is overwritten and then removed."""

from __future__ import annotations

from types import TracebackType
from typing import TextIO

from framdrift.cli.language import Language
from framdrift.cli.printing import one_line


class Progress:
    """Says each stage on a terminal; silent when the stream is a file or a pipe."""

    def __init__(self, stream: TextIO, words: Language) -> None:
        self.stream = stream
        self.words = words
        self.shown = stream.isatty()

    def __enter__(self) -> Progress:
        return self

    def say(self, text: str) -> None:
        """Show one stage in place of the one before."""
        if self.shown:
            print(f"\r\x1b[K{one_line(text)}", end="", file=self.stream, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            print("\r\x1b[K", end="", file=self.stream, flush=True)
