"""The site as a WSGI application, with the rulebook loaded."""

import ctypes
import multiprocessing
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

from config import rulebook

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def _end_with_the_server() -> None:
    """Have Linux end this worker when the server that started it is killed.

    It would go on answering on the port, beside the workers of the next server and with the code of the old one.
    """
    if sys.platform == "linux" and multiprocessing.parent_process() is not None:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


_end_with_the_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from minzheng.eligibility.local_values import count_local_values  # noqa: E402 - models need the applications

count_local_values(rulebook.load())
