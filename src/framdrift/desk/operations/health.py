"""/healthz: is everything at work? For monitors; says which part is not, and nothing more."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from framdrift.foundation import workers
from framdrift.foundation.checks import unapplied_migrations


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with `{"status": "ok"}` when database, migrations and worker are well; else 503 with the parts that fail."""
    failing = failing_parts(at=timezone.now())
    if failing:
        return JsonResponse({"status": "failing", "failing": failing}, status=503)
    return JsonResponse({"status": "ok"})


def failing_parts(*, at: datetime) -> list[str]:
    """Among database, migrations and worker. Without a database the others cannot be asked."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _is_migrated():
            return ["migrations"]
        last = workers.last_beat()
    except DatabaseError:
        return ["database"]
    return [] if last is not None and last > at - workers.ALIVE_WITHIN else ["worker"]


def _is_migrated() -> bool:
    try:
        return _found_migrated()
    except LookupError:
        return False


@lru_cache(maxsize=1)
def _found_migrated() -> bool:
    """Asked until it is so: what is applied stays applied while this process lives, and looking costs 50 ms."""
    if missing := unapplied_migrations():
        raise LookupError(missing[0])  # not remembered
    return True
