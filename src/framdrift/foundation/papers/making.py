"""Ask the child process for a PDF."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

LONGEST_SECONDS: Final = 60


def pdf_of(template: Path, content: Mapping[str, object]) -> bytes:
    """The PDF that a typst template makes of the content. Raises CalledProcessError where setting fails."""
    answer = subprocess.run(
        [sys.executable, "-m", "framdrift.foundation.papers.typesetting", str(template)],
        input=json.dumps(content).encode(),
        capture_output=True,
        check=True,
        timeout=LONGEST_SECONDS,
    )
    return answer.stdout
