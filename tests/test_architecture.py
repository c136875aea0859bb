"""Who may import whom, what is loaded for a command, and how long a file may grow."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from heartcli.cli import app
from tests.conftest import ROOT, unmeasured

PACKAGE = ROOT / "heartcli"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Each module may import those of ours that stand before it; `views` alone may import Rich.
ORDER = [
    "errors", "storage", "text", "model", "catalogue", "quiz",
    "filmfile", "output", "library",
    "lookup", "repertoire", "papers",
    "playing", "views", "options", "boundary", "cli", "__main__",
]  # fmt: skip
# The same within the quiz: first how replies are judged, then questions, then playing them.
QUIZ = [
    "replies.words", "replies.usable", "replies.spelling", "replies.calendar",
    "replies.names", "replies.wording", "replies.likeness", "replies.people", "replies.values",
    "replies.several",
    "judge", "question", "chance", "asking", "wrong", "generated", "events", "subject", "comparing",
    "many", "questions",
    "laws", "draw", "schedule", "database", "scores", "standing", "round", "players", "telling",
]  # fmt: skip
PURE = QUIZ[1 : QUIZ.index("database")]  # from values to values: no files, no clock, no terminal


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
    assert not roots & {"tomllib", "tomli", "tomli_w"} or _name(path) == "filmfile"
    assert "typer" not in roots or _name(path) in ("cli", "options", "boundary")


def _quiz(name: str) -> Path:
    path = PACKAGE / "quiz" / Path(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_within_the_quiz_imports_point_one_way_too() -> None:
    for number, name in enumerate(QUIZ):
        of_quiz = {
            found.removeprefix("heartcli.quiz.")
            for found in _imports(_quiz(name))
            if found.startswith("heartcli.quiz.")
        }
        assert of_quiz & {*QUIZ} <= {*QUIZ[:number]}
    known = {_quiz(name) for name in QUIZ}
    found = {path for path in (PACKAGE / "quiz").rglob("*.py") if path.stat().st_size > 100}
    assert found <= known


@pytest.mark.parametrize("name", PURE)
def test_questions_and_judging_neither_read_nor_write_nor_ask_the_time(name: str) -> None:
    roots = {found.split(".")[0] for found in _imports(_quiz(name))}

    assert not roots & {"os", "io", "sys", "pathlib", "time", "sqlite3", "subprocess", "secrets"}
    source = _quiz(name).read_text(encoding="utf-8")
    assert not re.search(r"\bopen\(|\bprint\(|\.now\(|\.today\(|SystemRandom|hash\(", source)


def test_films_and_records_neither_read_nor_write() -> None:
    for path in (*PACKAGE.glob("model/*.py"), PACKAGE / "filmfile/reader.py"):
        assert not {"os", "pathlib", "sys", "io"} & {n.split(".")[0] for n in _imports(path)}


def loaded(home: Path, *args: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    program = (
        "import sys\nbefore = set(sys.modules)\nfrom heartcli.cli import app\n"
        f"try: app({list(args)!r})\nexcept SystemExit: pass\n"
        "print(*sys.modules.keys() - before, file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        env=unmeasured(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ended.stderr.split())


def test_json_loads_no_rich_and_nothing_that_it_does_not_need(home: Path) -> None:
    modules = loaded(home, "cast", "--json")

    assert "heartcli.lookup.sections" in modules
    assert (
        not {"rich", "tomli_w", "jsonschema", "pydantic", "importlib.metadata", "random", "sqlite3"}
        & modules
    )
    assert (
        not {
            "heartcli.views",
            "heartcli.lookup.search",
            "heartcli.filmfile.check",
            "heartcli.filmfile.positions",
            "heartcli.filmfile.json_schema",
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
            "heartcli.lookup.search",
            "heartcli.filmfile.check",
            "json",
        }
        & modules
    )
    assert not {"rich.markdown", "rich.traceback", "rich.progress", "rich.syntax"} & modules


def test_the_first_question_loads_nothing_that_only_a_reply_needs(home: Path) -> None:
    modules = loaded(home, "quiz", "--seed", "1", "--form", "typed")

    assert {"heartcli.quiz.rounds.draw", "heartcli.views.play", "sqlite3"} <= modules
    assert not {"fsrs", "rapidfuzz", "json", "importlib.metadata"} & modules
    assert (
        not {
            f"heartcli.{name}"
            for name in (
                "quiz.standing",
                "quiz.laws",
                "lookup.search",
                "filmfile.check",
                "views.look_up",
                "filmfile.json_schema",
            )
        }
        & modules
    )


def test_practice_and_scores_without_rich_where_it_is_not_shown(home: Path) -> None:
    assert "rich" not in loaded(home, "scores", "--json")
    assert not {"rich", "fsrs"} & loaded(home, "quiz", "--plain", "--seed", "1")


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
        assert command.help
        assert command.rich_help_panel in ("Look up", "Many films", "Play", "Keep")
