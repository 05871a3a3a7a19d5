"""What must be true of every page, every act and every table, however many there come to be."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation

import minzheng
from config.checks import OPEN_TABLES, scoped_tables
from minzheng.api.v1 import api
from minzheng.kernel.audit.verbs import VERBS
from minzheng.kernel.declare import FromFeed, Latest, Register, Sum, registry
from minzheng.kernel.screens.cells import field_of
from minzheng.kernel.screens.filtering import unfiltered_fields
from minzheng.rulekit import registry as operations
from minzheng.rulekit import statutes

PROJECT = Path(__file__).resolve().parents[2]


def modules(name: str) -> Iterator[object]:
    """Every module of that last name in the package."""
    for found in pkgutil.walk_packages(minzheng.__path__, "minzheng."):
        if found.name.rsplit(".", 1)[-1] == name:
            yield importlib.import_module(found.name)


def acts() -> list[object]:
    """Every public function that takes an actor and a date: they change something for somebody."""
    return [
        function
        for module in modules("actions")
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ != "minzheng.kernel.audit.actions" and not name.startswith("_")  # type: ignore[attr-defined]
        and {"actor", "date"} <= set(inspect.signature(function).parameters)
    ]  # fmt: skip


def pages(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address of a page; those of the interface's operations are looked at operation by operation."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from (p for p in pages(pattern.url_patterns) if str(p.name).startswith("openapi-"))
        else:
            yield pattern


def operations_of_the_interface() -> list[Operation]:
    """Every operation of every router of the interface."""
    views = [view for _prefix, router in api._routers for view in router.path_operations.values()]
    return [operation for view in views for operation in view.operations]


def test_every_page_says_who_may_open_it() -> None:
    assert [p.name for p in pages(get_resolver().url_patterns) if not hasattr(p.callback, "policy")] == []


def test_every_operation_of_the_interface_says_who_may_call_it() -> None:
    found = operations_of_the_interface()
    assert len(found) >= 4
    assert [o.path for o in found if not hasattr(o.auth_param, "policy")] == []


def test_every_act_checks_a_permission_and_is_audited() -> None:
    """`action` does both; an act that only calls acts for many rows is the exception, by name."""
    found = acts()
    assert len(found) > 10
    for_many = {"issue_task", "issue_due_visits", "save_row"}  # the last frames itself by its register's permission
    framed = {f.__name__ for f in found if hasattr(f, "permission")}  # type: ignore[attr-defined]
    assert {f.__name__ for f in found} - framed == for_many  # type: ignore[attr-defined]


def test_every_table_about_somebody_is_scoped_or_says_why_not() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert tables >= OPEN_TABLES
    assert len(scoped_tables()) >= 15


def test_views_do_not_touch_models() -> None:
    for path in (PROJECT / "minzheng" / "web").rglob("*.py"):
        assert not re.search(r"\.objects\b", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    "kind",
    ["alerts", "duties", "effects", "facts", "feeds", "life_events", "measures", "notices", "outbounds", "procedures",
     "registers", "schemes"],
)  # fmt: skip
def test_declarations_have_labels_and_unique_codes(kind: str) -> None:
    declared = list(getattr(registry, kind))
    assert declared
    assert len({d.code for d in declared}) == len(declared)
    assert all(str(d.label) for d in declared)


def test_alerts_and_facts_name_what_is_declared() -> None:
    assert all(alert.fact in registry.facts for alert in registry.alerts)
    feeds = [source.feed for fact in registry.facts for source in fact.sources if isinstance(source, FromFeed)]
    assert all(feed in registry.feeds for feed in feeds)
    assert all(fact.sources for fact in registry.facts)


def test_facts_are_drawn_from_columns_of_their_kind() -> None:
    """Money is summed, codes come from code lists, figures count; what takes a report back is in its column's list."""
    for fact in registry.facts:
        if isinstance(fact.how, (Sum, Latest)):
            column = registry.feeds[fact.feed].column(fact.how.field)
            assert column.kept
            pairs = {("money", "fen"), ("money_10k", "fen"), ("code", "code"), ("integer", "count")}
            assert (column.kind, fact.unit) in pairs, fact.code
    for feed in registry.feeds:
        if feed.takes_back:
            field, code = feed.takes_back
            assert code in {member.value for member in feed.column(field).codes}


def test_every_alert_can_be_asked_without_data() -> None:
    assert {f"alert.{alert.code}" for alert in registry.alerts} <= set(operations.names())


def test_steps_and_schemes_cite_articles_that_are_kept() -> None:
    steps = [step for procedure in registry.procedures for step in procedure.steps]
    for cited in [*steps, *registry.procedures, *registry.schemes]:
        assert statutes.article(cited.law).zh


def test_procedures_hang_together() -> None:
    """Every step leads from statuses that exist to one that exists; every open status lies with a role."""
    for procedure in registry.procedures:
        known = set(procedure.status_by_code)
        for step in procedure.steps:
            assert step.source <= known
            assert step.target in known
            assert step.roles
        assert all(status.over or status.with_role for status in procedure.statuses)
        assert {code for pair in procedure.outcomes.values() for code in pair} <= set(procedure.step_by_code)


@pytest.mark.parametrize("register", list(registry.registers), ids=lambda register: register.code)
def test_every_field_of_a_register_has_a_filter_or_says_why_not(register: Register) -> None:
    assert unfiltered_fields(register) == set()
    fields = {field.name for field in register.model._meta.concrete_fields}
    assert set(register.unfiltered or ()) <= fields, "an excuse for a field that is not there"


@pytest.mark.parametrize("register", list(registry.registers), ids=lambda register: register.code)
def test_a_list_is_sorted_by_fields_that_are_never_empty(register: Register) -> None:
    """Paging by key loses rows whose key is empty."""
    for name in [*register.order, *(column.path for column in register.columns if column.order)]:
        field = field_of(register, name.lstrip("-"))
        assert field is not None
        assert not field.null, name


def test_every_act_on_record_has_a_name() -> None:
    """What is written into the record can be read there in words."""
    written: set[str] = set()
    for path in (PROJECT / "minzheng").rglob("*.py"):
        written |= set(re.findall(r'\brecord\(\s*"(\w+)"', path.read_text(encoding="utf-8")))
    assert written - set(VERBS) == set()


def test_no_path_of_a_machine_and_no_registry_is_written_down() -> None:
    """Locks carry hashes and no addresses."""
    for path in [*(PROJECT / "requirements").glob("*.txt"), PROJECT / "package-lock.json"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|\"resolved\"|--index", text), path


def test_no_change_of_a_model_is_without_its_migration(db: None) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        pytest.fail("a model has changed: run makemigrations and look at what it wrote")


def test_no_command_reads_the_settings_before_the_database_runs() -> None:
    """Settings name the port of the database, and a server that is started may have to take another one."""
    readers = [
        file.name for file in PROJECT.glob("config/commands/*.py") if "config.settings" in file.read_text("utf-8")
    ]
    assert readers == []
