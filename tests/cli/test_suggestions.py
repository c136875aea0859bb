"""Mistyped commands get one short line, with a command that works if there is one."""

import pytest

from tests.conftest import Heart

LONG = "x" * 5_000
LONG_WORDS = "ab " * 1_700


@pytest.mark.parametrize(
    "args",
    [
        ("--json", "cast"),
        ("--no-pager", "--json", "cast"),
        ("--json", "--spoilers", "cast", "casablanca"),
    ],
    ids=" ".join,
)
def test_shared_options_may_come_before_the_command(heart: Heart, args: tuple[str, ...]) -> None:
    flags = [arg for arg in args if arg.startswith("-")]
    usual = heart(*(arg for arg in args if not arg.startswith("-")), *flags)

    assert heart(*args) == usual
    assert usual.code == 0


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("--limit 3 films", "Options follow the command: heart films --limit 3"),
        ("--nope", "Try: heart --help"),
        ("quiz --no-pager", "Try: heart quiz --help"),
        ("cast --spoiler", "Did you mean '--spoilers'?"),
        ("compare jaws alien --with heat", "Try: heart compare jaws --with alien --with heat"),
    ],
)
def test_a_mistyped_command_names_what_to_type(heart: Heart, command: str, hint: str) -> None:
    screen = heart(*command.split())

    assert screen.code in (1, 2)
    assert screen.err.rstrip().endswith(hint)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((" ",), "missing command name. Try: heart help"),
        (("compare", ""), "FILM is empty. Use a title, an id or a path"),
        (("help", ""), "no command called ''. Try: heart help"),
        (("cast", "-30-"), "no option '-30-'. If it's a name, use: heart cast -- -30-"),
        (("fact", "cast/x", "cast/x"), "no record 'cast/x' in One from the Heart (1982)"),
    ],
    ids=str,
)
def test_messages_quote_what_was_typed(heart: Heart, args: tuple[str, ...], message: str) -> None:
    assert heart(*args).err == f"heart: {message}\n"


def test_no_suggestion_swallows_the_text_to_search_for(heart: Heart) -> None:
    assert "quotes" not in heart("search", "--film", "%", "a").err


@pytest.mark.parametrize(
    "args",
    [
        ("fact", f"cast/{LONG}"),
        ("compare", LONG),
        ("search", "--film", LONG, "a"),
        ("cast", f"./{LONG}"),
        ("cast", f"-{LONG}"),
        ("quiz", "--seed", LONG_WORDS),
        ("films", "--year", LONG_WORDS),
    ],
    ids=lambda args: " ".join(args)[:12],
)
def test_names_in_messages_are_cut_short(heart: Heart, args: tuple[str, ...]) -> None:
    screen = heart(*args)

    assert screen.code in (1, 2)
    assert len(screen.err) < 250
    assert "…" in screen.err or screen.err == "heart: missing --with\n"


def test_a_message_is_shown_once(heart: Heart) -> None:
    screen = heart("films", "--genre", "noir", "--genre", "noir", "--plain")

    assert len(set(screen.err.splitlines())) == len(screen.err.splitlines())
