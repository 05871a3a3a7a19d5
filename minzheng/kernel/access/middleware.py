"""Every request runs in one transaction, in the scope of whoever is signed in."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse

from minzheng.kernel.access.actors import Actor, actor_of
from minzheng.kernel.access.models import User
from minzheng.kernel.access.requests import Request
from minzheng.kernel.access.scope import NOTHING
from minzheng.kernel.access.sessions import chosen_post, signed_in_user
from minzheng.kernel.clock import today


class ScopeMiddleware:
    """Set `request.today`, `request.actor` (None where nobody is signed in) and the transaction's scope."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        with transaction.atomic():
            request.today = today()
            request.user, request.actor = self._who(request)  # type: ignore[assignment]
            (request.actor.scope if request.actor else NOTHING).apply()
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Whatever went wrong, nothing of the request is kept."""
        transaction.set_rollback(True)

    def _who(self, request: Request) -> tuple[User | None, Actor | None]:
        user = signed_in_user(request)
        return user, actor_of(user, request.today, chosen_post(request)) if user else None
