"""The language of an answer: the one that Accept-Language asks for, else that of the page's reader."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.trans_real import parse_accept_lang_header


def language_asked_for(request: HttpRequest) -> str:
    """The first language of Accept-Language that is spoken here; the one already chosen where none is asked for."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            break
        spoken = next((s for s, _name in settings.LANGUAGES if s.split("-")[0] == code.lower().split("-")[0]), None)
        if spoken:
            return spoken
    return translation.get_language() or settings.LANGUAGE_CODE


def in_the_language_asked_for(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a route in the language asked for, its errors too."""

    @functools.wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_asked_for(request)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response

    return speaking


def said(sentence: str, values: Any = None) -> str:
    """A sentence of the law in the language of the answer."""
    told = gettext(sentence) if sentence else ""
    return told % in_words(values) if values else told


def in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a sentence; a list of words is put into the reader's language."""
    between = "、" if (translation.get_language() or "").startswith("zh") else ", "
    return {name: between.join(map(gettext, v)) if isinstance(v, list) else v for name, v in values.items()}
