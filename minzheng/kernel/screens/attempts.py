"""Saying to the person who acts what went wrong."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction

from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare.kinds import Label


def attempt(request: Request, act: Callable[[], object], done: Label | Callable[[Any], Label]) -> bool:
    """Do an act and tell what was done, or why it was not.  Returns whether it was done."""
    try:
        with transaction.atomic():
            result = act()
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
        return False
    messages.success(request, str(done(result) if callable(done) else done))
    return True
