"""Text from files and users never reaches the terminal as a command."""

import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from unicodedata import category, combining, normalize

import pyte
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from heartcli import filmfile
from heartcli.model.field_types import FieldSpec, field_specs
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen
from heartcli.model.records import Dispute
from heartcli.model.sections import SECTIONS
from heartcli.text import folding
from heartcli.text.display import escape_json, safe_for_terminal, suggest, to_ascii
from heartcli.text.folding import fold
from tests.conftest import COMMANDS, TESTS, Heart
from tests.made_up import made_up

HOSTILE = (
    "[bold red]x[/] [link=https://evil.example]y[/link] :smile: "
    "\x1b[31mred\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\link\x1b[2J\x1bc "
    "\x9b31m\x9d0;title\x9c \x90q\x9c \r\rover\x08\x08 \x00\x7f\t\v\f\n\x85"
    "\u202eoverride\u202c \u2066isolate\u2069 \u200ezero\u200bwidth\u200d\ufeff\u00ad "
    "Za\u0300\u0301\u0302\u0303\u0304\u0305lgo 日本語 👨\u200d👩\u200d👧 🇫🇷 👍🏽 ❤️ 1️⃣ \u2028\u2029"
)
# Colours, weights and links that heart itself writes.
_SGR = re.compile("\x1b\\[[0-9;]*m|\x1b\\]8;(id=[0-9-]+;https?://[!-~]+|;)\x1b\\\\")
_COMMAND = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def make_hostile(film: Film) -> Film:
    """Returns the film with hostile text appended to every text."""

    def value(spec: FieldSpec, data: Any) -> Any:
        if spec.items:
            return tuple(value(spec.items, part) for part in data)
        if spec.table:
            return table(data)
        is_text = spec.field_type is not None and spec.field_type.allowed == "text in quotes"
        return data + HOSTILE if is_text and data else data

    def table(record: Frozen) -> Frozen:
        keys = field_specs(type(record))
        values = {}
        for name, part in record.items():
            plain = (
                name in ("id", "sources", "field", "value", "cited", "people", "pool")
                or part is None
            )
            values[name] = part if plain else value(keys[name], part)
        return type(record)(**values)

    values = dict(film.items())
    for section in SECTIONS:
        values[section] = tuple(table(record) for record in film.section(section))
    values["sources"] = {name: table(source) for name, source in film.sources.items()}
    values["people"] = {name + HOSTILE: table(person) for name, person in film.people.items()}
    values["pool"] = {"performer": (HOSTILE,)}
    for name in ("title", "original_title", "premise"):
        values[name] = values[name] + HOSTILE
    for name in ("genres", "countries", "languages"):
        values[name] = (HOSTILE,)
    fields = (Dispute(field=field, value=HOSTILE) for field in ("title", "premise"))
    values["disputes"] = (Dispute(says=HOSTILE), *fields)
    return Film(**values)


def rename_source(text: str) -> str:
    """Returns the film file with a hostile name for one source."""
    evil = tomli_w.dumps({"b" + HOSTILE: 1}).removesuffix(" = 1\n")
    return text.replace("[sources.b]", f"[sources.{evil}]").replace('"b"', evil)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    film = filmfile.load(TESTS / "films" / "valid" / "everything.toml")
    path = tmp_path / "hostile.toml"
    path.write_text(rename_source(filmfile.dump(make_hostile(film))), encoding="utf-8", newline="")
    assert filmfile.toml.parse_file(path).problems == []
    return path


@pytest.mark.parametrize("form", [[], ["--plain"], ["--json"]], ids=["table", "plain", "json"])
@pytest.mark.parametrize("command", [*COMMANDS, "fact", "search ann --film", "compare jaws --with"])
def test_text_of_a_film_file_never_reaches_the_terminal_as_a_command(
    heart: Heart, path: Path, command: str, form: list[str]
) -> None:
    screen = heart(*command.split(), str(path), *form, FORCE_COLOR="1")

    assert screen.code == 0
    lines = screen.out.replace("\t", " ") if form == ["--plain"] else screen.out
    assert _COMMAND.findall(_SGR.sub("", lines)) == []
    assert "evil.example" in screen.out or command in ("fact", "plot")
    if not form:
        assert "[bold red]x[/]" in re.sub(r"\s+", "", _SGR.sub("", screen.out)).replace(
            "[boldred]", "[bold red]"
        )
        assert "\x1b]" not in _SGR.sub("", screen.out)


