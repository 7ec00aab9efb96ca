"""A kept file as an answer: an attachment that no browser opens as a page of ours."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404


def attachment(path: Path, *, name: str, media_type: str) -> FileResponse:
    """The file under the name it came with. 404 where its bytes are gone."""
    try:
        file = path.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, as_attachment=True, filename=name, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
