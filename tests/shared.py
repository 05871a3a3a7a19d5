"""The folder that all processes of a test run share: installations made once, to be copied by whoever needs one.

Importing this changes nothing, so it may be used by what runs inside an installation.
"""

import os
import shutil
import tempfile
from pathlib import Path

_NAMED_BY = "MINZHENG_TEST_SHARED"


def shared_folder() -> Path:
    """The folder; the first process of the run has made it."""
    return Path(os.environ[_NAMED_BY])


def make_shared_folder() -> bool:
    """Make the folder unless a process of this run has; whether this one did, and has to remove it."""
    if _NAMED_BY in os.environ:
        return False
    os.environ[_NAMED_BY] = tempfile.mkdtemp(prefix="mz-")
    shared_folder().chmod(0o755)  # the database server of a root user runs under another account, which has to enter
    return True


def remove_shared_folder() -> None:
    """Remove it with all that was made in it."""
    shutil.rmtree(shared_folder(), ignore_errors=True)
