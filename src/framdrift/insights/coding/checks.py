"""For `framdrift check`: the model server, where one is set."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from framdrift.foundation.checks import Finding, fault, good
from framdrift.insights.coding import model_server
from framdrift.insights.coding.model_server import ServerFailed


def model_server_answers(at: datetime) -> Finding:
    """It answers, and offers the model that is named."""
    server = model_server.configured()
    if server is None:
        return good(_("Themes are suggested on this machine alone: FRAMDRIFT_MODEL_SERVER is empty."))
    told = {"host": server.host, "model": server.model}
    try:
        offered = model_server.models_there(server)
    except ServerFailed as why:
        return fault(_("The model server at %(host)s did not answer: %(why)s.") % {**told, "why": why})
    if server.model not in offered:
        return fault(_("The model server at %(host)s does not offer %(model)s.") % told)
    return good(_("The model server at %(host)s answers, and offers %(model)s.") % told)
