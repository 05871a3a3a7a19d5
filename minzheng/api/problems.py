"""What goes wrong, as problem JSON (RFC 9457) in the caller's language: what, in which field, and how to mend it.

{"type": "about:blank", "title": "…", "status": 422, "detail": "…",
 "errors": [{"path": "facts.members.0.birth", "code": "missing", "problem": "…"}]}
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Refusal
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from minzheng.api.speaking import said
from minzheng.rulekit.errors import CalendarError, FactsError, FieldProblem, RulebookError, UnknownOperation
from minzheng.rulekit.facts import field_problem

Handler = Callable[[HttpRequest, Any], HttpResponse]


def problem(status: int, title: str, detail: str = "", fields: Iterable[FieldProblem] = ()) -> HttpResponse:
    """One problem as an answer.  Whatever the request wrote is taken back."""
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail or title}
    errors = [{"path": f.path, "code": f.code, "problem": said(f.sentence, f.values)} for f in fields]
    if errors:
        told["errors"] = errors
    return JsonResponse(
        told, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def facts_refused(request: HttpRequest, error: FactsError) -> HttpResponse:
    """The facts cannot be used."""
    fields = [FieldProblem(_below("facts", p), p.code, p.sentence, p.values) for p in error.problems]
    return _fields_refused(fields)


def body_refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The question itself is not as the schema says."""
    fields = [field_problem({**each, "loc": each["loc"][1:]}) for each in error.errors]
    return _fields_refused([FieldProblem(_without_name(f.path), f.code, f.sentence, f.values) for f in fields])


def _fields_refused(fields: list[FieldProblem]) -> HttpResponse:
    return problem(
        422, _("This cannot be answered"), _("Mend the fields below and ask again. Nothing was kept."), fields
    )


def _below(name: str, field: FieldProblem) -> str:
    """Where a field of the facts stands in the body; place and day are beside the facts."""
    if field.path in ("as_of", "division", "residence"):
        return field.path
    return f"{name}.{field.path}" if field.path else name


def _without_name(path: str) -> str:
    """A path of the body without the name of the argument it was read into."""
    return path.partition(".")[2] or path


def no_such_rule(request: HttpRequest, error: UnknownOperation) -> HttpResponse:
    """The name is none of the rulebook's."""
    return problem(404, _("There is no rule of this name"), _("GET /api/v1/rules lists the names that can be asked."))


def no_value_here(request: HttpRequest, error: RulebookError) -> HttpResponse:
    """A value that the rules need is set nowhere above this place."""
    words = _("A value that the rules need is not in force at this place on this day: %(what)s")
    return problem(422, _("This cannot be answered"), words % {"what": error})


def no_calendar(request: HttpRequest, error: CalendarError) -> HttpResponse:
    """Working days of a year nobody has published."""
    return problem(422, _("This cannot be answered"), str(error))


def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The role or the place does not reach so far."""
    return problem(403, _("This is not open to you"), str(error))


def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    """An act refused what was asked, in its own words."""
    return problem(409, _("This was not done"), " ".join(error.messages))


def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing is here, or it lies outside the scope: the two are not told apart."""
    return problem(404, _("This does not exist, or lies outside the places you work for."))


def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    """The rate of an open route is used up."""
    response = problem(429, _("Too many questions"), _("Wait a minute and ask again."))
    response.headers["Retry-After"] = "60"
    return response


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Whatever else the framework refuses."""
    titles = {
        400: _("The body is no JSON"),
        401: _("Sign in first, or show a key that holds"),
        403: _("The CSRF token is missing or wrong"),
    }
    return problem(error.status_code, titles.get(error.status_code, str(error)))


_HANDLERS: tuple[tuple[type[Exception], Handler], ...] = (
    (FactsError, facts_refused),
    (ValidationError, body_refused),
    (UnknownOperation, no_such_rule),
    (RulebookError, no_value_here),
    (CalendarError, no_calendar),
    (PermissionDenied, not_allowed),
    (Refusal, refused),
    (Http404, not_there),
    (Throttled, too_often),
    (HttpError, http_error),
)


def answer_problems(api: NinjaAPI) -> None:
    """Have an interface answer in problem JSON."""
    for kind, handler in _HANDLERS:
        api.add_exception_handler(kind, handler)
