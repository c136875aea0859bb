"""The rules of the architecture: what modules import, what commands load, how names read."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

from heartcli.cli import app
from heartcli.cli.group import PANELS
from tests.conftest import ROOT, environment_without_coverage

PACKAGE = ROOT / "heartcli"
MODULES = sorted(PACKAGE.rglob("*.py"))
PACKAGES = sorted(PACKAGE.glob("*/**/__init__.py"))

# Packages may import from the lines below them, but not from others on the same line.
LAYERS = [
    {"__main__"},
    {"cli"},
    {"output"},
    {"export"},
    {"quiz", "lookup"},
    {"library"},
    {"catalogue", "filmfile"},
    {"model"},
    {"text", "storage"},
    {"errors"},
]
# Inside a package, a module may import only those listed before it.
ORDER = {
    "catalogue": [
        "languages", "formats", "codec", "models", "stars", "prominence", "store", "search",
        "spelling", "writer", "linking", "credits", "viewings", "merging", "importing", "fetching",
    ],
    "cli": [
        "usage", "errors", "options", "context", "help", "look_up", "many_films", "rounds", "play",
        "exporting", "keep", "group",
    ],
    "export": [
        "terms", "quiz", "archive", "anki", "csv_table", "markdown", "game", "blooket",
        "kahoot", "nfo", "qti", "question_bank", "gift", "moodle", "page_fit", "sheet", "formats",
    ],
    "filmfile": ["reader", "positions", "toml", "json_schema", "check", "template"],
    "library": [
        "messages", "shelf", "shelf_search", "choosing", "resolve", "details", "jobs", "credits",
        "credit_index", "people", "path_search", "chain_doubts", "chains", "characters", "meanings",
        "film_filters", "film_list", "film_advice", "films", "catalogue_info", "fetched",
    ],
    "lookup": [
        "sections", "timeline", "facts", "search", "elsewhere", "critics", "money", "awards",
        "comparable", "credited", "compare",
    ],
    "model": ["dates", "frozen", "viewing", "records", "sections", "field_types", "film"],
    "output": [
        "terminal", "tty", "signals", "pager", "help_text", "line_editor", "keyboard",
        "quiz_text", "plain_quiz", "rich",
    ],
    "quiz": ["stable_random", "judging", "questions", "progress", "rounds"],
    "storage": ["paths", "files", "sqlite"],
    "text": ["folding", "numerals", "wrapping", "display", "numbers"],
}  # fmt: skip
PURE = sorted(
    path.relative_to(PACKAGE)
    for folder in (
        "model",
        "text",
        "quiz/judging",
        "quiz/questions",
        "quiz/questions/from_catalogue",
    )
    for path in (PACKAGE / folder).glob("*.py")
)  # these don't use files, the clock or the terminal


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {_module(path) for path in MODULES}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _imports(path: Path) -> set[str]:
    """Returns the modules that a module imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & NAMES or {node.module}
    return found


def _package(module: str) -> str:
    return module.split(".")[1]


def _layer(package: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if package in layer)


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_each_layer_imports_only_layers_below(path: Path) -> None:
    if path.parent == PACKAGE and path.name == "__init__.py":
        return
    package = _package(_module(path))
    others = {_package(m) for m in _imports(path) if m.startswith("heartcli.")} - {package}

    assert all(_layer(other) > _layer(package) for other in others)


@pytest.mark.parametrize("package", ORDER)
def test_modules_import_only_earlier_modules_of_their_package(package: str) -> None:
    order, prefix = ORDER[package], f"heartcli.{package}."
    for path in {*(PACKAGE / package).rglob("*.py")} - {PACKAGE / package / "__init__.py"}:
        module = _module(path).removeprefix(prefix).split(".")[0]
        inside = {m.removeprefix(prefix) for m in _imports(path) if m.startswith(prefix)}
        used = {m.split(".")[0] for m in inside}

        assert module in order, f"add {path} to ORDER"
        assert used - {module} <= {*order[: order.index(module)]}, path


def test_there_is_no_import_cycle() -> None:
    imports = {_module(path): _imports(path) & NAMES for path in MODULES}

    TopologicalSorter(imports).prepare()  # raises CycleError


@pytest.mark.parametrize("path", PACKAGES, ids=_name)
def test_every_package_describes_itself_in_two_or_three_sentences(path: Path) -> None:
    docstring = ast.get_docstring(_tree(path)) or ""

    assert 2 <= len(re.findall(r"\.(?=\s|$)", docstring)) <= 3


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_rich_toml_and_typer_are_each_imported_by_one_package(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imports(path)}

    assert "click" not in roots
    assert "rich" not in roots or path.is_relative_to(PACKAGE / "output" / "rich")
    assert not roots & {"tomllib", "tomli", "tomli_w"} or _package(_module(path)) == "filmfile"
    assert "typer" not in roots or _package(_module(path)) == "cli"


@pytest.mark.parametrize("path", PURE, ids=str)
def test_pure_packages_do_no_input_or_output(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imports(PACKAGE / path)}

    assert not roots & {"os", "io", "sys", "pathlib", "time", "sqlite3", "subprocess", "secrets"}
    source = (PACKAGE / path).read_text(encoding="utf-8").replace("return hash((type(self)", "")
    assert not re.search(r"\bopen\(|\bprint\(|\.now\(|\.today\(|SystemRandom|hash\(", source)


