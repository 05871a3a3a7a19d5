"""Simulation: change values of a scheme, see what it costs, whom it reaches and where earning more leaves less."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from minzheng.eligibility.actions import keep_reform
from minzheng.eligibility.policies import KEEP_REFORM, SIMULATE
from minzheng.eligibility.queries import kept_reforms
from minzheng.eligibility.simulation.model import Model
from minzheng.kernel.access.requests import Request
from minzheng.kernel.screens.attempts import attempt
from minzheng.kernel.screens.guards import allowed, found
from minzheng.registers.divisions.counties import counties_of_households
from minzheng.rulekit.decision import parameters
from minzheng.rulekit.errors import FactsError, RulebookError
from minzheng.rulekit.parameters import parameter_for
from minzheng.rulekit.place import RESIDENCES
from minzheng.statistics.policy.models import models
from minzheng.statistics.policy.population import population_of
from minzheng.statistics.policy.reform import Reform, reform
from minzheng.statistics.policy.shapes import BY_CODE, SHAPES, chart_of
from minzheng.web.desk.days import day_asked_for
from minzheng.web.desk.policy import county_of, place_name, row_of
from minzheng.web.desk.policy_chart import picture
from minzheng.web.desk.policy_export import as_csv, as_xlsx
from minzheng.web.desk.policy_forms import written
from minzheng.web.desk.policy_groups import groups_of
from minzheng.web.desk.policy_words import OPTIONS
from minzheng.web.desk.reading import CLASS_NAMES

MOST_INCOME = 3_000  # yuan a month, how far the cliff chart goes
_BEGINNING = "v."  # how the fields of changed values begin


@dataclass(frozen=True)
class Asked:
    """A simulation as the address asks for it: scheme, place, day, and what was typed for which value."""

    model: Model
    division: str
    day: date
    over: dict[str, Any]
    written: dict[str, Any]
    problems: dict[str, str]


@allowed(SIMULATE)
def simulate(request: Request) -> HttpResponse:
    """The controls and, beside them, what they do.  The address holds the whole reform, so that it can be sent on."""
    asked = _asked(request, request.GET)
    context = {
        "asked": asked,
        "place": place_name(asked.division),
        "counties": [(code, place_name(code)) for code in _counties(request)],
        "schemes": [(code, model.label) for code, model in models().items()],
        "fields": _fields(request, asked),
        "shapes": SHAPES,
        "residence": _residence(request),
        "wrong": [(row_of(parameters(), k, asked.division, asked.day).label, w) for k, w in asked.problems.items()],
        "query": request.GET.urlencode(),
        "kept": kept_reforms(asked.division)[:20],
        "may_keep": KEEP_REFORM.allows(request.actor),
        **_answered(request, asked),
    }
    template = "desk/simulate_effect.html" if request.htmx else "desk/simulate.html"
    return render(request, template, context)


@require_POST
@allowed(KEEP_REFORM)
def keep(request: Request) -> HttpResponse:
    """Keep the reform in the address under a name."""
    query = QueryDict(request.POST.get("query", ""))
    asked = _asked(request, query)
    result = _reform(request, asked).as_json()
    attempt(
        request,
        lambda: keep_reform(
            name=request.POST.get("name", ""), scheme=asked.model.code, division=asked.division, day=asked.day,
            written={"query": query.urlencode(), "values": asked.written}, result=result, actor=request.actor,
            date=request.today,
        ),
        _("Kept. It stands in the list below, to be held beside others."),
    )  # fmt: skip
    return redirect(f"{request.path.removesuffix('keep/')}?{query.urlencode()}")


@allowed(SIMULATE)
def export(request: Request, form: str) -> HttpResponse:
    """The figures of the reform in the address as a file: csv or xlsx."""
    asked = _asked(request, request.GET)
    writer = found({"csv": as_csv, "xlsx": as_xlsx}.get(form))
    title = f"{place_name(asked.division)} {_(asked.model.label)} {asked.day:%Y-%m-%d}"
    content, kind = writer(_reform(request, asked), title, asked.written)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="reform-{asked.division}-{asked.day:%Y%m%d}.{form}"'
    return response


def _asked(request: Request, query: QueryDict) -> Asked:
    """Read what is asked; a value that cannot be read is told beside its field and left as it is in force."""
    known = models()
    model = known.get(query.get("scheme", ""), known["dibao"])
    over, typed, problems = {}, {}, {}
    for key in _keys(model):
        if query.get(_BEGINNING + key, "").strip():
            kind = parameter_for(key).kind
            said = written(kind, query, _BEGINNING + key)
            try:
                over[key], typed[key] = kind.value(said), said
            except FactsError as error:
                problems[key] = _(error.sentence) % error.values
            except ValueError as error:
                problems[key] = str(error)
    division = _county(request, query)
    return Asked(model, division, day_asked_for(request, query), over, typed, problems)


def _counties(request: Request) -> list[str]:
    """The counties to choose from, for somebody who works for more than one."""
    own = county_of(request.actor, "", parameters())
    return [str(code)[:6] for code in counties_of_households()] if own.endswith("00") else []


def _county(request: Request, query: QueryDict) -> str:
    """The county that is simulated: the one asked for if it is among those to choose from."""
    known = _counties(request)
    asked = query.get("division", "")
    if known:
        return asked if asked in known else known[0]
    return county_of(request.actor, "", parameters())


def _keys(model: Model) -> list[str]:
    spelled = (key.replace("{residence}", each) for key in model.keys for each in RESIDENCES)
    return list(dict.fromkeys(spelled))


def _reform(request: Request, asked: Asked) -> Reform:
    population = population_of(int(asked.division) * 10**6, request.today)
    now = parameters()
    return reform(asked.model, population, asked.division, asked.day, now, now, asked.over)


def _answered(request: Request, asked: Asked) -> dict[str, Any]:
    """What the reform does; a sentence where it cannot be worked out."""
    if not request.actor.scope.covers(int(asked.division) * 10**6):
        return {"refusal": _("A simulation counts a whole county: it is open to whoever works for all of it.")}
    try:
        answer = _reform(request, asked)
    except RulebookError as error:
        return {"refusal": str(error)}
    if not answer.population.households:
        return {"refusal": _("No household of this place is known, so there is nothing to count.")}
    residence = _residence(request)
    shape = BY_CODE.get(request.GET.get("shape", ""), SHAPES[0])
    view = parameters().view(asked.division, asked.day, residence)
    now = chart_of(shape, asked.model, view, MOST_INCOME)
    then = chart_of(shape, asked.model, view.over(asked.over), MOST_INCOME)
    return {
        "reform": answer,
        "levels": [(level, part, answer.after.by_level[level]) for level, part in answer.before.by_level.items()],
        "classes": [
            (CLASS_NAMES[name](), number, answer.after.paid.classes[name])
            for name, number in answer.before.paid.classes.items()
        ],
        "groups": groups_of(answer),
        "shape": shape,
        "picture": picture(now, then),
    }  # fmt: skip


def _residence(request: Request) -> str:
    given = request.GET.get("residence", "")
    return given if given in RESIDENCES else "rural"


#: The headings under which values are changed, with how the keys of each begin.
_HEADINGS = (
    (gettext_lazy("Standards"), ("standard.", "pcdi.", "edge_multiple", "rigid_ratio")),
    (gettext_lazy("How much is paid"), ("payment_mode", "tiers.", "tier_below.", "topup", "single_")),
    (gettext_lazy("What income counts"), ("emp_cost", "central_pension", "local_exempt", "support_", "excluded")),
    (gettext_lazy("Limits of assets"), ("fin_asset", "car_value", "entity_capital", "two_homes")),
    (gettext_lazy("Other values"), ("",)),
)


def _fields(request: Request, asked: Asked) -> list[tuple[Any, bool, list[dict[str, Any]]]]:
    """The fields under their headings; a heading is open where it is the first or something under it was changed."""
    left = _keys(asked.model)
    found: list[tuple[Any, bool, list[dict[str, Any]]]] = []
    for heading, beginnings in _HEADINGS:
        keys = [key for key in left if key.startswith(beginnings)]
        left = [key for key in left if key not in keys]
        changed = any(key in asked.written or key in asked.problems for key in keys)
        if keys:
            found.append((heading, changed or not found, [_field(request, asked, key) for key in keys]))
    return found


def _field(request: Request, asked: Asked, key: str) -> dict[str, Any]:
    """What counts now, what was typed, what is wrong with it."""
    name, kind = _BEGINNING + key, parameter_for(key).kind
    return {
        "row": row_of(parameters(), key, asked.division, asked.day), "name": name, "kind": kind.name,
        "typed": request.GET.get(name, ""), "chosen": request.GET.getlist(name),
        "problem": asked.problems.get(key, ""),
        "options": [(code, OPTIONS.get(code, code)) for code in kind.options],
    }  # fmt: skip
