"""The inputs for the fuzzers. Each depends only on a seed, so that failures can be repeated."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import string
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, get_args
from xml.sax.saxutils import escape

import tomli
import tomli_w
from defusedxml.ElementTree import fromstring
from typer.main import get_command

from heartcli import filmfile
from heartcli.catalogue.formats import FORMATS
from heartcli.cli import app
from heartcli.filmfile.reader import Reader
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.questions.from_film import all_questions
from heartcli.storage import paths
from tests.catalogue.importing.test_readers import FILES, NFO, dump
from tests.conftest import TIMEOUT_SECONDS
from tests.filmfile.test_robust import WHOLE, mangled
from tests.made_up import made_up
from tests.quiz.judging.test_judge import MIN_ACCURACY, truth_rows

# --- Running and reporting -----------------------------------------------------------------------

_MAX_SHOWN_CHARACTERS = 1_000  # characters of a failed input


class CaseTimeout(BaseException):
    """Raised if a case takes too long. A BaseException, so that heart doesn't catch it."""


def try_seeds(case: Callable[[int], object], count: int) -> None:
    """Tries a case with every seed, then fails with each distinct failure and its first seed."""
    failures: dict[str, list[str]] = {}
    previous_handler = signal.signal(signal.SIGALRM, _raise_timeout)
    try:
        for seed in range(count):
            signal.alarm(TIMEOUT_SECONDS)
            try:
                case(seed)
            except (Exception, CaseTimeout) as error:  # noqa: BLE001 - reported below
                failures.setdefault(_failure_location(error), []).append(
                    f"seed {seed}: {_describe_error(error)}"
                )
            finally:
                signal.alarm(0)
    finally:
        signal.signal(signal.SIGALRM, previous_handler)
    report = [f"{place}, {len(cases)} times; {cases[0]}" for place, cases in failures.items()]
    assert not failures, "\n\n".join([f"{len(failures)} distinct failures", *report])


def _raise_timeout(*_: object) -> None:
    raise CaseTimeout


def _failure_location(error: BaseException) -> str:
    """Identifies a failure by its exception and the last line of heart that it passed through."""
    root = Path(__file__).parent.parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(root)]
    inside = [frame for frame in ours if "heartcli" in Path(frame.filename).parts] or ours
    frame = inside[-1]
    return f"{type(error).__name__} at {Path(frame.filename).relative_to(root)}:{frame.lineno}"


def _describe_error(error: BaseException) -> str:
    lines = [str(error), *getattr(error, "__notes__", ())]
    return "\n  ".join(line[:_MAX_SHOWN_CHARACTERS] for line in lines)


# --- Text ----------------------------------------------------------------------------------------

_CATEGORIES = sorted({unicodedata.category(chr(i)): chr(i) for i in range(1 << 16)}.values())
_ORDINARY: list[list[str]] = [
    [*string.ascii_letters, " ", " "],
    [*"0123456789", *" .,:/-$%'½²٣Ⅻ"],
    [
        *("the ", "a ", "of ", "or ", "and ", "not ", "I think ", "one ", "hundred ", "million "),
        *("third ", "half ", "minus ", "about ", "between ", "Feb ", "1982", "'82", "the 80s "),
        *("minutes ", "Jr. ", "von ", "O'", "II ", "St. ", "Mr ", ", ", "(", ")", "/", "-", "$"),
    ],
]
_STRANGE: list[list[str]] = [
    [*string.punctuation, " "],
    [*"\0\a\b\t\n\r\x1b\x7f\x85\x9b\x9d\u2028", "\x1b[31m", "\x1b]0;x\x07"],
    [*"aeÅ\u0300\u0301\u0323\u0489\u20dd\ufe0f\u200d"],
    [*"\ufdfaﬁŉǆ㎏①Ａ\U0001d400"],  # grow longer when normalised
    [*"אבجد \u202e\u2066\u200f\u061c"],
    [*"👍🏽❤️🇫🇷", "👨\u200d👩\u200d👧", "1\ufe0f\u20e3"],
    [*"\ud800\udcff\udfff"],
    _CATEGORIES,
]
_LENGTHS = (0, 1, 1, 2, 3, 5, 8, 13, 30, 80, 300, 400)


def random_text(rng: Random) -> str:
    """Returns up to 400 characters from one or two alphabets."""
    alphabet = rng.choice(rng.choice([_ORDINARY, _STRANGE]))
    alphabet = alphabet + rng.choice(_STRANGE) * rng.randrange(2)
    return "".join(rng.choices(alphabet, k=rng.choice(_LENGTHS)))[: _LENGTHS[-1]]


