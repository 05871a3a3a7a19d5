"""PostgreSQL: the site's role, or, in the process that migrates, the owner's."""

import os

from config.settings.places import HOME
from minzheng.kernel.database import addresses

_addresses = addresses(HOME)
_login = _addresses.owner if os.environ.get("MINZHENG_CONNECT_AS") == "owner" else _addresses.site
if _other := os.environ.get("MINZHENG_DATABASE"):  # another database of the same server: the tests' own
    _login = _login.on(_other)

DATABASES = {
    "default": {
        **_login.as_django(),
        # Scope is set inside each transaction; a connection kept open carries nothing from one request to the next.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
