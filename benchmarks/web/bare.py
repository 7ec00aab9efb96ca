"""The yardstick: a bare Django view that renders a template table of 200 rows x 6 cells from the database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from framdrift.recruiting.models import Candidate

ROWS = 200
_TABLE = Engine(autoescape=True).from_string(
    "<table>{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.email }}</td><td>{{ row.headline }}</td>"
    "<td>{{ row.employer }}</td><td>{{ row.city }}</td><td>{{ row.created_at }}</td></tr>{% endfor %}</table>"
)


def bare(request: HttpRequest) -> HttpResponse:
    """One statement, 1,200 cells."""
    return HttpResponse(_TABLE.render(Context({"rows": Candidate.objects.order_by("id")[:ROWS]})))


urlpatterns = [path("bare/", bare)]
