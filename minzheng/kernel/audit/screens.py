"""The record of acts as a register that nobody writes."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.policies import permission
from minzheng.kernel.audit import verbs, words
from minzheng.kernel.audit.lookups import PURPOSES
from minzheng.kernel.audit.models import AuditEntry
from minzheng.kernel.declare import Column, Filter, Panel, Register, registry

SEE_RECORD = permission("see_record", {Role.AUDIT_ADMIN, Role.AUDITOR, Role.COUNTY_INSPECTOR})


def _verbs() -> Iterable[tuple[str, object]]:
    return verbs.VERBS.items()


def _purpose(code: str) -> str:
    return str(PURPOSES.get(code, code))


def _title(entry: AuditEntry) -> str:
    return f"{verbs.label(entry.verb)} · {words.who(entry.actor_name)} · {entry.business_date}"


_COLUMNS = (
    Column("at", order=True), Column("actor_name", text=words.who),
    Column("role", text=lambda role: str(Role(role).label)), Column("verb", text=verbs.label),
    Column("subject", text=words.kind, small=False), Column("subject_id", kind="code", small=False),
)  # fmt: skip

RECORD = registry.add(
    Register(
        code="record",
        noun="entry",
        label=_("Record of acts"),
        model=AuditEntry,
        rows=lambda actor, day: (
            AuditEntry.objects.all() if actor.scope.record
            else AuditEntry.objects.filter(actor.scope.q("division_code", household="household_id"))
        ),
        columns=_COLUMNS,
        see=SEE_RECORD,
        order=("-id",),
        group="administration",
        rank=30,
        filters=(
            Filter("business_date", "date"), Filter("verb", choices=_verbs), Filter("actor_name", "text"),
            Filter("role", choices=lambda: Role.choices), Filter("subject", choices=words.kinds),
            Filter("subject_id", "number"),
            Filter("household_id", "number"), Filter("division_code", "place"),
        ),
        unfiltered={
            "at": "with the business date", "actor_id": "with the name", "old": "values", "new": "values",
            "purpose": "on the page",
        },
        panels=(
            Panel(_("Act"), (
                *_COLUMNS, Column("business_date"), Column("household_id", kind="code"), Column("division_code"),
                Column("purpose", text=_purpose),
            )),
            Panel(_("What changed"), (
                Column("label", label=_("value")), Column("old", label=_("before")), Column("new", label=_("after")),
            ), rows=lambda entry, actor, day: words.changes(entry), empty=_("The act kept no values.")),
        ),
        title=_title,
        empty=_("Nothing is on record in what you may read."),
    )
)  # fmt: skip
