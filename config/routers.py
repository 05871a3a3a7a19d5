"""Which connection may change the shape of the database."""

from typing import Any


class OwnerMigrates:
    """Tables are made and changed through the connection `owner` alone; the site's role owns nothing."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True
