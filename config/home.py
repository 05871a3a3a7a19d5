"""Where the home folder lies: known without Django, and nothing is made on the way."""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]

# Everything that a running installation writes lies below its home folder.
HOME = Path(os.environ.get("MINZHENG_HOME", PROJECT / "var")).resolve()

CALENDARS = HOME / "calendars"  # years published after the packages were
