"""Taking the rows of a list out as a file: masked as the screen is, no cell a formula, on record."""

from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Register, registry
from minzheng.kernel.jobs.queue import JobFile, job
from minzheng.kernel.screens import cells
from minzheng.kernel.screens.listing import order_asked, rows_asked
from minzheng.kernel.screens.paging import whole
from minzheng.kernel.tables import writing

#: Lists of more rows than this are taken out by the worker.
LONG = 5000


def export(
    *, register: Register, kind: str, asked: Mapping[str, str], actor: Actor, date: Date
) -> bytes:  # fmt: skip
    """The rows of a list under what was asked for, as a CSV or XLSX file.  Raises PermissionDenied."""
    return action(register.export or register.see)(_export)(
        register=register, kind=kind, asked=asked, actor=actor, date=date
    )


def _export(*, register: Register, kind: str, asked: Mapping[str, str], actor: Actor, date: Date) -> bytes:
    rows, _wrong = rows_asked(register, actor, date, asked)
    ordered = rows.order_by(*whole(order_asked(register, asked)))
    counted: list[int] = [0]
    note = _("%(label)s, taken out by %(name)s on %(day)s for official use; names are masked.") % {
        "label": register.label, "name": actor.name, "day": date.isoformat(),
    }  # fmt: skip
    header = [cells.label_of(register, column) for column in register.columns]
    content = writing.write(kind, header, _lines(register, ordered.iterator(chunk_size=2000), actor, counted), note)
    kept = {name: value for name, value in asked.items() if value}
    record(
        "export", register.audit_label, actor=actor, date=date, new={"rows": counted[0], "kind": kind, "asked": kept}
    )
    return content


@job(gettext_lazy("Export of a register"))
def export_job(progress: Any, *, register: str, kind: str, asked: dict[str, str], actor: Actor, date: Date) -> JobFile:
    """The same as background work, for lists that take longer than a reader waits."""
    declared = registry.registers[register]
    progress(0, 1, str(declared.label))
    content = export(register=declared, kind=kind, asked=asked, actor=actor, date=date)
    return JobFile(file_name(declared, kind, date), content)


def file_name(register: Register, kind: str, date: Date) -> str:
    """What the file is called."""
    return f"{register.code}-{date}.{kind}"


def is_long(register: Register, asked: Mapping[str, str], actor: Actor, date: Date) -> bool:
    """Whether a list has more rows than a reader waits for."""
    rows, _wrong = rows_asked(register, actor, date, asked)
    return bool(rows.order_by()[LONG : LONG + 1].exists())


def _lines(register: Register, rows: Any, actor: Actor, counted: list[int]) -> Iterator[list[Any]]:
    for row in rows:
        counted[0] += 1
        yield [cells.plain(register, column, row, actor) for column in register.columns]
