"""Looking whether sealed records are as they were sealed, and naming the first row or seal that is not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from minzheng.kernel.access.scope import in_scope
from minzheng.kernel.access.upkeep import ALL_CODES
from minzheng.kernel.audit import heads
from minzheng.kernel.audit.chain import BEFORE_ALL, FIRST_HEAD, Chain, entries_of, head_of, rows_between, waiting
from minzheng.kernel.audit.models import Seal
from minzheng.kernel.identity.algorithms import FAMILIES

#: How far the clock of a row may lie before that of an earlier row: clocks are set right, and machines differ.
CLOCKS_DIFFER = timedelta(hours=1)

Tell = Callable[[int, int], None]


@dataclass
class Findings:
    """What was checked of one record, and what was found, the first fault first; no faults means it is whole."""

    chain: str
    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    kept_heads: int = 0
    algorithms: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def verify(chain: Chain, tell: Tell = lambda done, total: None) -> Findings:
    """Check every seal of a record against its rows, against the seal before it and against the heads kept outside."""
    found = Findings(chain.table, unsealed=waiting(chain))
    _check_heads(chain, found)
    seals = Seal.objects.filter(chain=chain.table).order_by("number")
    total, head, after, clock = seals.count(), FIRST_HEAD, BEFORE_ALL, _Clock()
    for number, made in enumerate(seals.iterator(20), 1):
        if fault := _fault_of_seal(made, number, head) or _fault_of_rows(chain, made, after, clock):
            found.faults.insert(0, fault)
            break
        head, after = bytes(made.head), made.last_entry
        found.seals, found.entries = number, found.entries + made.count
        if FAMILIES[made.algorithm].digest_name not in found.algorithms:
            found.algorithms.append(FAMILIES[made.algorithm].digest_name)
        tell(number, total)
    return found


def _fault_of_seal(made: Seal, number: int, previous: bytes) -> str:
    if made.number != number:
        return _("Seal %(number)s is missing.") % {"number": number}
    made_by = FAMILIES.get(made.algorithm)
    if made_by is None or head_of(made_by, previous, made) != bytes(made.head):
        return _("Seal %(number)s of %(at)s was changed: its head does not follow from what it says.") % {
            "number": number, "at": _when(made.sealed_at),
        }  # fmt: skip
    return ""


def _fault_of_rows(chain: Chain, made: Seal, after: int, clock: "_Clock") -> str:
    gone = set(made.columns) - _columns(chain)
    if gone:
        return _("The record no longer has the columns: %(columns)s.") % {"columns": ", ".join(sorted(gone))}
    with in_scope(ALL_CODES):
        look = clock.look if chain.time else None
        there = rows_between(chain, made.columns, after, made.last_entry, FAMILIES[made.algorithm], look)
    sealed = bytes(made.entries)
    if there != sealed:
        return _first_difference(chain, made, dict(entries_of(sealed)), dict(entries_of(there)))
    if clock.behind:
        number, said, before = clock.behind
        return _("Entry %(entry)s says %(said)s, yet it came after entries of %(before)s: it was dated back.") % {
            "entry": _describe(chain, number), "said": said, "before": before,
        }  # fmt: skip
    return ""


def _first_difference(chain: Chain, made: Seal, sealed: dict[int, bytes], there: dict[int, bytes]) -> str:
    number = next(n for n in sorted(sealed.keys() | there.keys()) if sealed.get(n) != there.get(n))
    values: dict[str, object] = {"seal": made.number, "at": _when(made.sealed_at)}
    if number not in there:
        before = max((n for n in there if n < number), default=None)
        values["entry"] = str(number)
        if before is not None:
            named = {"entry": number, "before": _describe(chain, before)}
            values["entry"] = _("%(entry)s (after %(before)s)") % named
        return _("Entry %(entry)s is missing: it was sealed in seal %(seal)s of %(at)s.") % values
    values["entry"] = _describe(chain, number)
    if number not in sealed:
        return _("Entry %(entry)s was put in afterwards: it was not there for seal %(seal)s of %(at)s.") % values
    return _("Entry %(entry)s was changed after seal %(seal)s of %(at)s.") % values


def _check_heads(chain: Chain, found: Findings) -> None:
    """Compare the seals with the heads kept outside; a record or its end that was made anew has other heads."""
    kept = heads.standing(chain.table)
    there = dict(Seal.objects.filter(chain=chain.table).order_by("number").values_list("number", "head"))
    found.kept_heads = len(kept)
    for at, number, reason in heads.restores(chain.table):
        found.notes.append(
            _("Taken back to seal %(number)s by a restore on %(at)s: %(reason)s")
            % {"number": number, "at": at, "reason": reason}
        )
    for number in sorted(kept):
        if number not in there:
            found.faults.append(
                _("The end of the record was cut off: seal %(number)s, whose head is kept in %(file)s, is not there.")
                % {"number": number, "file": heads.file()}
            )
            return
        if bytes(there[number]) != kept[number]:
            found.faults.append(
                _("Seal %(number)s was made anew: another head of it is kept in %(file)s.")
                % {"number": number, "file": heads.file()}
            )
            return
    if missing := there.keys() - kept.keys():
        found.notes.append(
            _("%(count)s heads are not kept in %(folder)s; nobody can tell whether the end was made anew.")
            % {"count": len(missing), "folder": settings.HEADS}
        )


class _Clock:
    """Watches the time of each row, which is its second column: `behind` is the first one that lies far back."""

    def __init__(self) -> None:
        self.behind: tuple[int, str, str] | None = None
        self._newest, self._least, self._minute = b"", b"", b""

    def look(self, row: bytes) -> None:
        number, said, _rest = row.split(b"\t", 2)
        if said > self._newest:
            self._newest = said
            if said[:16] != self._minute:
                self._minute = said[:16]
                self._least = str(datetime.fromisoformat(said[:16].decode()) - CLOCKS_DIFFER).encode()
        elif said < self._least and self.behind is None:
            self.behind = int(number), said.decode(), self._newest.decode()


def _describe(chain: Chain, number: int) -> str:
    """A row as a person recognises it: its number, its time, what it says."""
    names = [*([chain.time] if chain.time else []), *chain.says]
    with in_scope(ALL_CODES):
        row = chain.model._default_manager.filter(pk=number).values_list(*names).first() if names else None
    words = [_when(value) if isinstance(value, datetime) else str(value) for value in row or () if value is not None]
    return f"{number} ({' '.join(words)})" if words else str(number)


def _columns(chain: Chain) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [chain.table],
        )
        return {name for (name,) in cursor.fetchall()}


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
