"""Application."""

import pkgutil

from django.apps import AppConfig
from django.conf import settings

from minzheng import schemes


class SchemesConfig(AppConfig):
    """The benefits: each folder declares itself, those of the package and those a place adds by setting."""

    name = "minzheng.schemes"

    def ready(self) -> None:
        from minzheng.kernel.declare import rooms

        own = [f"{schemes.__name__}.{folder.name}" for folder in pkgutil.iter_modules(schemes.__path__) if folder.ispkg]
        for package in (*own, *settings.EXTRA_SCHEMES):
            rooms.load(package)
