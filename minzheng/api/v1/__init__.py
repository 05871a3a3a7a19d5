"""Version 1 of the interface.  A room is a router in a module of its own, added below.

Every operation names its `auth` from `minzheng.api.access`; without one it is closed to all but staff.  Answers are in
the language of Accept-Language, errors are problem JSON (`minzheng.api.problems`).  The description of all of it is
served at `openapi.json`, and as a page that needs no network at `docs`.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from minzheng.api.access import STAFF_ONLY
from minzheng.api.problems import answer_problems
from minzheng.api.speaking import in_the_language_asked_for
from minzheng.api.v1 import feeds, outbound, registers, rules


class _Readable(JSONRenderer):
    """Answers in the characters they are written with."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


def _open_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """The description says nothing about anybody: anybody may read it."""
    view.policy = None  # type: ignore[attr-defined]
    return view


api = NinjaAPI(
    title="Minzheng",
    version="1",
    description=str(
        _(
            "Rules by name with their law, registers to read, departments' files and lists: within what the caller"
            " may see. A program shows its key: Authorization: Bearer …"
        )
    ),
    urls_namespace="api-v1",
    renderer=_Readable(),
    docs_decorator=_open_page,
    auth=STAFF_ONLY,
)
api.add_decorator(in_the_language_asked_for, mode="view")
answer_problems(api)
api.add_router("", rules.router)
api.add_router("", feeds.router)
api.add_router("", outbound.router)
registers.add_registers(api)
