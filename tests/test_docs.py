"""The README and the guides match the program."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest
import tomli
from typer.main import get_command

from heartcli import filmfile
from heartcli.catalogue.formats import IMPORT_FORMATS
from heartcli.catalogue.importing.tables.columns import COLUMNS as COLUMNS_OF_CSV
from heartcli.cli import app
from heartcli.cli.group import PANELS
from heartcli.cli.help import EXAMPLES, OPTION_PANELS
from heartcli.export.formats import FILM_FORMATS, FORMATS
from heartcli.model.field_types import field_specs, field_type, required_fields
from heartcli.model.film import Film
from heartcli.model.records import (
    Difficulty,
    FigureTopic,
    ReleaseKind,
    Result,
    SourceKind,
    Stance,
    Topic,
)
from heartcli.model.sections import FACT_SECTIONS, SECTIONS
from heartcli.quiz.judging import Answer, judge
from heartcli.quiz.questions.from_film import all_questions
from heartcli.quiz.questions.lint import lint
from heartcli.quiz.questions.written import written_questions
from heartcli.text.folding import fold_words
from tests.conftest import ROOT, Heart, environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTING = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")
QUIZ = (ROOT / "docs" / "quiz.md").read_text(encoding="utf-8")
TRUTHS = ROOT / "tests" / "truths" / "answers.toml"
VERDICTS = ("right", "close", "wrong")
GUIDES = sorted((ROOT / "docs").glob("*.md"))
SHARING = (ROOT / "docs" / "sharing.md").read_text(encoding="utf-8")
CATALOGUE = (ROOT / "docs" / "catalogue.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "film-files.md").read_text(encoding="utf-8")
CHOICES = [Topic, FigureTopic, ReleaseKind, Stance, Result, Difficulty, SourceKind]
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def block(mark: str, text: str = README) -> list[str]:
    """Returns the lines of the code block or table that follows this mark in the docs."""
    behind = text.split(f"<!-- {mark} -->\n")[1]
    code = re.match(r"```\w*\n(.*?)```", behind, re.DOTALL)
    return (code[1] if code else behind.split("\n\n")[0]).splitlines()


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_the_number_of_facts_is_right(film: Film, page: str) -> None:
    [number] = re.findall(r"over (\d+)", (ROOT / page).read_text(encoding="utf-8"))

    assert int(number) < sum(1 for _ in film.records()) < int(number) + 20


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_mentions_every_command(command: str) -> None:
    assert f"heart {command}" in " ".join(README.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_lists_its_options(heart: Heart, command: str) -> None:
    screen = heart(command, "--help", COLUMNS="120")

    assert screen.code == 0
    assert f"Usage: heart {command}" in screen.out
    for parameter in COMMANDS[command].params:
        named = parameter.opts[-1] if parameter.param_type_name == "option" else parameter.metavar
        assert (named or parameter.name) in screen.out


def test_help_groups_commands_into_panels(heart: Heart) -> None:
    out = heart("--help").out
    panels = [panel for panel in PANELS if panel != "Help"]

    assert re.findall(r"^([A-Z][\w ]+)$", out, re.MULTILINE) == [*panels, "Options", "Examples"]
    assert out.endswith("\nFor details: heart help COMMAND\n")


@pytest.mark.parametrize("example", dict(chain(*EXAMPLES.values())))
def test_the_examples_of_the_help_work(
    heart: Heart, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # exports write to files
    _, *words = shlex.split(example)
    command = words[0] if words else "film"
    offline = {"fetch": "--dry-run", "quiz": "--json", "new": "--output=-"}

    if command == "import" or "--source" in words:  # needs files that aren't here
        root = get_command(app).make_context("heart", [], resilient_parsing=True)
        COMMANDS[command].make_context(command, words[1:], parent=root)
    else:
        screen = heart(*words, *filter(None, [offline.get(command)]))
        assert screen.code == 0
        assert screen.out or "Exported " in screen.err


def test_examples_come_last_in_the_help_of_their_command(heart: Heart) -> None:
    for command, rows in EXAMPLES.items():
        shown = heart(*filter("heart".__ne__, [command]), "--help", COLUMNS="120").out
        _, _, examples = shown.partition("\nExamples\n")
        assert [re.split("  +", line.strip()) for line in examples.splitlines()[: len(rows)]] == [
            list(row) for row in rows
        ]


def test_every_option_in_a_panel_of_the_help_exists() -> None:
    for command, panels in OPTION_PANELS.items():
        names = {name for parameter in COMMANDS[command].params for name in parameter.opts}
        assert {name for panel in panels.values() for name in panel} <= names


def test_installing_and_testing_take_one_line_each() -> None:
    assert block("install") == ["python3 -m pip install . && heart cast"]
    assert block("test") == ['python3 -m pip install -e ".[test]" && python3 -m pytest -n auto']
    assert not re.search(r"pip install heart\b", README)


@pytest.mark.parametrize(
    "line",
    [
        *block("scripts"),
        *block("jq", SCRIPTING),
        *block("plain", SCRIPTING),
        *block("scripts", QUIZ),
    ],
)
def test_the_example_pipelines_work(home: Path, line: str) -> None:
    if "jq" in line and shutil.which("jq") is None:
        pytest.skip("no jq on this machine")
    heart = f"{shlex.quote(sys.executable)} -m heartcli"
    command = "set -o pipefail; " + re.sub(r"(^|\| )heart ", rf"\1{heart} ", line)

    ended = subprocess.run(
        ["bash", "-c", command],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0
    assert all(line.startswith("Seed 4711 ") for line in ended.stderr.splitlines())
    assert ended.stdout.strip() not in ("", "null", "{}", "[]")


@pytest.mark.parametrize("mark", ["start", "look up", "many films", "play"])
def test_the_commands_of_the_readme_work(heart: Heart, mark: str) -> None:
    for line in block(mark):
        screen = heart(*shlex.split(line, comments=True)[1:])

        assert screen.code == 0, line
        assert screen.out or screen.err


def test_the_guide_lists_the_columns_of_plain_text() -> None:
    listed = re.findall(r"\| `(\w+)` \| (.+) \|", "\n".join(block("columns", SCRIPTING)))

    assert {section: tuple(columns.split(", ")) for section, columns in listed} == {
        name: SECTIONS[name].columns for name in FACT_SECTIONS
    }


def test_the_guide_lists_the_columns_of_csv_files() -> None:
    rows = [re.fullmatch(r"\| `(\w+)` \| (.+) \|", row) for row in block("csv", CATALOGUE)[2:]]

    listed = {row[1]: {row[1], *row[2].split(", ")} for row in rows if row}
    squeezed = {column: {"".join(fold_words(n.replace("_", " "))) for n in names}
                for column, names in listed.items()}  # fmt: skip
    assert squeezed == {column: {*names} for column, names in COLUMNS_OF_CSV.items()}


@pytest.mark.parametrize("name", IMPORT_FORMATS)
def test_guide_and_help_name_every_import_format(heart: Heart, name: str) -> None:
    assert f"| `{name}` |" in CATALOGUE
    assert f"{name}" in re.split(r"[ ,.]+", heart("import", "--help").out)


def test_check_prints_what_the_guide_shows(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("casablanca-1942.toml").write_text(
        """\
