"""The folder from which lists are carried to departments: a list is there whole, or not at all.

outbox/medical_insurance/<reference>/<reference>.csv, .json, .sig
"""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

#: What a kill leaves behind begins with this: nobody who carries files looks at such a name.
_DRAFT = "."


def put(department: str, reference: str, files: Mapping[str, bytes]) -> Path:
    """Put the files of a list into the outbox and return their folder.  Done again, it leaves the same."""
    shelf: Path = settings.OUTBOX / department
    shelf.mkdir(parents=True, exist_ok=True, mode=0o750)
    _sweep(shelf, reference)
    draft, folder = shelf / f"{_DRAFT}{reference}.{secrets.token_hex(4)}", shelf / reference
    draft.mkdir(mode=0o750)
    for name, content in files.items():
        _write(draft / name, content)
    if not folder.exists():
        draft.rename(folder)  # all three files at once
        return folder
    for name in files:  # the same names and, unless somebody touched them, the same bytes
        (draft / name).replace(folder / name)
    draft.rmdir()
    return folder


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sweep(shelf: Path, reference: str) -> None:
    """Take away what an earlier try at the same list left when it was killed."""
    for left in shelf.glob(f"{_DRAFT}{reference}.*"):
        shutil.rmtree(left, ignore_errors=True)
