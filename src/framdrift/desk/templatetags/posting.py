"""What stands in the way of letters, for pages that promise one."""

from __future__ import annotations

from django import template
from django.template import Context

from framdrift.desk.sign_in import posting

register = template.Library()


@register.simple_tag(takes_context=True)
def mail_trouble(context: Context) -> str:
    """`{% mail_trouble as trouble %}`: a sentence, or nothing."""
    return posting.mail_trouble(context["request"])