# --- Documents: nested dictionaries and lists ----------------------------------------------------

_LONG_TEXT, _LONG_LIST = 2_000, 300  # characters; list entries
_MAX_SLOTS = 5_000  # per document; larger ones are not changed
_EXTREMES: dict[type, list[Any]] = {
    str: [
        *(
            "",
            " ",
            "x",
            "?",
            "$",
            ",",
            "\0",
            "\n",
            "\u0301",
            "\u202e",
            "x" * _LONG_TEXT,
            "a, " * 300,
        ),
        *(
            "e" + "\u0301" * _LONG_TEXT,
            "\ufdfa" * 300,
            "\x1b[31m",
            "0001-01-01",
            "9999-12-31",
            "1982~",
        ),
        *("1000/..", "0:00", "film", "N/A", "\\N", "US:", "²", "-1", "9" * 400, "http://x", "Q1"),
    ],
    bool: [True, False],
    int: [0, 1, -1, 1000, 9999, 2100, 2**31, 2**53, 2**62, 2**63 - 1, -(2**63)],
    float: [0.0, -0.0, 0.1, 1e-300, 9.2e18, float("inf"), float("nan")],
    date: [date.min, date(1000, 1, 1), date(1982, 2, 28), date.max],
}


def mutate(document: Any, rng: Random) -> None:
    """Changes one value in a document: drops, duplicates, empties, swaps or exaggerates it."""
    slots = list(islice(_slots(document), _MAX_SLOTS + 1))
    if not 0 < len(slots) <= _MAX_SLOTS:
        return
    container, key = rng.choice(slots)
    value = container[key]
    change = rng.randrange(8)
    if change == 0:
        del container[key]
    elif change == 1:
        _duplicate(container, key, rng)
    elif change == 2:
        container[key] = type(value)() if isinstance(value, str | list | dict | int) else ""
    elif change == 3:
        other_container, other_key = rng.choice(slots)
        container[key] = deepcopy(other_container[other_key])
    elif change == 4:
        container[key] = _extreme_value(rng.choice([*_EXTREMES, list, dict]), value, rng)
    else:  # same type, so most likely to be accepted
        container[key] = _extreme_value(type(value), value, rng)


