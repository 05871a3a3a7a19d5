"""Application."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Visits and cases."""

    name = "minzheng.casework"

    def ready(self) -> None:
        from minzheng.casework import duties, effects, facts, measures, screens, workflow  # noqa: F401 - declare themselves
        from minzheng.casework.queries import affairs_of_cases
        from minzheng.kernel.access import actors

        actors.affairs_of_cases = affairs_of_cases