def loaded(home: Path, *args: str) -> set[str]:
    """Returns the modules that a command loads."""
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom heartcli.cli import app\n"
        f"try: app({list(args)!r})\nexcept SystemExit: pass\n"
        "print(*sys.modules.keys() - before, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        env=environment_without_coverage(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ended.stderr.split())


# What `heart cast --json` loads. Each additional module slows down every look-up.
LOADED_BY_CAST = {
    "cli", "cli.context", "cli.errors", "cli.group", "cli.look_up", "cli.options", "errors",
    "filmfile", "filmfile.reader", "filmfile.toml", "library", "library.messages",
    "library.shelf", "lookup", "lookup.sections", "model", "model.dates",
    "model.field_types", "model.film", "model.frozen", "model.records", "model.sections",
    "model.viewing", "output", "output.terminal", "storage", "storage.files", "storage.paths",
    "text", "text.display", "text.folding",
}  # fmt: skip


def test_cast_as_json_loads_only_what_it_needs(home: Path) -> None:
    modules = loaded(home, "cast", "--json")
    ours = {name.removeprefix("heartcli.") for name in modules if name.startswith("heartcli.")}

    assert ours == LOADED_BY_CAST
    unneeded = {"rich", "tomli_w", "jsonschema", "pydantic", "importlib.metadata", "random"}
    assert not modules & (unneeded | {"sqlite3"})


def test_a_table_loads_only_the_views_of_its_panel(home: Path) -> None:
    modules = loaded(home, "cast")

    assert "heartcli.output.rich.cast" in modules
    assert (
        not {
            "heartcli.output.rich.film",
            "heartcli.output.rich.reception",
            "heartcli.output.rich.check",
            "heartcli.output.rich.films",
            "heartcli.lookup.search",
            "heartcli.filmfile.check",
            "json",
        }
        & modules
    )
    assert not {"rich.markdown", "rich.traceback", "rich.progress", "rich.syntax"} & modules
    assert "heartcli.output.pager" not in modules


def test_the_first_question_loads_nothing_that_only_judging_needs(home: Path) -> None:
    modules = loaded(home, "quiz", "--seed", "1", "--form", "typed")

    assert {"heartcli.quiz.rounds.draw", "heartcli.output.rich.quiz", "sqlite3"} <= modules
    assert not {"fsrs", "rapidfuzz", "json", "importlib.metadata"} & modules
    assert (
        not {
            f"heartcli.{name}"
            for name in (
                "quiz.progress.statistics",
                "quiz.questions.lint",
                "lookup.search",
                "filmfile.check",
                "output.rich.film",
                "filmfile.json_schema",
            )
        }
        & modules
    )


def test_help_does_not_load_rich(home: Path) -> None:
    assert "rich" not in loaded(home, "cast", "--help")


def test_json_and_plain_text_of_the_quiz_do_not_load_rich(home: Path) -> None:
    assert "rich" not in loaded(home, "scores", "--json")
    assert not {"rich", "fsrs"} & loaded(home, "quiz", "--plain", "--seed", "1")


@pytest.mark.parametrize("args", [["films", "dune", "--json"], ["catalogue", "--json"]])
def test_only_fetching_loads_what_goes_online(home: Path, args: list[str]) -> None:
    online = {"http.client", "urllib.request", "ssl", "socket", "heartcli.catalogue.fetching"}

    assert not online & loaded(home, *args)


def test_plain_text_loads_neither_rich_nor_json(home: Path) -> None:
    assert not {"rich", "json"} & loaded(home, "cast", "--plain")


def _bound_names(tree: ast.AST) -> Iterator[str]:
    """Yields every name that a module defines: variables, parameters, fields, functions, …"""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name


@pytest.mark.parametrize("folder", ["heartcli", "tests", "tools", "benchmarks", "docs"])
def test_no_name_hides_what_it_holds(folder: str) -> None:
    banned = re.compile(r"(told|own|said|wish|wanted)|_?(MOST|LEAST|LONGEST)_.*")
    hidden = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / folder).rglob("*.py")
        for name in _bound_names(_tree(path))
        if banned.fullmatch(name)
    }

    assert not hidden


@pytest.mark.parametrize(
    ("package", "names"),
    {
        "filmfile": ["load", "parse", "dump"],
        "library": ["resolve_film", "search_films", "find_filmography"],
        "quiz.judging": ["judge", "Answer", "Judgement"],
        "catalogue": ["open_catalogue"],
    }.items(),
)
def test_packages_export_their_public_names(package: str, names: list[str]) -> None:
    module = import_module(f"heartcli.{package}")

    assert all(callable(getattr(module, name)) for name in names)
    assert {*names} <= {*module.__all__}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_function_has_more_than_40_lines(path: Path) -> None:
    functions = [node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef)]

    assert all((node.end_lineno or 0) - node.lineno < 40 for node in functions)


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_names_the_commands_of_its_module(panel: str) -> None:
    module, names = PANELS[panel]
    infos = import_module(module).app.registered_commands

    assert [info.name or info.callback.__name__ for info in infos] == [*names]


def test_every_command_has_help_and_a_panel() -> None:
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        assert command.help
        assert command.rich_help_panel in PANELS
