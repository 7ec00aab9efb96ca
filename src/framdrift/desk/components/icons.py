"""The few drawings the screens use, as SVG in the page: no request, the colour of the text around."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_STROKES = {
    "check": '<path d="M3 8.5 6.5 12 13 4.5"/>',
    "clock": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>',
    "alert": '<path d="M8 2.2 14.5 13.5h-13z"/><path d="M8 6.5v3M8 11.6v.1"/>',
    "late": '<path d="M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2z"/><path d="M8 4.8v3.7M8 11v.1"/>',
    "pause": '<path d="M5.5 3.5v9M10.5 3.5v9"/>',
    "pen": '<path d="M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2z"/>',
    "closed": '<circle cx="8" cy="8" r="6"/><path d="M5 8h6"/>',
    "dot": '<circle cx="8" cy="8" r="3"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>',
    "more": '<path d="M3.5 8h.1M8 8h.1M12.5 8h.1"/>',
    "down": '<path d="m4 6 4 4 4-4"/>',
    "right": '<path d="m6 4 4 4-4 4"/>',
    "up": '<path d="m4 10 4-4 4 4"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "cross": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "undo": '<path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3"/>',
    "mail": '<path d="M2 4h12v8.5H2z"/><path d="m2 4.5 6 4.5 6-4.5"/>',
    "phone": '<path d="M4 2h2.2l1 3-1.5 1.2a8 8 0 0 0 4.1 4.1L11 8.8l3 1V12c0 1.2-1 2-2 2"/>'
    '<path d="M12 14C6.5 13.5 2.5 9.5 2 4c0-1 .8-2 2-2"/>',
    "calendar": '<path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3"/>',
    "file": '<path d="M4 1.8h5l3 3v9.4H4z"/><path d="M9 2v3h3"/>',
    "star": '<path d="m8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z"/>',
    "agency": '<path class="fill" d="M3 3h10v10H3z"/>',
    "client": '<circle class="fill" cx="8" cy="8" r="5.5"/>',
    "candidate": '<path class="fill" d="M8 2.2 13.8 8 8 13.8 2.2 8z"/>',
    "outside": '<circle cx="8" cy="8" r="5"/>',
}
_DRAWN = {
    name: mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{strokes}</svg>')
    for name, strokes in _STROKES.items()
}


def drawing(name: str, label: str = "") -> SafeString:
    """The drawing by name (KeyError where unknown); `label` is what it says to one who cannot see it."""
    if not label:
        return _DRAWN[name]
    return format_html('{}<span class="hidden">{}</span>', _DRAWN[name], label)


def names() -> list[str]:
    """All drawings, for the pattern book."""
    return sorted(_DRAWN)
