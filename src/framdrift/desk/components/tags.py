"""Template tags and filters of the components."""

from __future__ import annotations

from django import template

register = template.Library()
