"""Each request sees the values that count when it begins."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from minzheng.eligibility.local_values import look_again


class LocalValuesMiddleware:
    """Have the rulebook look, at most once a request, whether a value was set on screen meanwhile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        look_again()
        return self.get_response(request)
