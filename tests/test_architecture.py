"""Who may import whom, what is loaded for a command, and how long a file may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from heartcli.cli import app
from tests.conftest import ROOT, environment

PACKAGE = ROOT / "heartcli"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Each module may import those of ours that stand before it; `views` alone may import Rich.
ORDER = [
    "errors", "places", "text", "dates", "records", "film", "quiz", "kinds", "positions", "reader",
    "filmfile", "schema", "output", "shelf", "lookup", "search", "checking", "new", "papers",
    "playing", "views", "options", "boundary", "cli", "__main__",
]  # fmt: skip


def _name(path: Path) -> str:
    inside = path.relative_to(PACKAGE).with_suffix("")
    return inside.parts[0]


def _imports(path: Path, *, anywhere: bool = True) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree) if anywhere else tree.body:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = _name(path)
    if own == "__init__":
        return
    ours = {name.split(".")[1] for name in _imports(path) if name.startswith("heartcli.")} - {own}

    allowed = set(ORDER[: ORDER.index(own)])
    if own in ("output", "views", "playing"):  # output draws by views; views know what output wrote
        allowed |= {"views", "output"}
    assert ours <= allowed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rich_is_imported_by_views_only_and_toml_by_the_film_file_only(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imports(path)}

    assert "click" not in roots
    assert "rich" not in roots or _name(path) == "views"
    assert not roots & {"tomllib", "tomli", "tomli_w"} or _name(path) in ("filmfile", "positions")
    assert "typer" not in roots or _name(path) in ("cli", "options", "boundary")


def test_films_and_records_neither_read_nor_write() -> None:
    for name in ("film", "records", "dates", "kinds", "reader"):
        assert not {"os", "pathlib", "sys", "io"} & {
            n.split(".")[0] for n in _imports(PACKAGE / f"{name}.py")
        }


def loaded(home: Path, *args: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom heartcli.cli import app\n"
        f"try: app({list(args)!r})\nexcept SystemExit: pass\n"
        "print(*sys.modules.keys() - before, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ended.stderr.split())


def test_json_loads_no_rich_and_nothing_that_it_does_not_need(home: Path) -> None:
    modules = loaded(home, "cast", "--json")

    assert "heartcli.lookup" in modules
    assert (
        not {"rich", "tomli_w", "jsonschema", "pydantic", "importlib.metadata", "random", "sqlite3"}
        & modules
    )
    assert (
        not {
            "heartcli.views",
            "heartcli.search",
            "heartcli.checking",
            "heartcli.positions",
            "heartcli.schema",
        }
        & modules
    )


def test_a_table_loads_the_views_of_its_own_panel_only(home: Path) -> None:
    modules = loaded(home, "cast")

    assert "heartcli.views.look_up" in modules
    assert (
        not {
            "heartcli.views.keep",
            "heartcli.views.many_films",
            "heartcli.search",
            "heartcli.checking",
            "json",
        }
        & modules
    )
    assert not {"rich.markdown", "rich.traceback", "rich.progress", "rich.syntax"} & modules


def test_plain_text_loads_neither_rich_nor_json(home: Path) -> None:
    assert not {"rich", "json"} & loaded(home, "cast", "--plain")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_and_no_function_grows_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]

    # cli.py is a list of commands, records.py one of records.
    assert len(text.splitlines()) <= (340 if path.name not in ("cli.py", "records.py") else 450)
    assert all((node.end_lineno or 0) - node.lineno < 40 for node in functions)


def test_every_command_has_help_and_a_panel() -> None:
    for command in app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__
        assert command.rich_help_panel in ("Look up", "Many films", "Play", "Keep")
