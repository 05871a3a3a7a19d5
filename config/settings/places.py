"""Where things lie: the project, the home folder with data and keys, the files that are served."""

import os
from pathlib import Path

from config.home import CALENDARS, DEMO, DEMO_MARK, HOME, KEYS, PROJECT

__all__ = [
    "CALENDARS", "DEMO", "DEMO_MARK", "DISPATCH_AT_ONCE", "HANDS", "HEADS", "HEADS_COMMAND", "HOME", "INBOX", "KEYS",
    "LAKE", "LAKE_MEMORY", "NODE_MODULES", "OUTBOX", "PROJECT", "SEND_AT_ONCE", "STATICFILES_DIRS", "STATIC_ROOT",
    "STATIC_URL", "VAULT",
]  # fmt: skip

# Whether a month sends somebody to every new alert by itself, or leaves that to the officers at the desk.
DISPATCH_AT_ONCE = os.environ.get("MINZHENG_DISPATCH", "at-once") != "desk"

# Whether a month sends departments the lists that are due by itself, or leaves that to the officers at the desk.
SEND_AT_ONCE = os.environ.get("MINZHENG_LISTS", "at-once") != "desk"

# How many processes a month's work is shared out among.
HANDS = int(os.environ.get("MINZHENG_HANDS", min(os.cpu_count() or 1, 4)))

INBOX = HOME / "inbox"  # departments' files wait here, by month
OUTBOX = HOME / "outbox"  # lists for departments wait here, by department, to be carried to them
VAULT = HOME / "files"  # files kept encrypted: what came in, what went to the bank

# The rows of departments' files, as columns; and how much memory is taken to work with them, the rest going to disk.
LAKE = HOME / "lake"
LAKE_MEMORY = os.environ.get("MINZHENG_LAKE_MEMORY", "3GB")

# The heads of the sealed records are kept here too, outside the database: best a folder of another machine.
HEADS = Path(os.environ.get("MINZHENG_HEADS", HOME / "heads"))
HEADS_COMMAND = os.environ.get("MINZHENG_HEADS_COMMAND", "")  # a program that gets each line, such as logger

NODE_MODULES = PROJECT / "node_modules"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [
    PROJECT / "minzheng" / "web" / "static",
    ("htmx", NODE_MODULES / "htmx.org" / "dist"),
]
