"""PostgreSQL: the site's role by default, the owner's role for migrations only."""

from config.settings.places import HOME
from minzheng.kernel.database import addresses

_addresses = addresses(HOME)

DATABASES = {
    "default": {
        **_addresses.site.as_django(),
        # Scope is set inside each transaction; a connection kept open carries nothing from one request to the next.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    },
    "owner": _addresses.owner.as_django(),
}
DATABASE_ROUTERS = ["config.routers.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
