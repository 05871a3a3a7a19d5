"""Taking a department's file in, and having what it says count no more."""

from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc
from django.core.exceptions import ValidationError

from minzheng.exchange import lake
from minzheng.exchange.filling import came_right, came_right_in, give_way
from minzheng.exchange.lines import lines_of
from minzheng.exchange.models import Batch, HeaderName, Refutation, RowError
from minzheng.exchange.policies import RECEIVE, REFUTE
from minzheng.exchange.queries import contract_of, evidence, removed_sentence
from minzheng.exchange.reading import MENDS, Reading, read_file
from minzheng.exchange.taking import compare, one_at_a_time, store
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.audit.actions import action, record
from minzheng.kernel.declare import Feed, registry
from minzheng.kernel.documents import vault
from minzheng.kernel.tables.opening import clean_header
from minzheng.kernel.tables.problems import FileRefused
from minzheng.registers.models import Person


@action(RECEIVE)
def receive_file(
    *, feed: str, month: Date, file_name: str, content: bytes, actor: Actor, date: Date, mends: Batch | None = None
) -> Batch:
    """Take one file of a data set for a month and return what became of it.

    The file is kept, encrypted, whatever is wrong with it.  A file that was loaded before changes nothing: the batch
    returned says already_loaded and is not saved.  Rows already known are counted, not doubled.

    mends   the file whose rows with errors come again, mended: those that are good now are errors no more.
    """
    contract = contract_of(feed)
    vault.hold(vault.digest_of(content))
    digest = vault.keep(content)
    batch = Batch(
        feed=feed, department=contract.owner, month=month, file_name=file_name[:200], digest=digest,
        received_on=date, received_by=actor.name,
        division_code=actor.division, status=Batch.Status.LOADED,
    )  # fmt: skip
    before = Batch.objects.filter(feed=feed, digest=digest, status=Batch.Status.LOADED).first()
    if before is not None:
        record("receive_file_again", before, actor=actor, date=date, new={"file": batch.file_name})
        return _refuse(batch, FileRefused("already_loaded", {"date": f"{before.received_on:%Y-%m-%d}"}))
    try:
        reading = read_file(contract, content, month)
    except FileRefused as refusal:
        _refuse(batch, refusal).save()
        record("refuse_file", batch, actor=actor, date=date, new=batch.refusal)
        return batch
    _load(contract, batch, reading, date)
    if mends is not None:
        came_right(mends, pc.drop_null(reading.good[MENDS]).to_pylist(), date)
    record("receive_file", batch, actor=actor, date=date, new=_counts(batch))
    return batch


@action(RECEIVE)
def read_again(*, batch: Batch, actor: Actor, date: Date) -> Batch:
    """Read a file anew from where it is kept, once its headers were named or its contract was mended.

    Rows that were taken before stay as they are; rows that can be read now are taken.  A file refused may be refused
    again, for what is still wrong.  Raises ValidationError, in words, where the file is not kept any more.
    """
    if batch.removed_on:
        raise ValidationError(removed_sentence(batch))
    contract = contract_of(batch.feed)
    try:
        reading = read_file(contract, vault.fetch(batch.digest), batch.month)
    except FileRefused as refusal:
        _refuse(batch, refusal).save()
        record("refuse_file", batch, actor=actor, date=date, new=batch.refusal)
        return batch
    batch.status, batch.refusal = Batch.Status.LOADED, None
    batch.row_errors.filter(mended_on=None).delete()
    before = batch.loaded
    _load(contract, batch, reading, date)
    batch.loaded, batch.repeated = batch.loaded + before, batch.repeated - before
    batch.save()
    came_right_in(batch, date)
    record("read_again", batch, actor=actor, date=date, new=_counts(batch))
    return batch


@action(RECEIVE)
def name_columns(*, feed: str, names: Mapping[str, str], actor: Actor, date: Date) -> None:
    """Remember by which headers the sender of a data set calls our fields: header -> field; an empty field forgets one.

    Raises KeyError for a field that the contract does not have.
    """
    contract = registry.feeds[feed]
    fields = {column.field for column in contract.columns}
    if unknown := {field for field in names.values() if field} - fields:
        raise KeyError(f"{feed} has no column for {', '.join(sorted(unknown))}")
    for header, field in names.items():
        if field:
            HeaderName.objects.update_or_create(
                feed=feed, header=clean_header(header), defaults={"field": field, "named_on": date}
            )
        else:
            HeaderName.objects.filter(feed=feed, header=clean_header(header)).delete()
    record("name_columns", "exchange.headername", actor=actor, date=date, new={"feed": feed, "names": dict(names)})


@action(REFUTE)
def refute(*, feed: str, person_id: int, as_of: Date, actor: Actor, date: Date) -> int:
    """Have what a department reported of somebody for a day count no more, since somebody went and found it wrong.

    The rows stay, with the day on which they were found wrong; returns how many they are.
    """
    found = [event for event in evidence(person_id, feed, as_of - timedelta(days=1), as_of) if not event.refuted_on]
    place = Person.objects.values_list("residence_code", flat=True).get(pk=person_id)
    if found:
        Refutation.objects.create(
            feed=feed, person_id=person_id, as_of=as_of, refuted_on=date, division_code=place
        )  # fmt: skip
    new = {"feed": feed, "person": person_id, "as_of": as_of.isoformat(), "rows": len(found)}
    record("refute_report", "exchange.refutation", actor=actor, date=date, new=new)
    return len(found)


def _counts(batch: Batch) -> dict[str, int]:
    return {"loaded": batch.loaded, "repeated": batch.repeated, "faulty": batch.faulty}


def _refuse(batch: Batch, refusal: FileRefused) -> Batch:
    batch.status = Batch.Status.REFUSED
    batch.refusal = {"code": refusal.code, "parameters": refusal.parameters}
    return batch


def _load(feed: Feed, batch: Batch, reading: Reading, date: Date) -> None:
    batch.encoding, batch.rows = reading.encoding, reading.rows
    batch.late = pc.sum(pc.less(reading.good[feed.as_of], pa.scalar(batch.month))).as_py() or 0
    batch.save()
    one_at_a_time(feed)
    with lake.opened() as duck:
        compared = compare(duck, feed, lines_of(feed, reading, batch.pk))
        store(duck, batch)
        give_way(duck, feed.code, date)
    batch.refresh_from_db(fields=["filled_in"])
    faults = [RowError(batch=batch, row=n, column=p.column, code=p.code, detail=p.detail) for n, p in reading.faults]
    number_header = next((h for field in feed.key for h in feed.column(field).headers), "")
    faults += [RowError(batch=batch, row=n, column=number_header, code="conflict") for n in compared.conflicts]
    mended = set(batch.row_errors.values_list("row", flat=True))  # of a file read again, what came right before
    faults = [fault for fault in faults if fault.row not in mended]
    RowError.objects.bulk_create(faults, batch_size=5000)
    batch.loaded, batch.faulty, batch.linked_to, batch.weighed_to = compared.rows, len(faults), 0, 0
    batch.repeated = batch.rows - batch.loaded - batch.faulty
    batch.save()