@pytest.mark.parametrize("command", [*COMMANDS, "compare jaws --with"])
def test_lines_are_as_wide_on_screen_as_measured(heart: Heart, path: Path, command: str) -> None:
    """An 80-column terminal doesn't wrap any line."""
    out = heart(*command.split(), str(path)).out
    lines = out.splitlines()
    screen = pyte.Screen(80, len(lines) + 1)
    pyte.Stream(screen).feed(out.replace("\n", "\r\n"))

    shown = [line.rstrip() for line in screen.display[: len(lines)]]

    assert all(cell_len(line) <= 80 for line in lines)
    assert [_letters(line) for line in shown] == [_letters(line) for line in lines]


def _letters(line: str) -> str:
    return "".join(c for c in normalize("NFC", line) if not combining(c)).rstrip()


@pytest.mark.parametrize("args", [(), ("--plain",), ("--json",), ("--shelf",)], ids=str)
def test_a_quiz_about_a_hostile_film_is_safe(
    heart: Heart, home: Path, args: tuple[str, ...]
) -> None:
    path = home / "films" / "hostile.toml"
    path.write_text(filmfile.dump(make_hostile(made_up(1))), encoding="utf-8", newline="")
    film = () if "--shelf" in args else (str(path),)
    typed = "a\n" * 100

    played = heart(
        "quiz", *film, "--count", "100", "--seed", "1", "--spoilers", *args,
        typed=typed, FORCE_COLOR="1",
    )  # fmt: skip

    assert played.code == 0
    assert "evil.example" in played.out
    for screen in (played, heart("scores"), heart("scores", "--plain"), heart("practice")):
        assert _COMMAND.findall(_SGR.sub("", screen.out + screen.err).replace("\t", " ")) == []
    assert "\x1b]" not in played.out


@pytest.mark.parametrize("columns", [40, 80])
def test_lines_of_a_quiz_about_a_hostile_film_fit_the_screen(
    heart: Heart, tmp_path: Path, columns: int
) -> None:
    path = tmp_path / "hostile.toml"
    path.write_text(filmfile.dump(make_hostile(made_up(57))), encoding="utf-8", newline="")

    for form in ("choice", "estimate"):
        screen = heart(
            "quiz", str(path), "--form", form, "--count", "50", "--seed", "2", "--no-save",
            typed="a\n" * 50, COLUMNS=str(columns),
        )  # fmt: skip
        assert screen.code == 0
        assert all(cell_len(line) <= columns for line in screen.lines)


def test_columns_stay_aligned_next_to_wide_and_combining_characters(
    heart: Heart, tmp_path: Path
) -> None:
    names = ["Ann", "三船 敏郎", "Zoe\u0301 Na\u0308me", "A\u200bn\u200dn", "Ana 👍🏽", "🇫🇷 Flag"]
    path = tmp_path / "film.toml"
    cast = "".join(
        f'[[cast]]\nperformer = "{name}"\ncharacter = "C"\ntext = "BODY"\n' for name in names
    )
    path.write_text(f'format = 1\ntitle = "Film"\nyear = 1999\n{cast}', encoding="utf-8")

    lines = [line for line in heart("cast", str(path)).lines if "BODY" in line]

    assert len(lines) == len(names)
    assert len({cell_len(line[: line.index("BODY")]) for line in lines}) == 1


@given(st.text())
def test_safe_text_contains_no_terminal_commands(text: str) -> None:
    shown = safe_for_terminal(text)

    assert shown.isprintable()
    assert _COMMAND.findall(shown) == []
    assert "  " not in shown
    assert safe_for_terminal(shown) == shown


@given(st.text())
def test_ascii_text_is_ascii(text: str) -> None:
    assert to_ascii(safe_for_terminal(text)).isascii()


@given(st.text())
def test_escaped_json_decodes_to_the_same_text(text: str) -> None:
    document = escape_json(json.dumps(text, ensure_ascii=False))

    assert json.loads(document) == text
    assert _COMMAND.findall(document) == []


def test_ordinary_text_is_unchanged() -> None:
    for text in (
        "Coup de cœur",
        "三船 敏郎",
        "Älskling, jag hatar dig!",
        "it's",
        "a – b",
        "नमस्ते",
        "ก็",
        "שלום",
    ):
        assert safe_for_terminal(text) == text


