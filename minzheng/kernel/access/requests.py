"""A request as the middleware leaves it."""

from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.models import User


class Request(HttpRequest):
    """A request by somebody on a day.  Pages behind a guard always have an actor; open pages may have none."""

    actor: Actor
    today: date
    user: User | None  # type: ignore[assignment]
    htmx: HtmxDetails
    LANGUAGE_CODE: str
