"""The values of options: texts that are empty, and numbers in other notations."""

import pytest
from typer.main import get_command

from heartcli.cli import app
from heartcli.cli.errors import Click
from tests.conftest import Heart

ROOT: Click = get_command(app)
OPTIONS = [
    (name, parameter)
    for name, command in ROOT.commands.items()
    for parameter in command.params
    if parameter.param_type_name == "option" and not parameter.is_flag
]
TEXTS = [(name, p.opts[0]) for name, p in OPTIONS if p.type.name in ("str", "text")]
NUMBERS = [(name, p.opts[0]) for name, p in OPTIONS if p.type.name.startswith(("int", "float"))]


@pytest.mark.parametrize(("command", "option"), TEXTS)
def test_an_empty_text_is_a_usage_error(heart: Heart, command: str, option: str) -> None:
    screen = heart(command, option, "")

    assert (screen.code, screen.out, screen.err) == (2, "", f"heart: {option} is empty\n")


@pytest.mark.parametrize(("command", "option"), NUMBERS)
def test_numbers_consist_of_the_digits_0_to_9(heart: Heart, command: str, option: str) -> None:
    for value in ("1_000", "٣", "１２", "+5", " 5 ", "-0", "nan", "1e3", "0x5", ""):
        screen = heart(command, option, value)

        assert (screen.code, screen.out) == (2, "")
        assert screen.err.startswith(f"heart: {option} can't be ")


def test_there_are_options_to_try() -> None:
    assert ("films", "--language") in TEXTS
    assert {("films", "--limit"), ("fact", "--seed"), ("quiz", "--time")} <= {*NUMBERS}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('""', "'\"\"'"),
        ("'", '"\'"'),
        ("'\"", "“'\"”"),
        ("\u202e", r"'\u202e'"),
        ("\x7f", r"'\x7f'"),
        (" ", "' '"),
        ("\n", r"'\n'"),
        ("\ufe0f", r"'\ufe0f'"),
        ("a\n b", "'a b'"),
    ],
)
def test_a_wrong_value_is_shown_readably(heart: Heart, value: str, shown: str) -> None:
    assert f"--sort can't be {shown}. Use" in heart("films", "--sort", value).err
    assert f"No films have the language {shown}." in heart("films", "--language", value).err


def test_a_limit_of_0_shows_all(heart: Heart) -> None:
    searched = heart("search", "film", "--limit", "0", "--json").json
    films = heart("films", "--country", "denmark", "--limit", "0", "--json").json

    assert len(searched["hits"]) == searched["found"] > 10
    assert len(films["films"]) == films["found"] > 10