def test_names_in_messages_contain_no_terminal_commands(heart: Heart, tmp_path: Path) -> None:
    evil = "\x1b[31m\x9b2J\u202e[bold]x\r"
    (tmp_path / f"{evil}.toml").write_text("x", encoding="utf-8")

    for screen in (
        heart("cast", evil),
        heart("cast", str(tmp_path / f"{evil}.toml")),
        heart("cast", f"/proc/none/{evil}"),
        heart(evil),
        heart("cast", f"--{evil}"),
        heart("check", str(tmp_path)),
        heart("check", str(tmp_path), "--plain"),
        heart("search", evil, "xyzzy"),
        heart("new", evil),
        heart("new", evil, "--year", "1999", "-o", f"/proc/none/{evil}"),
        heart("search", "x", "--limit", evil),
    ):
        assert screen.code in (0, 1, 2)
        assert _COMMAND.findall((screen.out + screen.err).replace("\t", " ")) == []


def test_listing_and_checking_a_hostile_film_is_safe(
    heart: Heart, program: Heart, home: Path, path: Path
) -> None:
    (home / "films" / "hostile.toml").write_bytes(path.read_bytes())
    broken = path.read_text(encoding="utf-8").replace("billing = 1", "billing = 0")
    (home / "films" / "broken.toml").write_text(
        broken + '\n[[cast]]\nperformer = "A"\nsources = ["bx"]\n'
    )

    for screen in (
        heart("films"),
        heart("films", "--plain"),
        heart("cast", "filn"),
        heart("cast", "hostile"),
        heart("cast", "broken"),
        heart("check", str(home / "films")),
        heart("check", str(home / "films"), "--plain"),
        heart("search", "actor", "--shelf"),
        program(_HEART_COMPLETE="complete_bash", COMP_WORDS="heart cast ", COMP_CWORD="2"),
    ):
        assert _COMMAND.findall(_SGR.sub("", screen.out + screen.err).replace("\t", " ")) == []


MIXED_MARKS = "\u0301" * 20 + "\u0316" * 20  # marks of two classes, which normalising reorders
HALFWIDTH = "\u0316\uff9e" * 30  # normalising turns the second into a mark


