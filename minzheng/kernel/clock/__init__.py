"""The date on which business is done.  Only the edges (screens, commands, jobs) ask; rules and actions are told."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Return today's date in China; in a demonstration, the date that its calendar was moved to."""
    if settings.DEMO:
        from minzheng.kernel.clock.models import DemoDate

        moved = DemoDate.objects.values_list("date", flat=True).first()
        if moved is not None:
            return moved
    return timezone.localdate()


def move_to(day: date) -> None:
    """Move the calendar of a demonstration; refused elsewhere."""
    from minzheng.kernel.clock.models import DemoDate

    if not settings.DEMO:
        raise RuntimeError("Only a demonstration's calendar can be moved.")
    DemoDate.objects.update_or_create(id=1, defaults={"date": day})


def move_on(days: int) -> None:
    """Move the calendar of a demonstration forward by some days."""
    move_to(today() + timedelta(days=max(days, 0)))
