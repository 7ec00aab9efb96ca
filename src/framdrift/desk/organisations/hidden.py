"""Hidden and missing look the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse

from framdrift.organisations.reader import ReaderRequest
from framdrift.organisations.refusals import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[ReaderRequest, P], HttpResponse]


def hidden_is_missing(view: View[P]) -> View[P]:
    """Answer 404 for what does not exist, what the viewer may not see, and what the viewer may not do."""

    @wraps(view)
    def answer(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (ObjectDoesNotExist, NotAllowed) as refusal:
            raise Http404 from refusal

    return answer
