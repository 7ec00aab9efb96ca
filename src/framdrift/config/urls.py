"""Root addresses: every door folder with a `urls.py` takes part, in the order of the alphabet.

A door writes its own prefixes, and names each address; config/access_policy.py says who may open it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

_PACKAGE = Path(__file__).resolve().parent.parent
DOORS = ("desk", "portals", "integrations")


def _urls_of_doors() -> list[URLPattern | URLResolver]:
    folders = [file.parent for door in DOORS for file in sorted((_PACKAGE / door).glob("*/urls.py"))]
    modules = [import_module(f"framdrift.{folder.parent.name}.{folder.name}.urls") for folder in folders]
    return [path("", include(module)) for module in modules]


urlpatterns: list[URLPattern | URLResolver] = _urls_of_doors()
