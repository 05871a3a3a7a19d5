"""How much memory a process takes with everything it started, PostgreSQL and all."""

import threading
from pathlib import Path

_EVERY = 0.5  # seconds


class Peak:
    """Watches the processes below one in the background; `mb` is the most they took together.

    Memory that processes share is counted once: what is added up is each one's proportional share.
    """

    def __init__(self, root: int) -> None:
        self.root, self.mb, self._over = root, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self.mb = max(self.mb, sum(map(_kilobytes, _below(self.root))) // 1024)


def _below(root: int) -> set[int]:
    """A process and all that it, or those, started; and the database server, which belongs to nobody."""
    parents: dict[int, int] = {}
    found = {root}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
            if (folder / "comm").read_text().startswith("postgres"):
                found.add(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
