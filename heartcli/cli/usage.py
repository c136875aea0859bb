"""Rewords usage errors to say what is wrong and what to type instead."""

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Any, TypeAlias

from heartcli.errors import HeartError
from heartcli.text.display import format_command, nearest, quote, shell_quote, shorten, suggest

Click: TypeAlias = Any  # as in `errors`, which imports this module
_HELP_HINT = ". Try: heart help"
_NAME_METAVARS = ("NAME", "FILM")  # of options; names may have several words
_MIN_SIMILARITY = 70  # per cent, between a mistyped command and its name
_MIN_OPTION_SIMILARITY = 75  # per cent; a wrong option may change what is saved
# Typer's message for a value that its type doesn't allow.
_NOT_ALLOWED = re.compile(r"(.*) is not (?:a valid|in the range|one of) .*\.", re.DOTALL)
_UNEXPECTED = re.compile(r"Got unexpected extra argument\S* \((.*)\)", re.DOTALL)


def explain(error: Click, typed: Sequence[str]) -> str:
    """Returns the message for a usage error, raised by Typer or by a command."""
    match type(error).__name__:
        case "NoSuchOption":
            option = _typed_option(error.option_name, typed)
            message = f"no option '{shorten(option)}'{_option_hint(error, typed)}"
        case "MissingParameter":
            message = f"missing {_name(error.param)}{_help_hint(error)}"
        case "BadOptionUsage":
            verb = "needs" if "requires" in error.message else "doesn't take"
            message = f"{error.option_name} {verb} a value"
        case _:
            message = _reword(error, typed)
    return message


def _reword(error: Click, typed: Sequence[str]) -> str:
    if value := _NOT_ALLOWED.fullmatch(error.message):
        given = _unquote(value[1])
        if error.param.type.name.startswith("float"):
            given = given.removesuffix(".0")  # Typer has turned 5 into 5.0
        return f"{_name(error.param)} can't be {quote(given)}. Use {_allowed(error.param.type)}"
    if words := _UNEXPECTED.fullmatch(error.message):
        hint = _argument_hint(error, words[1], typed)
        return f"unexpected argument '{shorten(words[1])}'{hint}"
    if error.message.startswith("Missing command"):
        return f"missing command{_help_hint(error)}"
    return str(error.message)


def _unquote(value: str) -> str:
    """Recovers the text that was typed from the value in Typer's message."""
    from ast import literal_eval

    return str(literal_eval(value)) if value.startswith(("'", '"')) else value


def _name(parameter: Click) -> str:
    """Returns a parameter's name in the help: --limit or TEXT."""
    if parameter.param_type_name == "option":
        return str(parameter.opts[0])
    return str(parameter.metavar).strip("[].")


def _allowed(kind: Click) -> str:
    """Describes the values that a type allows."""
    if choices := getattr(kind, "choices", ()):
        *others, last = map(str, choices)
        return f"{', '.join(others)} or {last}"
    noun = "a whole number" if kind.name.startswith("int") else "a number"
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if high is not None:
        return f"{noun} from {low:,} to {high:,}"
    return noun if low is None else f"{noun}, {low} or more"


def _typed_option(name: str, typed: Sequence[str]) -> str:
    """Returns the whole word that begins with an unknown letter: -30- instead of -3."""
    return name if name.startswith("--") else next((w for w in typed if w.startswith(name)), name)


def _option_hint(error: Click, typed: Sequence[str]) -> str:
    """Suggests a similar option, its place, or how to type a name such as "-30-"."""
    command, is_subcommand = error.ctx.command, error.ctx.parent is not None
    if not is_subcommand and (hint := _place_hint(error.option_name, command.commands, typed)):
        return hint
    bare = [] if is_subcommand else command.commands["film"].params  # the options of heart itself
    options = [name for p in [*command.params, *bare] for name in p.opts if name[:2] == "--"]
    bare_names = [name[2:] for name in options]
    if similar := nearest(error.option_name.strip("-"), bare_names, _MIN_OPTION_SIMILARITY):
        return f". Did you mean '--{similar}'?"
    kinds = [parameter.param_type_name for parameter in command.params]
    name = next((word for word in typed if word.startswith(error.option_name)), "")
    is_option = re.fullmatch("--[a-z-]+(=.*)?", name)
    if not name or is_option or (is_subcommand and "argument" not in kinds):
        return _help_hint(error)
    verb = error.ctx.info_name if is_subcommand else "film"
    return f". If it's a name, use: {format_command(verb, name)}"


