"""The counting process: `python -m framdrift.momentum.reporting.apart.process`, started by a web process.

Questions come as lines of JSON on standard input, and are answered in their order on standard output; between them go
lines that say how much of a whole reading is done. The process ends when standard input closes, which it does however
the web process ends, and when nobody has asked for IDLE_SECONDS: the next question starts another.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import signal
import sys
import threading

import django

IDLE_SECONDS = 600.0


def main() -> None:
    """Read everything once, then answer until it is time to go."""
    output = _own_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the web server, which then closes the input
    asked: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    django.setup()
    _limit_memory()
    from framdrift.momentum.reporting.apart.replying import Replies

    replies = Replies(output)
    replies.begin()
    try:
        while True:
            replies.to(json.loads(asked.get(timeout=IDLE_SECONDS)))
    except queue.Empty:
        os._exit(0)  # the listener still waits for a line


def _own_output() -> int:
    """Standard output for answers alone: whatever else is printed goes to standard error."""
    output = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def _listen(asked: queue.Queue[bytes]) -> None:
    for line in sys.stdin.buffer:
        asked.put(line)
    os._exit(0)  # whoever asked is gone: also in the midst of a reading


def _limit_memory() -> None:
    from django.conf import settings

    ceiling = settings.FRAMDRIFT_HEAVY_MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, ceiling))


if __name__ == "__main__":
    main()
