"""Application."""

import importlib
import pkgutil

from django.apps import AppConfig

from minzheng import schemes


class SchemesConfig(AppConfig):
    """The benefits: each folder declares itself in its `scheme.py`."""

    name = "minzheng.schemes"

    def ready(self) -> None:
        for folder in pkgutil.iter_modules(schemes.__path__):
            package = f"{schemes.__name__}.{folder.name}"
            if folder.ispkg and any(m.name == "scheme" for m in pkgutil.iter_modules(self._path(folder.name))):
                importlib.import_module(f"{package}.scheme")

    def _path(self, folder: str) -> list[str]:
        return [f"{path}/{folder}" for path in schemes.__path__]
