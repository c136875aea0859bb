"""Every class of result has a view."""

import ast
from importlib import import_module

from heartcli.output import VIEWS
from tests.conftest import ROOT

METHODS = {"data", "rows"}  # the methods of heartcli.output.Result


def test_every_class_of_results_has_a_view_and_every_view_a_class() -> None:
    results = {
        node.name
        for path in (ROOT / "heartcli").rglob("*.py")
        if "output" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and {part.name for part in node.body if isinstance(part, ast.FunctionDef)} >= METHODS
    }

    assert results == VIEWS.keys()


def test_every_view_exists() -> None:
    for module, function in VIEWS.values():
        assert callable(getattr(import_module(f"heartcli.output.rich.{module}"), function))
