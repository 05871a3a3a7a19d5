"""Application."""

import importlib
import pkgutil

from django.apps import AppConfig

from minzheng import schemes

#: The files of a benefit that declare something, in the order in which they are read.
DECLARING = ("scheme", "duties", "effects", "notices")


class SchemesConfig(AppConfig):
    """The benefits: each folder declares itself in its `scheme.py`, and its duties, effects and notices beside it."""

    name = "minzheng.schemes"

    def ready(self) -> None:
        for folder in pkgutil.iter_modules(schemes.__path__):
            package = f"{schemes.__name__}.{folder.name}"
            there = {module.name for module in pkgutil.iter_modules(self._path(folder.name))} if folder.ispkg else set()
            for name in DECLARING:
                if name in there:
                    importlib.import_module(f"{package}.{name}")

    def _path(self, folder: str) -> list[str]:
        return [f"{path}/{folder}" for path in schemes.__path__]
