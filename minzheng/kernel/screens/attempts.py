"""Saying to the person who acts what went wrong."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction

from minzheng.kernel.access.requests import Request


def attempt(request: Request, act: Callable[[], object], done: str) -> bool:
    """Do an act and tell what was done, or why it was not.  Returns whether it was done."""
    try:
        with transaction.atomic():
            act()
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
        return False
    messages.success(request, done)
    return True
