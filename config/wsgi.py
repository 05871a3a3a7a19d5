"""The site as a WSGI application, with the rulebook loaded."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config import rulebook

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def _end_with_the_server() -> None:
    """Have Linux end this worker when the server that started it is killed.

    It would go on answering on the port, beside the workers of the next server and with the code of the old one.
    """
    if sys.platform == "linux" and multiprocessing.parent_process() is not None:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _this_machine_only(serve: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Let nobody but this machine into a demonstration, whatever address the server was told to listen on."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("REMOTE_ADDR", "") in ("127.0.0.1", "::1", "::ffff:127.0.0.1", ""):
            return serve(environ, start_response)
        start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"A demonstration has known passwords and is open to its own machine only."]

    return application


_end_with_the_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application: Callable[..., Iterable[bytes]] = get_wsgi_application()
if settings.DEMO:
    application = _this_machine_only(application)

from minzheng.eligibility.local_values import count_local_values  # noqa: E402 - models need the applications

count_local_values(rulebook.load())
