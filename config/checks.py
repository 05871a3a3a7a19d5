"""What has to hold before anything is served."""

from django.apps import apps
from django.conf import settings

from minzheng.kernel.database import addresses
from minzheng.kernel.database.safety import Finding, safety

#: Fields that tie a row to a place or to somebody.
_TIES = {"from_code", "division_code", "residence_code", "household", "person", "case", "task", "transaction"}

#: Tables with such a field that need no row-level security, each with the reason in its room: none at present.
OPEN_TABLES: set[str] = set()


def scoped_tables() -> list[str]:
    """The tables that must be under row-level security: whatever is tied to a place or to somebody."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.db_table not in OPEN_TABLES and _TIES & {field.name for field in model._meta.get_fields()}
    )


def findings() -> list[Finding]:
    """What is wrong; empty when it is safe to serve."""
    return safety(addresses().site.on(str(settings.DATABASES["default"]["NAME"])), scoped_tables())
