"""Help, usage errors and messages: their words, and how they fit the terminal."""

import re
from pathlib import Path

import pytest

from heartcli.text.wrapping import cell_width, wrap
from tests.cli.test_citizen import run_on_terminal
from tests.conftest import Heart


@pytest.mark.parametrize("command", ["", "cast", "quiz", "help"])
def test_heart_help_shows_the_same_as_the_option(heart: Heart, command: str) -> None:
    words = command.split()
    shown = heart("help", *words)

    assert shown.code == 0
    assert shown.out == heart(*words, "--help").out == heart(*words, "-h").out
    assert not re.search("[│╭─]", shown.out)


def test_tab_completes_the_command_to_explain(heart: Heart) -> None:
    words = {"COMP_WORDS": "heart help re", "COMP_CWORD": "2"}

    assert heart(_HEART_COMPLETE="complete_bash", **words).lines == ["reception", "releases"]


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_help_fits_the_terminal(heart: Heart, columns: int) -> None:
    for command in ("", "import", "quiz"):
        lines = heart(*command.split(), "-h", COLUMNS=str(columns)).lines
        assert max(map(cell_width, lines)) <= columns
    assert ("  --kinds KIND,..." in heart("import", "-h", COLUMNS=str(columns)).lines) == (
        columns < 60
    )


def test_help_names_defaults(heart: Heart) -> None:
    assert re.search(r"--count N +Ask N questions \(default: 10\)\.", heart("quiz", "-h").out)
    assert heart("help", "cast").out.count("default") == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("casablanca", "no command called 'casablanca'. Try: heart film casablanca"),
        ("the big sleep", "no command called 'the'. Try: heart film the big sleep"),
        ("casablanca cast", "no command called 'casablanca'. Try: heart cast casablanca"),
        ("the crew", "no command called 'the'. Try: heart film the crew"),  # a film of 2000
        ("casablanca cast --json", "'casablanca'. Try: heart cast casablanca --json"),
        ("casablanca --json", "'casablanca'. Try: heart film casablanca --json"),
        ("relases", "no command called 'relases'. Did you mean 'releases'?"),
        ("relases dune", "no command called 'relases'. Try: heart releases dune"),
        ("cats", "Did you mean 'cast'? For the film, try: heart film cats"),  # a film of 1998
        ("casino royale", "no command called 'casino'. Try: heart film casino royale"),
        ("flim noir", "no command called 'flim'. Try: heart film noir"),
        ("exports", "no command called 'exports'. Did you mean 'export'?"),
        ("version", "no command called 'version'. Try: heart --version"),
        ("Q132689", "no command called 'Q132689'. Try: heart film Q132689"),
        ("help casablanca", "no command called 'casablanca'. Try: heart help"),
        ("help relases", "no command called 'relases'. Did you mean 'releases'?"),
        ("help --pager", "no option '--pager'. Try: heart help"),
        ("cast --jsom", "no option '--jsom'. Did you mean '--json'?"),
        ("--jsno", "no option '--jsno'. Did you mean '--json'?"),
        ("cast --limit", "no option '--limit'. Try: heart cast --help"),
        ("scores --xyzzy", "no option '--xyzzy'. Try: heart scores --help"),
        ("search", "missing TEXT. Try: heart search --help"),
        ("import", "missing PATH. Try: heart import --help"),
        ("search x --limit", "--limit needs a value"),
        ("import csv x --min-votes -1", "--min-votes can't be '-1'. Use a whole number, 0 or more"),
        ("search x --limit many", "--limit can't be 'many'. Use a whole number, 0 or more"),
        ("cast --json=yes", "--json doesn't take a value"),
        ("quiz --time x", "--time can't be 'x'. Use a number from 1 to 86,400"),
        ("scores x", "unexpected argument 'x'. Try: heart scores --help"),
        ("practice dune", "unexpected argument 'dune'. Try: heart practice --film dune"),
        ("practice --film citizen kane", "quotes: heart practice --film 'citizen kane'"),
        (
            "quiz --film citizen kane",
            "not both. Names of several words need quotes: heart quiz --film 'citizen kane'",
        ),
        ("films --language french --language german", "--language can be given only once"),
        ("quiz --year 1990 --year=1991", "--year can be given only once"),
        ("--", "missing command. Try: heart --help"),
    ],
)
def test_a_usage_error_says_what_to_type(heart: Heart, typed: str, message: str) -> None:
    screen = heart(*typed.split())

    assert (screen.code, screen.out) == (2, "")
    assert re.fullmatch(rf"heart: .*{re.escape(message)}\n", screen.err)


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("who tom hankz --to humphrey bogart", "who 'tom hankz' --to 'humphrey bogart'"),
        ("who jim xyzzy --with teri garr --json", "who 'jim xyzzy' --with 'teri garr' --json"),
        ("who --character xyzzy blain", "who --character 'xyzzy blain'"),
        ("compare casablanca --with citizen kane", "compare casablanca --with 'citizen kane'"),
    ],
)
def test_an_unknown_name_that_lacks_quotes_gets_them(
    heart: Heart, typed: str, command: str
) -> None:
    screen = heart(*typed.split())

    assert screen.code == 1
    assert screen.err.endswith(f"Names of several words need quotes: heart {command}\n")


def test_messages_wrap_at_words_on_a_terminal(home: Path) -> None:
    shown = run_on_terminal(home, "the big sleep", columns=40)

    assert shown.splitlines() == [
        "heart: no command called 'the big",
        "  sleep'.",
        "  Try: heart film 'the big sleep'",
    ]


def test_messages_have_one_line_in_a_pipe_unless_columns_is_set(heart: Heart) -> None:
    typed = "the best film " * 9

    assert len(heart(*typed.split()).err.splitlines()) == 1
    assert max(map(len, heart(*typed.split(), COLUMNS="40").err.splitlines())) <= 40


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "  three"]),
        ("in pieces: heart cast", ["in pieces:", "  heart", "  cast"]),
        ("七人の侍 七人の侍", ["七人の侍", "  七人の侍"]),
        ("été été", ["été été"]),
        ("abcdefghijkl mn", ["abcdefgh", "  ijkl mn"]),
        ("a 七人の侍七人", ["a 七人の侍", "  七人"]),
        ("", [""]),
    ],
    ids=repr,
)
def test_wrapping_counts_cells_and_splits_only_long_words(text: str, lines: list[str]) -> None:
    assert wrap(text, 10, indent="  ") == lines


def test_a_command_to_copy_stays_in_one_piece() -> None:
    text = "no command called 'casablanca'. Try: heart cast casablanca"

    assert wrap(text, 30) == [
        "no command called",
        "'casablanca'.",
        "Try: heart cast casablanca",
    ]
    assert (
        wrap("no film called 'dune'. heart fetch dune gets it", 30)[1] == "heart fetch dune gets it"
    )
    assert wrap(text, 24)[-2:] == ["'casablanca'. Try:", "heart cast casablanca"]
