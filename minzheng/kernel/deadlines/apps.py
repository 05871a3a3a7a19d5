"""Application."""

from django.apps import AppConfig
from django.conf import settings


class DeadlinesConfig(AppConfig):
    """Clocks, by the calendars that were published and those that were loaded since."""

    name = "minzheng.kernel.deadlines"

    def ready(self) -> None:
        from minzheng.rulekit import workdays

        workdays.add_years_of(settings.CALENDARS)
