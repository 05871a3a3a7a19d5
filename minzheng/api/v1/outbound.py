"""Lists for departments over HTTP: their files to fetch, and the receipt to hand in."""

from typing import Any, Literal

from django.http import Http404, HttpResponse
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from minzheng.api.access import Allowed
from minzheng.exchange.outbound.actions import hand_out, take_receipt
from minzheng.exchange.outbound.choices import Way
from minzheng.exchange.outbound.policies import ANSWER, FETCH
from minzheng.exchange.outbound.queries import push as push_by_id
from minzheng.kernel.access.requests import Request
from minzheng.kernel.tables.problems import row_sentence

router = Router(tags=["outbound"])
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json", "sig": "application/octet-stream"}


class Fault(Schema):
    """A row of a receipt that could not be taken."""

    row: int = Field(description="its line in the receipt")
    code: str
    problem: str


class Taken(Schema):
    """What a receipt came to, and how the whole list stands after it."""

    id: int
    rows: int
    accepted: int
    refused: int
    faults: list[Fault]


def _push(request: Request, push_id: int) -> Any:
    one = push_by_id(push_id, request.actor.scope, request.today)
    if one is None:
        raise Http404
    return one


@router.get(
    "/outbound/{push_id}/files/{part}", auth=Allowed(FETCH), summary="A file of a list, or its note or signature"
)
def file(request: Request, push_id: int, part: Literal["csv", "json", "sig"]) -> HttpResponse:
    """The same bytes each time.  The signature is over the note (json), which names the digest of the file (csv)."""
    one = _push(request, push_id)
    files = hand_out(push=one, way=Way.API, actor=request.actor, date=request.today)
    name = f"{one.reference}.{part}"
    response = HttpResponse(files[name], content_type=_TYPES[part])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@router.post(
    "/outbound/{push_id}/receipts", auth=Allowed(ANSWER), response=Taken, summary="Hand in the receipt of a list"
)
def receipt(request: Request, push_id: int, file: File[UploadedFile]) -> dict[str, Any]:
    """Take what can be read of it; every other row is told.  A receipt of another list is refused as a whole."""
    taken = take_receipt(
        push=_push(request, push_id), file_name=file.name or "", content=file.read(), actor=request.actor,
        date=request.today,
    )  # fmt: skip
    faults = [{"row": n, "code": code, "problem": row_sentence(code, detail)} for n, code, detail in taken.faults]
    return {
        "id": taken.pk, "rows": taken.rows, "accepted": taken.accepted, "refused": taken.refused, "faults": faults,
    }  # fmt: skip
