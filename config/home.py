"""Where the home folder lies: known without Django, and nothing is made on the way.

Commands ask here, not in the settings: whoever loads those has settled on the database's address, and a server that is
started afterwards may have had to take another port.
"""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]

# Everything that a running installation writes lies below its home folder.
HOME = Path(os.environ.get("MINZHENG_HOME", PROJECT / "var")).resolve()

CALENDARS = HOME / "calendars"  # years published after the packages were
KEYS = HOME / "keys"

# The mark of a demonstration: made-up people, known passwords, a calendar that can be moved.  Loopback only.
DEMO_MARK = HOME / "demo.json"
DEMO = DEMO_MARK.exists() or os.environ.get("MINZHENG_DEMO") == "1"
