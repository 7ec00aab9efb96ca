"""The one table of consequences: what happens, a moment later, when something was recorded.

Event class -> the functions that react to it, each `(event: Recorded) -> None`. What would be wrong without it is
called in the transaction itself; what would merely be late stands here. A reaction may run more than once: letters
have unique keys, and other writes must be as careful.
"""

from __future__ import annotations

from framdrift.foundation.dispatch import Wiring

WIRING: Wiring = {}