def _slots(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yields the container and the key or index of every value in a document."""
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in entries:
        yield document, key
        if isinstance(value, dict | list):
            yield from _slots(value)


def _duplicate(container: Any, key: Any, rng: Random) -> None:
    twin = deepcopy(container[key])
    if isinstance(container, list):
        container.insert(rng.randrange(len(container) + 1), twin)
    else:
        container[rng.choice([*container, f"{key}2", random_text(rng)])] = twin


def _extreme_value(kind: type, value: Any, rng: Random) -> Any:
    if kind is list:
        parts = _as_list(value)
        return rng.choice([[], parts[:1], parts[::-1], parts * 2, parts[:1] * _LONG_LIST])
    if kind is dict:
        return {} if rng.randrange(2) else {random_text(rng): value}
    if kind is str and rng.randrange(3) == 0:
        return random_text(rng)
    if kind is str and rng.randrange(2):  # only a part, such as "Germany:12" without the number
        parts = re.split(r"(\W+)", str(value))
        at = rng.randrange(len(parts))
        return "".join(rng.choice([parts[:at], parts[at:], [*parts[:at], *parts[at + 1 :]]]))
    return rng.choice(_EXTREMES.get(kind, [None]))


# --- Film files ----------------------------------------------------------------------------------


@cache
def _film_documents() -> list[dict[str, Any]]:
    generated = [made_up(seed, seed) for seed in range(4)]
    return [tomli.loads(WHOLE.decode())] * 2 + [
        tomli.loads(filmfile.dump(film)) for film in generated
    ]


def film_mutant(seed: int) -> bytes:
    """Returns a film file with a few bytes or values changed; most remain valid."""
    rng = Random(seed)  # noqa: S311
    document = rng.choice(_film_documents())
    if rng.randrange(6) == 0:
        return mangled(tomli_w.dumps(document).encode(), seed)
    for _ in range(rng.choice([2, 4, 8])):
        mutant = deepcopy(document)
        mutate(mutant, rng)
        if rng.randrange(20) == 0 or Reader(mutant).read_film() is not None:
            document = mutant
    if any(document is one for one in _film_documents()):
        document = mutant
    return tomli_w.dumps(document).encode("utf-8", "replace")


# --- Files to import -----------------------------------------------------------------------------

_TABLES = {"csv": ";", "imdb-lists": ",", "letterboxd": ",", "movielens": ","}  # with delimiters


@cache
def _header_lines() -> dict[str, str]:
    """The tables' header lines, without which the rest couldn't be read."""
    tables = _imdb_tables() | {name: FILES[name][1] for name in _TABLES}
    return {name: table.partition("\n")[0] for name, table in tables.items()}


@cache
def _imdb_tables() -> dict[str, str]:
    with TemporaryDirectory() as folder:
        paths = sorted(dump(Path(folder) / "imdb").iterdir())
        texts = [gzip.decompress(path.read_bytes()).decode() for path in paths]
    return {path.name.removesuffix(".gz"): table for path, table in zip(paths, texts, strict=True)}


@cache
def _source_documents() -> dict[str, Any]:
    """A document for each format: JSON, XML as a tree of tags, and tables as rows of cells."""
    movie = fromstring(NFO.partition("</movie>")[0] + "</movie>")
    parsed = {name: json.loads(FILES[name][1]) for name in ("tmdb", "omdb", "wikidata", "sparql")}
    twice = {name: [parsed[name], parsed[name]] for name in ("tmdb", "omdb")}
    dump_tables = {name: _table_cells(table, "\t") for name, table in _imdb_tables().items()}
    tables = {name: _table_cells(FILES[name][1], sign) * 2 for name, sign in _TABLES.items()}
    return parsed | twice | tables | {"imdb": dump_tables, "nfo": _element_tree(movie)}


def _table_cells(table: str, separator: str) -> list[list[str]]:
    return [line.split(separator) for line in table.splitlines()[1:]]


def _element_tree(element: Any) -> Any:
    """Returns an element's text, or its children by tag and attributes."""
    children: dict[str, list[Any]] = {}
    for child in element:
        attributes = [f'{name}="{value}"' for name, value in child.items()]
        children.setdefault(" ".join([child.tag, *attributes]), []).append(_element_tree(child))
    return children or element.text or ""


def import_mutant(seed: int) -> tuple[str, dict[str, bytes]]:
    """Returns a format, and changed files to import by file name."""
    rng = Random(seed)  # noqa: S311
    name = rng.choice(list(_source_documents()))
    document = deepcopy(_source_documents()[name])
    corrupts_bytes = rng.randrange(6) == 0
    for _ in range(0 if corrupts_bytes else rng.choice([1, 2, 4, 8, 16])):
        mutate(document, rng)
    files = {
        file: contents.encode("utf-8", "replace")
        for file, contents in _encode_files(name, document)
    }
    if corrupts_bytes:
        file = rng.choice(list(files))
        files[file] = mangled(files[file], seed)
    return name if name in FORMATS else "wikidata", files


def _encode_files(name: str, document: Any) -> Iterator[tuple[str, str]]:
    if name == "imdb":
        for number, (file, table) in enumerate(document.items()):
            title = file if file in _header_lines() else f"{number}.tsv"
            yield title, _encode_table(_header_lines().get(file, ""), table, "\t")
    elif name in _TABLES:
        yield "films.csv", _encode_table(_header_lines()[name], document, _TABLES[name])
    elif name == "nfo":
        yield "film.nfo", _encode_xml("movie", document)
    else:
        yield "film.json", json.dumps(document, default=str)


def _encode_table(head: str, table: Any, separator: str) -> str:
    lines = [head, *(separator.join(map(str, _as_list(row))) for row in _as_list(table))]
    return "".join(f"{line}\n" for line in lines)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _encode_xml(tag: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_encode_xml(tag, one) for one in value)
    children = [_encode_xml(*pair) for pair in value.items()] if isinstance(value, dict) else None
    content = escape(str(value)) if children is None else "".join(children)
    return f"<{tag}>{content}</{tag.partition(' ')[0]}>"


# --- Replies -------------------------------------------------------------------------------------

_EDGES: list[str] = [
    *string.punctuation, *"\t’“”–…½", *(",", ", ") * 8,
    *(" ", ", ", ",,", " - ", " or ", " and ", " & ", "the ", "a ", "not ", "I think ", " (", ") "),
    *("?", ",", " Jr.", " by ", " 1982", " of them", "$", "st", "s", "'s "),
]  # fmt: skip
_NUMBER_TEMPLATES = (
    "{:,}",
    "{}.0",
    "{}th",
    "'{}",
    "-{}",
    "{}/10",
    "{}s",
    "{:.3e}",
    "${}",
    "0{}",
    "({})",
)
_ANSWER_KINDS: list[AnswerKind | None] = [*get_args(AnswerKind), None, None]


@cache
def all_answers() -> list[Answer]:
    """The answers in the truth files, and to all questions about the bundled film."""
    film = filmfile.load(paths.bundled_dir() / "film.toml")
    questions = all_questions([film])
    from_truth_files = [answer for name in MIN_ACCURACY for answer, _, _ in truth_rows(name)]
    return list(dict.fromkeys([*from_truth_files, *(question.answer for question in questions)]))


def near_reply(seed: int) -> tuple[str, Answer]:
    """Returns a reply that differs from an answer in a few words or letters, and the answer."""
    rng = Random(seed)  # noqa: S311
    answer = rng.choice(all_answers())
    reply = rng.choice([answer.text, *answer.accept, *answer.too_vague, *answer.reject])
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        reply = rng.choice(_CHANGES)(reply, rng)
    return reply, answer


def random_reply(seed: int) -> tuple[str, Answer]:
    """Returns random text as a reply, and a random or real answer."""
    rng = Random(seed)  # noqa: S311
    if rng.randrange(2):
        return random_text(rng), rng.choice(all_answers())
    accept, prompt, reject = (
        tuple(_storable_text(rng) for _ in range(rng.randrange(3))) for _ in range(3)
    )
    return random_text(rng), Answer(
        _storable_text(rng), accept, prompt, reject, rng.choice(_ANSWER_KINDS)
    )


def _storable_text(rng: Random) -> str:
    """Returns text that a film file can hold: not blank, and without lone surrogates."""
    storable = random_text(rng).encode("utf-8", "replace").decode()
    return storable if storable.strip() else "?"


def _change_edges(reply: str, rng: Random) -> str:
    return rng.choice(_EDGES) * rng.randrange(2) + reply + rng.choice(_EDGES)


def _change_inside(reply: str, rng: Random) -> str:
    at = rng.randrange(len(reply) + 1)
    return reply[:at] + rng.choice(_EDGES) + reply[at + rng.randrange(2) :]


def _change_separators(reply: str, rng: Random) -> str:
    return rng.choice(_EDGES).join(reply.split())


def _change_words(reply: str, rng: Random) -> str:
    words = reply.split() or ["?"]
    at = rng.randrange(len(words))
    part = [[], words[at : at + 1] * 2, words[at : at + 2][::-1], [random_text(rng)]][
        rng.randrange(4)
    ]
    return " ".join([*words[:at], *part, *words[at + len(part) // 2 + 1 :]])


def _reverse_words(reply: str, rng: Random) -> str:
    return rng.choice([", ", " ", "/", " or ", "-"]).join(reply.split()[::-1])


def _change_letters(reply: str, rng: Random) -> str:
    at = rng.randrange(len(reply) + 1)
    letter, rest = reply[at : at + 1], reply[at + 1 :]
    return reply[:at] + rng.choice([letter * 2, rest[:1] + letter, "e", ""]) + rest


def _change_case(reply: str, rng: Random) -> str:
    return rng.choice([str.upper, str.lower, str.title, str.swapcase, str.casefold])(reply)


def _change_numbers(reply: str, rng: Random) -> str:
    template = rng.choice(_NUMBER_TEMPLATES)
    return re.sub(r"\d{1,15}", lambda figures: template.format(int(figures[0])), reply)


def _change_normal_form(reply: str, rng: Random) -> str:
    return unicodedata.normalize(rng.choice(["NFD", "NFKD", "NFC"]), reply + rng.choice("é½Å"))


_CHANGES: list[Callable[[str, Random], str]] = [
    _change_edges, _change_edges, _change_inside, _change_separators, _change_words,
    _reverse_words, _change_letters, _change_case, _change_numbers, _change_normal_form,
]  # fmt: skip


# --- Arguments -----------------------------------------------------------------------------------

# Plausible values by parameter name. The files are in `desk`; see test_fuzzing.py.
_PATHS = ["film.toml", "folder/broken.toml", ".", "folder", "null", "nowhere", "missing"]
_LIKELY_ARGUMENTS: dict[str, list[str]] = {
    "film": ["casablanca", "film 1", "another-id", "Q132689", "tt0034583", "quarry road", "./zero",
             "film.toml", "folder/broken.toml", "./folder"],
    "files": _PATHS,
    "paths": [".", ".", "imdb", "csv-films.csv", "tmdb-film.json", "nfo-film.nfo", *_PATHS],
    "output": ["-", "new.toml", "folder/new.toml", *_PATHS],
    "replies": ["-", "replies.txt", "film.toml", "zero", *_PATHS],
    "format_": [*FORMATS],
    "year": ["1950", "1940-1960", "1960-1940", "50"],
    "seed": ["1", "4711-9f3c", "0"],
    "genre": ["drama", "dramma"],
    "country": ["France", "germany"],
    "person": ["Ann Bell", "ingrid bergman", "Stella First"],
    "section": ["cast", "film", "casts"],
    "kinds": ["all", "movie,short", "films"],
    "remove": ["csv", "imdb"],
    "title": ["Casablanca (1942)", "A Film (1999)", "Up"],
}  # fmt: skip
_ODD_ARGUMENTS = [
    *("", " ", "-", "--", "---", "=", "--=", "-=", "--json=1", "-x", "--nope", "--help", "-h"),
    *("--version", "²", "٣", "0", "-1", "1e999", "nan", "0x10", "1_000", "9" * 5_000, str(2**63)),
    *("\udcff", "\x1b[31mred", "\x9b2J", "\u202e", "\n", "\t", "a\nb", "\r", "[bold]", "[/]"),
    *("$(id)", "`id`", "; id", "| id", "&& id", "'", '"', "\\", "*", "?", "~", "~nobody", "{}"),
    *("tt", "tt0", "tt99999999999", "Q0", "Q" + "9" * 30, "-30-", ".. (1999)", "*** (1999)", "()"),
    *("null", "zero", "nowhere", "folder", "loop", "film.toml/x", "missing/film.toml", "."),
    *(
        "x" * _LONG_TEXT,
        "word " * 400,
        "e" + "\u0301" * _LONG_TEXT,
        "\ufdfa" * 300,
        "." * 300 + ".toml",
    ),
]


@cache
def _commands() -> dict[str, list[Any]]:
    """Every command with its parameters."""
    group: Any = get_command(app)
    # Leaves out --install-completion, which would change the shell's files.
    options_without_command = [one for one in group.params if one.name == "version"]
    return {
        "": options_without_command,
        **{name: one.params for name, one in group.commands.items()},
    }


def argument_list(seed: int) -> list[str]:
    """Returns a command with some arguments and options, plausible or odd."""
    rng = Random(seed)  # noqa: S311
    [name] = rng.choices(
        [*_commands()], [1 + len(parameters_) for parameters_ in _commands().values()]
    )
    parameters = _commands()[name if rng.randrange(20) else "quiz"]
    pieces = [[name]] if name else []
    pieces += [["--json"]] * rng.randrange(2)
    for parameter in parameters:
        if parameter.param_type_name == "argument" and rng.randrange(8):
            pieces += [[_random_value(parameter, rng)] for _ in range(rng.choice([1, 1, 1, 2]))]
    for _ in range(rng.randrange(5) if parameters else 0):
        pieces.append(_option_arguments(rng.choice(parameters), rng))
    if rng.randrange(4) == 0:
        pieces.insert(rng.randrange(len(pieces) + 1), [_odd_argument(rng)])
    if rng.randrange(10) == 0:
        rng.shuffle(pieces)
    # As a process receives them: any bytes except NUL, not always UTF-8.
    return [
        os.fsdecode(argument.replace("\0", "").encode("utf-8", "surrogatepass"))
        for piece in pieces
        for argument in piece
    ]


def _option_arguments(parameter: Any, rng: Random) -> list[str]:
    """Returns an option as --name value, as --name=value, or without its value."""
    name = rng.choice(parameter.opts)
    if parameter.param_type_name == "argument":
        return [_random_value(parameter, rng)]
    if parameter.is_flag:
        return [name if rng.randrange(20) else f"{name}={_odd_argument(rng)}"]
    value = _random_value(parameter, rng)
    return [[name, value], [name, value], [f"{name}={value}"], [name]][rng.randrange(4)]


def _random_value(parameter: Any, rng: Random) -> str:
    likely = getattr(parameter.type, "choices", None) or _LIKELY_ARGUMENTS.get(parameter.name)
    if rng.randrange(3) == 0:
        return _odd_argument(rng)
    return str(rng.choice([*(likely or ["1", "2", "10", "night", "Ann Bell"])]))


def _odd_argument(rng: Random) -> str:
    # Without slashes, paths stay inside the fuzzer's folder.
    return rng.choice(_ODD_ARGUMENTS) if rng.randrange(3) else random_text(rng).replace("/", "")