def _place_hint(option: str, commands: Mapping[str, Click], typed: Sequence[str]) -> str:
    """Suggests putting an option after the command, as in heart films --limit 3."""
    verb = next((word for word in typed if word in commands), "")
    if not verb or all(option not in parameter.opts for parameter in commands[verb].params):
        return ""
    others = [*typed]
    others.remove(verb)
    return f". Options follow the command: heart {' '.join(map(shell_quote, (verb, *others)))}"


def _argument_hint(error: Click, words: str, typed: Sequence[str]) -> str:
    """Suggests quotation marks, or --film if the command takes a film only that way."""
    if hint := suggest_quotes(error.ctx.command, typed):
        return hint
    if any("--film" in parameter.opts for parameter in error.ctx.command.params):
        return f". Try: {format_command(f'{error.ctx.info_name} --film', words)}"
    return _help_hint(error)


def _help_hint(error: Click) -> str:
    path = error.ctx.command_path
    return _HELP_HINT if path == "heart help" else f". Try: {path} --help"


def explain_unknown_command(
    typed: Sequence[str], commands: Collection[str], options: Collection[str]
) -> str:
    """Returns the message for an unknown command, with a command to type instead."""
    words = [*takewhile(lambda word: not word.startswith("-"), typed)]
    *title, last = words
    name = " ".join(words)
    if not name.strip():
        return f"missing command name{_HELP_HINT}"
    similar, is_film = nearest(words[0], commands, _MIN_SIMILARITY), _is_film(name)
    show_film = format_command("film", *typed)
    hint = f". Try: {show_film}" if is_film or " " in name else _HELP_HINT
    if f"--{name}" in options:
        hint = f". Try: heart --{name}"
    elif title and last in commands and not is_film:
        hint = f". Try: {format_command(last, *title, *typed[len(words) :])}"
    elif similar and is_film and not title:
        hint = f". Did you mean '{similar}'? For the film, try: {show_film}"
    elif similar and typed[1:] and not is_film:
        hint = f". Try: {format_command(similar, *typed[1:])}"
    elif similar and not is_film:
        hint = f". Did you mean '{similar}'?"
    return f"no command called '{shorten(words[0])}'{hint}"


def explain_unknown_topic(name: str, commands: Collection[str]) -> str:
    """Returns the message for `heart help NAME` with an unknown command."""
    hint = suggest(name, commands) or _HELP_HINT
    return f"no command called '{shorten(name)}'{hint}"


def _is_film(name: str) -> bool:
    from heartcli.library.resolve import is_film

    with suppress(HeartError):
        return is_film(name)
    return False


def suggest_quotes(command: Click, typed: Sequence[str]) -> str:
    """Suggests quotation marks around an option's name; "" if none are missing.

    In `who tom hanks --to humphrey bogart`, the last word doesn't belong to --to.
    """
    takes_name = {n for p in command.params if p.metavar in _NAME_METAVARS for n in p.opts}
    groups = [[command.name]]  # the command or an option, then the words that follow
    for word in typed:
        groups += [[]] if word.startswith("-") else []
        groups[-1].append(word)
    lacks_quotes = (w[1:] and " " not in w[0] for head, *w in groups if head in takes_name)
    needs_words = any(p.param_type_name == "argument" and p.required for p in command.params)
    swallows_words = needs_words and not groups[0][1:]
    if not any(lacks_quotes) or swallows_words or not all(map(str.strip, typed)):
        return ""
    takes_name.add(command.name)
    pieces = ["heart"]
    for head, *words in groups:
        names = [" ".join(words)] if words and head in takes_name else words
        pieces += map(shell_quote, (head, *names))
    return f". Names of several words need quotes: {' '.join(pieces)}"
