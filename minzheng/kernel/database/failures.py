"""What PostgreSQL says when it cannot start, turned into what to do."""

import re
from pathlib import Path

from minzheng.kernel.database.problems import DatabaseProblem
from minzheng.rulekit.i18n import _

PORT_TAKEN = re.compile(r"could not bind .*Address already in use|could not create any TCP/IP sockets")

KNOWN = (
    (
        r"No space left on device|[Dd]isk quota exceeded|Check free disk space|wrote only \d+ of \d+ bytes",
        _("There is no room left for the database in {data}."),
        _("Free space on that disk (df -h shows it), then try again; nothing committed was lost."),
    ),
    (
        r"could not (?:map|resize|create|open) .*shared memory|could not create semaphores",
        _("The machine gave the database in {data} no shared memory: {reason}"),
        _("Give it more memory or a larger /dev/shm, or set a smaller shared_buffers in {data}/local.conf."),
    ),
    (
        r"[Pp]ermission denied|has invalid permissions|has wrong ownership",
        _("The server may not use a file of the database in {data}: {reason}"),
        _("Give the folder and all in it back to the account that owned it and chmod it to 700."),
    ),
    (
        r"invalid value for parameter|unrecognized configuration parameter|syntax error in file|parameter .* requires",
        _("The server does not understand its settings in {data}: {reason}"),
        _("Mend or remove local.conf there; the other settings are written anew at every start."),
    ),
)


def explain_failure(output: str, data: Path) -> DatabaseProblem:
    """The problem behind the output of initdb or the log of a server that ended at once."""
    lines = output.splitlines()
    for pattern, problem, remedy in KNOWN:
        for line in lines:
            if re.search(pattern, line):
                return DatabaseProblem(problem, remedy, data=data, reason=_message(line))
    fatal = [line for line in lines if re.search(r"FATAL|PANIC|error:", line)] or lines
    return DatabaseProblem(
        _("PostgreSQL did not start in {data}: {reason}"),
        _("The log is {log}."),
        data=data,
        reason=_message(fatal[-1]) if fatal else "?",
        log=data.parent / "log",
    )


def _message(line: str) -> str:
    return re.sub(r"^.*?(FATAL|PANIC|ERROR|LOG|error): *", "", line).strip()
