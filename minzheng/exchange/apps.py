"""Application."""

import importlib
import pkgutil

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Data of other departments."""

    name = "minzheng.exchange"

    def import_models(self) -> None:
        """The models of its rooms belong to it as well."""
        super().import_models()
        importlib.import_module("minzheng.exchange.linkage.models")
        importlib.import_module("minzheng.exchange.outbound.models")

    def ready(self) -> None:
        from minzheng.exchange import feeds

        for module in pkgutil.iter_modules(feeds.__path__):
            importlib.import_module(f"{feeds.__name__}.{module.name}")
        from minzheng.exchange import measures, screens  # noqa: F401 - declare themselves
        from minzheng.exchange.linkage import screens as links  # noqa: F401
        from minzheng.exchange.outbound import screens as lists  # noqa: F401
