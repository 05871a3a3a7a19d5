"""PostgreSQL by itself: the embedded server or the one in DATABASE_URL, its roles, its safety and its backups.

Nothing here knows Django, so that settings may import it and commands may use it before Django is set up.
"""

from minzheng.kernel.database.addresses import Addresses, ConnectionParams, addresses
from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.kernel.database.roles import prepare
from minzheng.kernel.database.safety import Finding, safety
from minzheng.kernel.database.server import Server, Status, ensure_running, status, stop

__all__ = [
    "Addresses",
    "ConnectionParams",
    "DatabaseProblem",
    "Finding",
    "Server",
    "Status",
    "addresses",
    "ensure_running",
    "prepare",
    "safety",
    "status",
    "stop",
]