format = 1
title = "Casablanca"
year = 1942
[sources.wikipedia]
title = "Casablanca"

[[cast]]
performer = "Humphrey Bogart"
charcter = "Rick"
billing = "first"
sources = ["wikpedia"]
""",
        encoding="utf-8",
    )

    assert heart("check", "casablanca-1942.toml").lines == block("check", GUIDE)


def test_the_json_example_has_the_keys_of_the_real_document(heart: Heart) -> None:
    import json  # noqa: PLC0415

    example: Any = json.loads(SCRIPTING.split("```json\n")[1].split("```")[0])
    real = heart("cast", "--json").json

    assert list(example) == list(real)
    assert example["film"] == real["film"]
    [ray] = [member for member in real["cast"] if member["id"] == "cast/raul-julia-ray"]
    assert set(example["cast"][0]) == set(ray)


def _words(svg: str) -> list[str]:
    """Returns a picture's words; how Rich draws them may differ between versions."""
    return [text for text in re.findall(r">([^<]+)</text>", svg) if text.strip()]


def _load_program(name: str) -> Any:
    """Imports one of the programs in docs."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


def test_the_manual_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "heart.1").read_text(encoding="utf-8")

    assert page == _load_program("make_man").page(), "run: python docs/make_man.py"


def test_the_manual_page_is_sound_and_complete() -> None:
    lines = (ROOT / "docs" / "heart.1").read_text(encoding="utf-8").splitlines()
    macros = {line.split()[0] for line in lines if line.startswith((".", "'"))}
    bold = {line.replace("\\-", "-") for line in lines if line.startswith(r"\fB")}

    assert macros == {".TH", ".SH", ".SS", ".TP", ".PP", ".RS", ".RE", ".BR"}
    for name, command in COMMANDS.items():
        assert any(line.startswith(rf"\fBheart {name}\fR") for line in bold)
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert any(parameter.opts[0] in line for line in bold)


def test_the_manual_page_describes_the_program_in_sentences() -> None:
    source = (ROOT / "docs" / "heart.1").read_text(encoding="utf-8")
    [text] = re.findall(r"\.SH DESCRIPTION\n(.*?)\n\.SH", source, re.DOTALL)
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n.PP\n")]

    assert [paragraph.split()[0] for paragraph in paragraphs] == ["heart", "Results"]
    assert all(paragraph.endswith(".") and len(paragraph) > 100 for paragraph in paragraphs)


def test_pictures_show_what_the_commands_print() -> None:
    make = _load_program("make_screens")

    for command in make.SCREENS:
        picture = ROOT / "docs" / "screens" / make.name(command)
        assert _words(picture.read_text(encoding="utf-8")) == _words(make.picture(command))
    pages = [README, *(guide.read_text(encoding="utf-8") for guide in GUIDES)]
    shown = [name for page in pages for name in re.findall(r"screens/([\w-]+\.\w+)", page)]
    assert sorted(shown) == sorted(path.name for path in (ROOT / "docs" / "screens").iterdir())
    assert len(re.findall(r"!\[", README)) <= 3


def test_the_guide_to_sharing_describes_every_format() -> None:
    table = block("formats", SHARING)[2:]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table]

    every = FORMATS | FILM_FORMATS
    assert {re.findall(r"\[`(\w+)`\]\(#\1\)", row[0])[0]: row[1] for row in rows} == {
        name: f"`{format_.suffix}`" for name, format_ in every.items()
    }
    for (_, _, _, by_default, _), (name, format_) in zip(rows, FORMATS.items(), strict=False):
        assert (by_default == "all questions") != format_.is_round, name


def test_the_examples_of_the_guide_to_sharing_work(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in block("examples", SHARING):
        _, *words = shlex.split(line, comments=True)
        assert heart(*words).code == 0, line


def test_links_lead_to_pages_and_headings() -> None:
    pages = ("README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in GUIDES))
    for page in (ROOT / name for name in pages):
        for target, heading in re.findall(
            r"\]\(([^)#:]+)(?:#([^)]+))?\)", page.read_text(encoding="utf-8")
        ):
            text = (page.parent / target).read_text(encoding="utf-8", errors="replace")
            headings = [
                h.lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            ]
            assert not heading or heading in headings


def test_the_judging_examples_are_in_the_truth_file() -> None:
    rows = block("judging", QUIZ)[2:]
    tables = tomli.loads(TRUTHS.read_text(encoding="utf-8"))["answers"]

    assert len(rows) > 8
    for row in rows:
        text, *replies = (cell.strip() for cell in row.strip("|").split("|"))
        table = next(table for table in tables if table["text"] == text)
        accept, prompt, reject = (
            tuple(table.get(key, ())) for key in ("accept", "prompt", "reject")
        )
        answer = Answer(text, accept, prompt, reject, table.get("kind"))
        for verdict, cell in zip(VERDICTS, replies, strict=True):
            for reply in re.findall(r"`([^`]+)`", cell):
                assert reply in table[verdict]
                assert judge(reply, answer).verdict == verdict


@pytest.mark.parametrize("command", ["quiz", "practice", "scores"])
def test_the_quiz_guide_mentions_every_option(command: str) -> None:
    for parameter in COMMANDS[command].params:
        if parameter.param_type_name == "option" and parameter.name not in (
            "yes",
            "no_pager",
            "help",
        ):
            assert parameter.opts[-1] in QUIZ


def test_the_numbers_of_questions_are_right(film: Film) -> None:
    [number] = re.findall(r"(\d+) questions\s+about", README)
    [made, by_people] = re.findall(
        r"Over (\d+) questions made .* and (\d+) written",
        " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split()),
    )[0]
    found = all_questions([film])
    count = len(list(written_questions(film)))

    assert int(number) <= len(found) < int(number) + 30
    assert int(made) <= len(found) - count < int(made) + 30
    assert int(by_people) == count


def test_the_guide_lists_every_section_with_its_keys() -> None:
    listed = dict(
        re.findall(
            r"^\| `(\w+)` \| (.+) \|$", GUIDE.split("and the keys of its section")[1], re.MULTILINE
        )
    )

    for section, described in SECTIONS.items():
        cls = described.record_class
        keys = set(field_specs(cls)) - {"sources", "disputes", "doubtful", "spoiler", "id"}
        named = set(re.findall(r"`([a-z_]+)`", listed[section])) - {"id"}
        must = set(re.findall(r"`([a-z_]+)`(?:\*\*)?\\\*", listed[section]))
        assert named == keys
        assert must == set(required_fields(cls))
        assert {key for key in cls.ID_FIELDS if f"**`{key}`**" not in listed[section]} <= {"kind"}


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: get_args(choice)[0])
def test_the_guide_lists_every_choice(choice: Any) -> None:
    assert ", ".join(get_args(choice)) in GUIDE
    assert field_type(choice).allowed == "one of " + ", ".join(get_args(choice))


def test_the_example_film_files_have_no_problems() -> None:
    examples = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    together = "\n".join(example for example in examples if not example.startswith("#:"))
    questions = "".join(reversed(re.findall(r"```toml\n(.*?)```", QUIZ, re.DOTALL)))

    assert filmfile.parse(together).problems == []
    loan = '[[production]]\nid = "jack-singer-loan"\ntopic = "money"\ntext = "A loan."\n'
    film = filmfile.parse(f"{examples[0]}{loan}{questions}").film
    assert film
    assert len(film.questions) == 5
    assert list(lint(film)) == []