@pytest.mark.parametrize("marks", [MIXED_MARKS, HALFWIDTH, "\u0f73\u0344" * 40], ids=ascii)
def test_long_runs_of_marks_are_shortened_before_normalising(
    marks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = 0

    def measure(form: Any, text: str) -> str:
        nonlocal longest
        runs = re.findall(r"[\u0300-\uffff]+", normalize(form, text))
        longest = max(longest, *map(len, runs))
        return normalize(form, text)

    monkeypatch.setattr(folding, "normalize", measure)
    for text in (f"e{marks * 100}", f"{marks * 100}o{marks}"):
        safe_for_terminal(text)
        fold(text)
        to_ascii(text)
    assert longest <= 120


def test_all_characters_that_become_marks_are_known() -> None:
    others = [
        character
        for character in map(chr, range(0x300, sys.maxunicode + 1))
        if category(character) != "Cs"
        and (combining(normalize("NFKD", character)[0]) or combining(character))
        and category(character)[0] != "M"
    ]

    assert "".join(others) == folding._HALFWIDTH_MARKS


@given(st.text(st.sampled_from("ae\u0301\u0316\u0323ﾞㅎ각"), max_size=25))
def test_text_without_long_runs_is_normalised_as_unicode_says(text: str) -> None:
    assert folding.normalize_text("NFC", text) == normalize("NFC", text)
    assert folding.normalize_text("NFKD", text) == normalize("NFKD", text)


def test_very_long_names_get_no_suggestion() -> None:
    assert suggest("wikpedia", ["wikipedia"]) == ". Did you mean 'wikipedia'?"
    assert suggest("x" * 61, ["x" * 61]) == ""
    assert suggest("x" * 60, ["x" * 61, "y"]) == ""
    assert suggest("a", [f"a{i}" for i in range(401)]) == ""


FORGED = "FORGED: all is well"


@pytest.fixture
def broken_line(tmp_path: Path) -> Path:
    """A home folder whose name has line breaks, with files that messages may name."""
    home = tmp_path / f"home\n{FORGED}\r{FORGED}\u2028{FORGED}\x85{FORGED}"
    (home / "films").mkdir(parents=True)
    (home / "films" / "broken.toml").write_text("title =")
    (home / "films" / "also.toml").write_text("format = 1\ntitle = 'Also'\nyear = 1999\nx = 1\n")
    return home


@pytest.mark.parametrize("progress", ["none", "damaged", "another's", "a folder"])
def test_a_line_break_in_the_name_of_the_home_folder_forges_no_message(
    heart: Heart, broken_line: Path, progress: str
) -> None:
    home, file = broken_line, broken_line / "progress.db"
    if progress == "damaged":
        file.write_bytes(b"x" * 5_000)
    elif progress == "another's":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE t (x)")
    elif progress == "a folder":
        file.mkdir()
    (home / "catalogue.db").write_bytes(b"y" * 5_000)
    nowhere = str(home / "nowhere")
    for args in (
        ["quiz", "--seed", "1", "--count", "1"], ["scores"], ["practice"], ["scores", "--reset"],
        ["films"], ["films", "heart"], ["films", "--plain"], ["search", "x", "--shelf"],
        ["cast", "broken"], ["cast", "brokem"], ["cast", "also"], ["cast", f"{nowhere}.toml"],
        ["check", nowhere], ["check", str(home / "films")], ["check", str(home), "--plain"],
        ["quiz", "--replies", nowhere], ["quiz", "--shelf", "--count", "1"],
        ["import", "csv", nowhere], ["import", "csv", str(home)], ["import", "imdb", str(file)],
        ["catalogue"], ["catalogue", "--plain"], ["catalogue", "--remove", f"x\n{FORGED}", "--yes"],
        ["new", "Film (1999)"], ["new", "Film (1999)"],
        ["new", "Film (1999)", "-o", str(home / "films" / "also.toml" / "x")],
        ["cast", f"x\n{FORGED}"], [f"x\n{FORGED}"], ["cast", f"--x\n{FORGED}"],
        ["quiz", "--seed", f"1\n{FORGED}"], ["import", f"csv\n{FORGED}", "x"],
    ):  # fmt: skip
        screen = heart(*args, HEART_HOME=str(home), HEART_FILM="", COLUMNS="120")
        messages = screen.err if args[0] == "new" else screen.out + screen.err
        assert not [line for line in messages.splitlines() if line.startswith(FORGED)], args
        assert "Traceback" not in screen.err


def test_a_line_break_in_the_name_of_a_film_forges_no_message(heart: Heart) -> None:
    screen = heart("cast", HEART_FILM=f"x\n{FORGED}.toml")

    assert screen.code == 1
    assert len(screen.err.splitlines()) == 1


@pytest.mark.parametrize("form", [[], ["--plain"], ["--json"]], ids=["table", "plain", "json"])
def test_showing_a_tampered_progress_file_is_safe(
    heart: Heart, home: Path, form: list[str]
) -> None:
    heart("quiz", "--seed", "1", "--count", "8", typed="a\n" * 8)
    with closing(sqlite3.connect(home / "progress.db")) as file, file:
        for table, columns in {
            "round": ["began", "film", "command"],
            "answer": ["question", "section", "form", "ask", "reply", "film"],
            "card": ["question", "film"],
        }.items():
            for column in columns:
                evil = f"{column} = ? || {column} || random()"
                text = f"\x1b[2J\x9b{HOSTILE}"
                file.execute(f"UPDATE {table} SET {evil}", (text,))  # noqa: S608 - our names
        file.execute("UPDATE card SET due = '2000-01-01'")

    for args in (["scores"], ["practice"], ["quiz", "--seed", "1", "--count", "1"]):
        screen = heart(*args, *form, typed="a\n" * 20, FORCE_COLOR="1")
        assert screen.code == 0
        shown = _SGR.sub("", screen.out + screen.err).replace("\t", " ")
        assert _COMMAND.findall(shown) == []
        assert "evil.example" in screen.out or args != ["scores"]


def test_text_that_is_not_utf8_in_the_progress_file_is_shown_on_one_line(
    heart: Heart, home: Path
) -> None:
    heart("quiz", "--seed", "1", "--count", "2", typed="a\n" * 2)
    with closing(sqlite3.connect(home / "progress.db")) as file, file:
        file.execute("UPDATE round SET command = CAST(x'1b5b324aff0a41' AS TEXT)")
        file.execute("UPDATE answer SET ask = CAST(x'1b5b324aff0a41' AS TEXT)")

    for args in (["scores"], ["practice"], ["quiz", "--count", "1"]):
        screen = heart(*args, typed="a\n" * 9)
        assert _COMMAND.findall(_SGR.sub("", screen.out + screen.err)) == []
        assert len(screen.err.splitlines()) <= 1
