"""Application."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers of people and households."""

    name = "minzheng.registers"

    def ready(self) -> None:
        from minzheng.kernel.access import actors
        from minzheng.registers import effects, events  # noqa: F401 - declare themselves
        from minzheng.registers.queries import own_affairs

        actors.own_affairs = own_affairs
