"""What holds for every app at once, asked of the registries and of the files themselves."""

import ast
import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import NOT_PROVIDED

from petshop.tests.contract.test_tables import CONTRACT

APPS = ["accounts", "pets", "interactions", "matchmaking", "sessions_app", "petshop"]
#: What each app may import of ours: only what stands below it.
BELOW = {
    "accounts": set(),
    "pets": {"accounts"},
    "interactions": {"accounts", "pets"},
    "matchmaking": {"accounts", "pets", "interactions"},
    "sessions_app": {"accounts"},
    "petshop": set(APPS),
}
OUR_MODELS = [
    model for app in APPS if app in settings.INSTALLED_APPS for model in apps.get_app_config(app).get_models()
]
FACTORIES = [
    factory
    for app in APPS
    if (Path(settings.BASE_DIR) / app / "factories.py").exists()
    for name, factory in vars(importlib.import_module(f"{app}.factories")).items()
    if name.endswith("Factory") and factory.__module__ == f"{app}.factories"
]


def imported_apps(path):
    """Return the names of our apps that a file imports, at its top or anywhere inside."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[0] for name in names} & set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_stands_below_it(app):
    upward = {
        f"{path.relative_to(settings.BASE_DIR)} imports {imported}"
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if "tests" not in path.parts
        for imported in imported_apps(path) - BELOW[app] - {app}
    }
    assert upward == set()


def test_no_room_is_a_junk_drawer():
    drawers = [
        str(path.relative_to(settings.BASE_DIR))
        for app in APPS
        for path in (Path(settings.BASE_DIR) / app).rglob("*")
        if path.stem in ("utils", "helpers", "common", "core", "misc", "tools")
    ]
    assert drawers == []


def test_every_model_has_a_factory():
    without = {model.__name__ for model in OUR_MODELS} - {factory._meta.model.__name__ for factory in FACTORIES}
    # A payload is made with its session by the engine; a membership by user.groups.
    assert without == {"SessionPayload", "GroupMembership"}


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_every_factory_makes_a_row_that_is_valid(db, factory):
    made = factory()
    made.refresh_from_db()
    made.full_clean()


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_constraints_are_named_after_their_table(model):
    table = model._meta.db_table
    assert [c.name for c in model._meta.constraints if not c.name.startswith(f"{table}_")] == []


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_every_field_with_choices_has_a_check_in_the_database(model):
    """``choices`` alone stops nobody who writes SQL."""
    checked = {
        child[0].split("__")[0]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, models.Q)
        for child in constraint.condition.children
        if isinstance(child, tuple)
    }
    unchecked = [field.name for field in model._meta.local_fields if field.choices and field.name not in checked]
    assert unchecked == []


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_every_constraint_of_a_model_is_in_the_database(db, model):
    with connection.cursor() as cursor:
        existing = set(connection.introspection.get_constraints(cursor, model._meta.db_table))
    assert {constraint.name for constraint in model._meta.constraints} - existing == set()


def test_what_the_platform_adds_to_the_five_tables_has_a_default_in_the_database():
    """Otherwise a client that knows the contract alone could not insert a row."""
    without = [
        f"{model._meta.db_table}.{field.column}"
        for model in OUR_MODELS
        if model._meta.db_table in CONTRACT
        for field in model._meta.local_fields
        if field.column not in CONTRACT[model._meta.db_table]
        and not field.null
        and field.db_default is NOT_PROVIDED
        and not field.generated
    ]
    assert without == []
