"""Where the database is and who connects to it: the owner for migrations, the site role for everything else."""

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from minzheng.kernel.database.home import home_folder, password, remembered
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

DATABASE = "minzheng"
OWNER = "minzheng_owner"
SUPERUSER = "postgres"

# The embedded server has neither TLS nor GSS; said openly, so that PGSSLMODE in somebody's environment changes nothing.
PLAIN = {"sslmode": "disable", "gssencmode": "disable"}


@dataclass(frozen=True)
class ConnectionParams:
    """One role's way to one database.  `options` are further settings of the connection, such as `sslmode`."""

    host: str
    port: int
    dbname: str
    user: str
    password: str = field(repr=False)
    options: Mapping[str, str] = field(default_factory=dict, repr=False)

    def as_django(self) -> dict[str, Any]:
        """An entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.dbname,
            "USER": self.user,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": str(self.port),
            "OPTIONS": dict(self.options),
        }

    def as_url(self) -> str:
        """A postgresql:// address, password included."""
        query = urlencode({"host": self.host, **self.options} if self.host.startswith("/") else dict(self.options))
        host = "" if self.host.startswith("/") else self.host
        login = quote(self.user, safe="") + (":" + quote(self.password, safe="") if self.password else "")
        return f"postgresql://{login}@{host}:{self.port}/{quote(self.dbname, safe='')}" + (f"?{query}" if query else "")

    def as_keywords(self) -> dict[str, Any]:
        """Arguments of psycopg.connect; what is empty is left to the defaults of libpq."""
        named = {"host": self.host, "port": self.port, "dbname": self.dbname, "user": self.user}
        return {name: value for name, value in (named | {"password": self.password, **self.options}).items() if value}

    def on(self, database: str) -> "ConnectionParams":
        """The same login to another database of the same server."""
        return replace(self, dbname=database)


@dataclass(frozen=True)
class Addresses:
    """The two logins of an installation, and whether its server is the embedded one.

    `admin` creates databases and roles: the superuser of the embedded server, else the owner of DATABASE_URL.
    """

    owner: ConnectionParams
    site: ConnectionParams
    admin: ConnectionParams
    embedded: bool
    site_is_ours: bool  # false when the operator gave the site role in SITE_DATABASE_URL


def addresses(home: Path | None = None) -> Addresses:
    """The logins of this installation, from DATABASE_URL and SITE_DATABASE_URL or for the embedded server.

    Starts nothing and asks no server.  The first call for an embedded server chooses its port and passwords.
    """
    home = home_folder(home)
    url, site_url = os.environ.get("DATABASE_URL"), os.environ.get("SITE_DATABASE_URL")
    if url:
        return _given(home, url, site_url)
    if site_url:
        raise DatabaseProblem(
            _("SITE_DATABASE_URL is set but DATABASE_URL is not."),
            _("Set DATABASE_URL to the owner's login of the same database, or unset SITE_DATABASE_URL."),
        )
    port = int(str(remembered(home)["port"]))
    owner, site, admin = (
        ConnectionParams("127.0.0.1", port, DATABASE, user, password(home, user), PLAIN)
        for user in (OWNER, site_role(DATABASE), SUPERUSER)
    )
    return Addresses(owner, site, admin.on("postgres"), embedded=True, site_is_ours=True)


def site_role(database: str) -> str:
    """The name of the role as which the site and its workers connect; PostgreSQL keeps 63 bytes of a name."""
    return database.encode()[:58].decode(errors="ignore") + "_site"


def _given(home: Path, url: str, site_url: str | None) -> Addresses:
    owner = parse_url(url, "DATABASE_URL")
    if site_url:
        site = parse_url(site_url, "SITE_DATABASE_URL")
    else:
        user = site_role(owner.dbname)
        site = replace(owner, user=user, password=password(home, user))
    return Addresses(owner, site, owner, embedded=False, site_is_ours=not site_url)


def parse_url(url: str, variable: str) -> ConnectionParams:
    """Read a postgresql:// address.  The error does not repeat the address: it may hold a password."""
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
        user = parts.pop("user", None) or getpass.getuser()
        return ConnectionParams(
            host=parts.pop("host", ""),
            port=int(parts.pop("port", 5432)),
            dbname=parts.pop("dbname", user),
            user=user,
            password=parts.pop("password", ""),
            options=parts,
        )
    except (ProgrammingError, ValueError) as error:
        raise DatabaseProblem(
            _("{variable} is not a PostgreSQL address."),
            _("Write it as postgresql://user:password@host:5432/database, with special characters as %XX."),
            variable=variable,
        ) from error
