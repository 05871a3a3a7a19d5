"""Every register to read: its list with the filters and pages of the screen, and one row.

Values are masked as on the screen; what is closed to the caller's role is null.  Money is in fen, days are ISO dates.
"""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from minzheng.api.access import Allowed
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.requests import Request
from minzheng.kernel.declare import Column, Register, registry
from minzheng.kernel.screens import cells
from minzheng.kernel.screens.filtering import BETWEEN, label_of
from minzheng.kernel.screens.listing import order_asked, rows_asked
from minzheng.kernel.screens.paging import page_of

MOST_ROWS = 500
_TYPES: dict[str, Any] = {"money": int, "number": int, "flag": bool, "date": date}


def add_registers(api: Any) -> None:
    """Mount a list and a row of every register."""
    for register in registry.registers:
        api.add_router("/registers", router_of(register))


def router_of(register: Register) -> Router:
    """The two routes of a register."""
    router = Router(tags=["registers"])
    row_schema, page_schema, asked_schema = _row(register), _page(register), _asked(register)

    def rows(request: Request, asked: Any) -> dict[str, Any]:
        given = {name: str(value) for name, value in asked.model_dump(by_alias=True).items() if value is not None}
        found, _wrong = rows_asked(register, request.actor, request.today, given)
        page = page_of(found, order_asked(register, given), asked.limit, given.get("after", ""))
        return {
            "rows": [values_of(register, one, request.actor) for one in page.rows],
            "further": page.further, "count": page.count, "more_than_counted": page.is_more,
        }  # fmt: skip

    def row(request: Request, row_id: int) -> dict[str, Any]:
        one = register.rows(request.actor, request.today).filter(pk=row_id).first()
        if one is None:
            raise Http404
        return values_of(register, one, request.actor)

    rows.__annotations__["asked"] = Query[asked_schema]  # type: ignore[valid-type, misc]
    rows.__doc__ = f"{register.label}: the rows of the caller's places, page by page."
    row.__doc__ = f"{register.label}: one row."
    opened: dict[str, Any] = {"auth": Allowed(register.see), "url_name": None}
    router.get(f"/{register.code}", response=page_schema, operation_id=f"list_{register.code}", **opened)(rows)
    router.get(f"/{register.code}/{{row_id}}", response=row_schema, operation_id=f"read_{register.code}", **opened)(row)
    return router


def values_of(register: Register, row: Any, actor: Actor) -> dict[str, Any]:
    """The values of a row by the names of the columns."""
    return {"id": row.pk, **{column.name: _value(register, column, row, actor) for column in register.columns}}


def _value(register: Register, column: Column, row: Any, actor: Actor) -> Any:
    shown, value = cells.cell(register, column, row, actor), column.value(row)
    if shown.closed or value is None:
        return None
    plain = _TYPES.get(shown.kind)
    return value if plain is not None and isinstance(value, plain) and not column.text else shown.text


def _row(register: Register) -> type[Schema]:
    columns: dict[str, Any] = {
        column.name: (_type(register, column) | None, Field(None, description=cells.label_of(register, column)))
        for column in register.columns
    }
    return create_model(f"{register.noun.title()}Row", __base__=Schema, id=(int, ...), **columns)


def _type(register: Register, column: Column) -> Any:
    plain = _TYPES.get(cells.kind_of(register, column), str)
    return str if column.text else plain | str  # a masked or worded value is a text


def _page(register: Register) -> type[Schema]:
    fields: dict[str, Any] = {
        "rows": (list[_row(register)], ...),  # type: ignore[misc]
        "further": (str | None, Field(None, description="the cursor to give as `after` for the next page")),
        "count": (int, Field(description="how many rows there are, counted up to 10,000")),
        "more_than_counted": (bool, ...),
    }
    return create_model(f"{register.noun.title()}Page", __base__=Schema, **fields)


def _asked(register: Register) -> type[Schema]:
    """The query of a list: search, order, place in the pages, and each filter by its name."""
    asked: dict[str, Any] = {
        "q": (str | None, Field(None, description=str(register.search.hint) if register.search else "")),
        "sort": (str | None, Field(None, description="a column that can be sorted by, a minus for descending")),
        "after": (str | None, None),
        "limit": (int, Field(40, ge=1, le=MOST_ROWS)),
    }
    for declared in register.filters:
        names = [declared.name] + ([f"{declared.name}-to"] if declared.kind in BETWEEN else [])
        for name in names:
            described = Field(None, alias=name, description=label_of(register, declared))
            asked[f"filter_{name.replace('-', '_')}"] = (str | None, described)
    return create_model(f"{register.noun.title()}Query", __base__=Schema, **asked)
