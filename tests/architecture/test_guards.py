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
from minzheng.casework.workflow import STEPS
from minzheng.kernel.declare import Latest, Sum, registry
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
    for_many = {"issue_tasks"}
    framed = {f.__name__ for f in found if hasattr(f, "permission")}  # type: ignore[attr-defined]
    assert {f.__name__ for f in found} - framed == for_many  # type: ignore[attr-defined]


def test_every_table_about_somebody_is_scoped_or_says_why_not() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert tables >= OPEN_TABLES
    assert len(scoped_tables()) >= 15


def test_views_do_not_touch_models() -> None:
    for path in (PROJECT / "minzheng" / "web").rglob("*.py"):
        assert not re.search(r"\.objects\b", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("kind", ["alerts", "facts", "feeds", "measures", "schemes"])
def test_declarations_have_labels_and_unique_codes(kind: str) -> None:
    declared = list(getattr(registry, kind))
    assert declared
    assert len({d.code for d in declared}) == len(declared)
    assert all(str(d.label) for d in declared)


def test_alerts_and_facts_name_what_is_declared() -> None:
    assert all(alert.fact in registry.facts for alert in registry.alerts)
    assert all(fact.feed in registry.feeds for fact in registry.facts)


def test_facts_are_drawn_from_columns_of_their_kind() -> None:
    """Money is summed, a code list gives codes, and what takes a report back is in the code list of its column."""
    for fact in registry.facts:
        if isinstance(fact.how, (Sum, Latest)):
            column = registry.feeds[fact.feed].column(fact.how.field)
            assert column.kept
            assert (column.kind, fact.unit) in {("money", "fen"), ("code", "code")}
    for feed in registry.feeds:
        if feed.takes_back:
            field, code = feed.takes_back
            assert code in {member.value for member in feed.column(field).codes}


def test_every_alert_can_be_asked_without_data() -> None:
    assert {f"alert.{alert.code}" for alert in registry.alerts} <= set(operations.names())


def test_steps_and_schemes_cite_articles_that_are_kept() -> None:
    for law in [step.law for step in STEPS.values()] + [scheme.law for scheme in registry.schemes]:
        assert statutes.article(law).zh


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
