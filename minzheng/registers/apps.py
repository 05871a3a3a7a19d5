"""Application."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers of people, households and bodies."""

    name = "minzheng.registers"

    def ready(self) -> None:
        from minzheng.kernel.access import actors
        from minzheng.kernel.identity import places
        from minzheng.registers import effects, events, measures, screens  # noqa: F401 - declare themselves
        from minzheng.registers.divisions import names
        from minzheng.registers.queries import own_affairs

        actors.own_affairs = own_affairs
        places.use(names.short_path, names.below)
