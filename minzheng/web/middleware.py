"""The language of a request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation

from minzheng.kernel.access.requests import Request


class LanguageMiddleware:
    """The user's language; for whoever is not signed in, the one chosen in this browser, else Simplified Chinese."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = request.user.language if request.user else chosen
        with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response
