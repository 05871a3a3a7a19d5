"""Department data over HTTP: the contracts, trying a file, handing it in, and what became of it."""

from datetime import date as Date
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from minzheng.api.access import Allowed
from minzheng.exchange.bench import UPLOAD_LIMIT, feeds_for, hand_in, loaded_before, too_large, try_at_bench
from minzheng.exchange.mending import file_to_mend
from minzheng.exchange.policies import READ_FEEDS, RECEIVE
from minzheng.exchange.queries import batch as batch_by_id
from minzheng.exchange.queries import contract_of, row_errors
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import Feed
from minzheng.kernel.tables import writing
from minzheng.kernel.tables.problems import file_sentence, row_sentence

router = Router(tags=["feeds"])
#: Faults told at once; all of them stand in the file of the rows to mend.
_TOLD = 1000
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="the month that the file is of: 2026-10")]


class ColumnOut(Schema):
    """A column of a contract: our name for it, the headers it is known by, and how its text is read."""

    field: str
    headers: list[str]
    kind: str
    required: bool
    codes: list[str] = Field(description="the texts that are known, for a column of codes")


class FeedOut(Schema):
    """The contract of a data set."""

    code: str
    label: str
    department: str
    cadence: str
    legal_basis: str
    retention_days: int
    columns: list[ColumnOut]


class FaultOut(Schema):
    """A row that was not taken, or would not be."""

    row: int | None = Field(description="its line in the file; null where rows are only counted")
    column: str
    code: str
    problem: str
    rows: int = 1


class TrialOut(Schema):
    """What would become of a file.  Nothing of it was kept."""

    refused: str = Field(description="why the file as a whole cannot be taken; empty where it can be")
    rows: int
    new: int
    repeated: int
    faulty: int
    late: int
    people: int = Field(description="how many of the people named are in the register")
    headers_unknown: dict[str, str] = Field(description="header: the field that it may mean, or nothing")
    fields_missing: list[str]
    faults: list[FaultOut]


class FileOut(Schema):
    """What became of a file.  Handed in again, the same content changes nothing."""

    id: int
    status: Literal["loaded", "refused", "already_loaded"]
    refused: str
    month: str
    rows: int
    new: int
    repeated: int
    faulty: int
    late: int
    digest: str = Field(description="SHA-256 of the content, by which it is recognised")


class FileWithFaults(FileOut):
    """What became of a file, and the rows that wait to be mended."""

    faults: list[FaultOut]


def _feed(request: Request, code: str) -> Feed:
    if code not in {feed.code for feed in feeds_for(request.actor.scope)}:
        raise Http404
    return contract_of(code)


def _batch(batch_id: int) -> Any:
    one = batch_by_id(batch_id)
    if one is None:
        raise Http404
    return one


def _first_day(request: Request, month: str) -> Date:
    day = Date.fromisoformat(f"{month}-01")
    if day > request.today:
        raise ValidationError(_("This month has not begun yet."))
    return day


def _content(file: UploadedFile) -> bytes:
    if (file.size or 0) > UPLOAD_LIMIT:
        raise ValidationError(too_large())
    return file.read()


@router.get("/feeds", auth=Allowed(READ_FEEDS), response=list[FeedOut], summary="The data sets one may hand in")
def feeds(request: Request) -> list[dict[str, Any]]:
    """Those of the caller's departments; with places in one's post, all.  Headers the sender named are among them."""
    return [_contract(contract_of(feed.code)) for feed in feeds_for(request.actor.scope)]


@router.post("/feeds/{code}/trials", auth=Allowed(RECEIVE), response=TrialOut, summary="Try a file out")
def trials(request: Request, code: str, month: Month, file: File[UploadedFile]) -> dict[str, Any]:
    """Read a file as if for a month and tell what would become of it."""
    tried = try_at_bench(_feed(request, code).code, _first_day(request, month), _content(file))
    faults = [
        _fault(fault, column, row_sentence(fault, "…"), None, rows)
        for (fault, column), rows in tried.faults.most_common()
    ]
    refused = file_sentence(tried.problem.code, tried.problem.parameters) if tried.problem else ""
    return {
        "refused": refused, "rows": tried.rows, "new": tried.new, "repeated": tried.repeated, "faulty": tried.faulty,
        "late": tried.late, "people": tried.people, "headers_unknown": tried.others, "fields_missing": tried.missing,
        "faults": faults,
    }  # fmt: skip


@router.post("/feeds/{code}/files", auth=Allowed(RECEIVE), response=FileOut, summary="Hand a file in")
def files(
    request: Request, code: str, month: Month, file: File[UploadedFile],
    mends: Annotated[int | None, Query(description="the file whose rows come again, mended")] = None,
) -> dict[str, Any]:  # fmt: skip
    """Take a file in: good rows are taken, the others wait to be mended; what is refused is kept with the reason."""
    feed, first = _feed(request, code), _first_day(request, month)
    batch = hand_in(
        feed=feed.code, month=first, file_name=file.name or "", content=_content(file), actor=request.actor,
        date=request.today, mends=_batch(mends) if mends is not None else None,
    )  # fmt: skip
    before = loaded_before(feed.code, batch.digest) if batch.pk is None else None
    return _told(before, "already_loaded") if before else _told(batch)


@router.get(
    "/feeds/files/{batch_id}", auth=Allowed(READ_FEEDS), response=FileWithFaults, summary="What became of a file"
)
def file_told(request: Request, batch_id: int) -> dict[str, Any]:
    """Its counts, and the first rows that wait to be mended."""
    one = _batch(batch_id)
    waiting = row_errors(one)[:_TOLD]
    faults = [_fault(error.code, error.column, row_sentence(error.code, error.detail), error.row) for error in waiting]
    return {**_told(one), "faults": faults}


@router.get("/feeds/files/{batch_id}/rows-to-mend", auth=Allowed(RECEIVE), summary="The rows to mend, as a file")
def rows_to_mend(request: Request, batch_id: int, kind: Literal["csv", "xlsx"] = "csv") -> HttpResponse:
    """The rows as they came, with what is wrong: to be mended, and handed in with `mends`."""
    one = _batch(batch_id)
    response = HttpResponse(file_to_mend(one, kind), content_type=writing.CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="rows-to-mend-{one.pk}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _contract(feed: Feed) -> dict[str, Any]:
    columns = [
        {
            "field": column.field, "headers": list(column.headers), "kind": column.kind, "required": column.required,
            "codes": [text for code in column.codes for text in code.texts],
        }
        for column in feed.columns if column.headers
    ]  # fmt: skip
    return {
        "code": feed.code, "label": str(feed.label), "department": str(feed.department), "cadence": str(feed.cadence),
        "legal_basis": str(feed.legal_basis), "retention_days": feed.retention_days, "columns": columns,
    }  # fmt: skip


def _fault(code: str, column: str, words: str, row: int | None, rows: int = 1) -> dict[str, Any]:
    return {"row": row, "column": column, "code": code, "problem": words, "rows": rows}


def _told(batch: Any, status: str = "") -> dict[str, Any]:
    refused = file_sentence(batch.refusal["code"], batch.refusal["parameters"]) if batch.refusal else ""
    return {
        "id": batch.pk, "status": status or batch.status, "refused": refused, "month": f"{batch.month:%Y-%m}",
        "rows": batch.rows, "new": batch.loaded, "repeated": batch.repeated, "faulty": batch.faulty,
        "late": batch.late, "digest": batch.digest,
    }  # fmt: skip
