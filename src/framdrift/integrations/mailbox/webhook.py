"""The door for mail that a provider hands over instead of keeping it in a mailbox: POST the mail as it travelled.

The body is the mail itself (RFC 5322). `X-Framdrift-Timestamp` says when it was posted, in seconds since 1970, and
`X-Framdrift-Signature` is `sha256=` and the hex HMAC-SHA256, under the secret of the settings, of the timestamp, a
full stop and the body. A mail may be posted as often as a provider likes: it is taken once. docs/mail.md tells more.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from framdrift.integrations.mailbox.letters import read
from framdrift.integrations.mailbox.receiving import largest_mail
from framdrift.integrations.mailbox.taking import Taken, take

FRESH_WITHIN = timedelta(minutes=5)
_SCHEME = "sha256="


@csrf_exempt
@require_POST
def mail(request: HttpRequest) -> JsonResponse:
    """202 with what became of the mail; 403 for a wrong or old signature; 413 for one that is too large; 404 where no
    secret is set, so that the door does not exist."""
    if not settings.FRAMDRIFT_MAIL_WEBHOOK_SECRET:
        raise Http404
    now = timezone.now()
    if int(request.headers.get("Content-Length") or 0) > largest_mail():
        return JsonResponse({"error": "too large"}, status=413)
    body = request.read(largest_mail() + 1)
    if len(body) > largest_mail():
        return JsonResponse({"error": "too large"}, status=413)
    if not is_signed(request, body, at=now):
        return JsonResponse({"error": "signature"}, status=403)
    found = read(body)
    taken = take(found, at=now) if found else Taken.LEFT
    return JsonResponse({"taken": taken.value}, status=202)


def is_signed(request: HttpRequest, body: bytes, *, at: datetime) -> bool:
    """Whether the body was signed with our secret, lately."""
    stamp = request.headers.get("X-Framdrift-Timestamp", "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
        return False
    if abs(at.timestamp() - int(stamp)) > FRESH_WITHIN.total_seconds():
        return False
    expected = _SCHEME + signature(stamp, body)
    return hmac.compare_digest(expected.encode(), request.headers.get("X-Framdrift-Signature", "").encode())


def signature(stamp: str, body: bytes) -> str:
    """The hex HMAC of a body posted at `stamp`."""
    secret = settings.FRAMDRIFT_MAIL_WEBHOOK_SECRET.encode()
    return hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
