"""The language of a request, and requests that nobody could have written."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

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


class NoZeroBytesMiddleware:
    """Refuse a request with a zero byte in what it asks: no keyboard writes it, and PostgreSQL keeps no such text."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        asked = (text for form in (request.GET, request.POST) for texts in form.lists() for text in texts[1])
        if any("\0" in text for text in asked):
            return render(request, "parts/error.html", {"title": _("There is no such page"), "words": ""}, status=400)
        return self.get_response(request)
