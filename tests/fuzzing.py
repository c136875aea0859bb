"""What the fuzzers try: each a function of a seed, so that a failure can be tried again."""

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
from tests.catalogue.importing.test_readers import CSV, FILES, NFO, dump
from tests.conftest import PATIENCE
from tests.filmfile.test_robust import WHOLE, mangled
from tests.made_up import made_up
from tests.quiz.judging.test_judge import LEAST, rows

# --- Trying, and what is reported ----------------------------------------------------------------

_MOST_SHOWN = 1_000  # characters of an input that failed


class Stalled(BaseException):
    """A case takes longer than anybody waits. No handler of the program's catches it."""


def survey(case: Callable[[int], object], count: int) -> None:
    """Tries a case with every seed, then fails with each distinct failure and its first seed."""
    failures: dict[str, list[str]] = {}
    before = signal.signal(signal.SIGALRM, _stalled)
    try:
        for seed in range(count):
            signal.alarm(PATIENCE)
            try:
                case(seed)
            except (Exception, Stalled) as error:  # noqa: BLE001 - whatever it is, it is reported
                failures.setdefault(_place(error), []).append(f"seed {seed}: {_shown(error)}")
            finally:
                signal.alarm(0)
    finally:
        signal.signal(signal.SIGALRM, before)
    report = [f"{place}, {len(found)} times; {found[0]}" for place, found in failures.items()]
    assert not failures, "\n\n".join([f"{len(failures)} distinct failures", *report])


def _stalled(*_: object) -> None:
    raise Stalled


def _place(error: BaseException) -> str:
    """The exception and the last line of ours that it passed: what tells failures apart."""
    root = Path(__file__).parent.parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(root)]
    inside = [frame for frame in ours if "heartcli" in Path(frame.filename).parts] or ours
    frame = inside[-1]
    return f"{type(error).__name__} at {Path(frame.filename).relative_to(root)}:{frame.lineno}"


def _shown(error: BaseException) -> str:
    lines = [str(error), *getattr(error, "__notes__", ())]
    return "\n  ".join(line[:_MOST_SHOWN] for line in lines)


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
    [*"\ufdfaﬁŉǆ㎏①Ａ\U0001d400"],  # which grow when they are normalised
    [*"אבجد \u202e\u2066\u200f\u061c"],
    [*"👍🏽❤️🇫🇷", "👨\u200d👩\u200d👧", "1\ufe0f\u20e3"],
    [*"\ud800\udcff\udfff"],
    _CATEGORIES,
]
_LENGTHS = (0, 1, 1, 2, 3, 5, 8, 13, 30, 80, 300, 400)


def text(rng: Random) -> str:
    """Text of one alphabet, or of two, of up to 400 characters."""
    alphabet = rng.choice(rng.choice([_ORDINARY, _STRANGE]))
    alphabet = alphabet + rng.choice(_STRANGE) * rng.randrange(2)
    return "".join(rng.choices(alphabet, k=rng.choice(_LENGTHS)))[: _LENGTHS[-1]]


# --- Documents: nested dictionaries and lists ----------------------------------------------------

_LONG, _OFTEN = 2_000, 300  # characters; entries of a list
_MOST_SLOTS = 5_000  # of a document that still grows
_EXTREMES: dict[type, list[Any]] = {
    str: [
        *("", " ", "x", "?", "$", ",", "\0", "\n", "\u0301", "\u202e", "x" * _LONG, "a, " * 300),
        *("e" + "\u0301" * _LONG, "\ufdfa" * 300, "\x1b[31m", "0001-01-01", "9999-12-31", "1982~"),
        *("1000/..", "0:00", "film", "N/A", "\\N", "US:", "²", "-1", "9" * 400, "http://x", "Q1"),
    ],
    bool: [True, False],
    int: [0, 1, -1, 1000, 9999, 2100, 2**31, 2**53, 2**62, 2**63 - 1, -(2**63)],
    float: [0.0, -0.0, 0.1, 1e-300, 9.2e18, float("inf"), float("nan")],
    date: [date.min, date(1000, 1, 1), date(1982, 2, 28), date.max],
}


def mutate(document: Any, rng: Random) -> None:
    """Changes one thing in a document: drops, doubles, empties, swaps it or makes it extreme."""
    slots = list(islice(_slots(document), _MOST_SLOTS + 1))
    if not 0 < len(slots) <= _MOST_SLOTS:
        return
    container, key = rng.choice(slots)
    value = container[key]
    change = rng.randrange(8)
    if change == 0:
        del container[key]
    elif change == 1:
        _doubled(container, key, rng)
    elif change == 2:
        container[key] = type(value)() if isinstance(value, str | list | dict | int) else ""
    elif change == 3:
        other, its = rng.choice(slots)
        container[key] = deepcopy(other[its])
    elif change == 4:
        container[key] = _extreme(rng.choice([*_EXTREMES, list, dict]), value, rng)
    else:  # of its own kind: what the reader is likeliest to take
        container[key] = _extreme(type(value), value, rng)


def _slots(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every value of a document, as its container and its key or index there."""
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in entries:
        yield document, key
        if isinstance(value, dict | list):
            yield from _slots(value)


def _doubled(container: Any, key: Any, rng: Random) -> None:
    twin = deepcopy(container[key])
    if isinstance(container, list):
        container.insert(rng.randrange(len(container) + 1), twin)
    else:
        container[rng.choice([*container, f"{key}2", text(rng)])] = twin


def _extreme(kind: type, value: Any, rng: Random) -> Any:
    if kind is list:
        parts = _as_list(value)
        return rng.choice([[], parts[:1], parts[::-1], parts * 2, parts[:1] * _OFTEN])
    if kind is dict:
        return {} if rng.randrange(2) else {text(rng): value}
    if kind is str and rng.randrange(3) == 0:
        return text(rng)
    if kind is str and rng.randrange(2):  # a part: "Germany:12" without the figures behind the sign
        parts = re.split(r"(\W+)", str(value))
        at = rng.randrange(len(parts))
        return "".join(rng.choice([parts[:at], parts[at:], [*parts[:at], *parts[at + 1 :]]]))
    return rng.choice(_EXTREMES.get(kind, [None]))


# --- Film files ----------------------------------------------------------------------------------


@cache
def _films() -> list[dict[str, Any]]:
    made = [made_up(seed, seed) for seed in range(4)]
    return [tomli.loads(WHOLE.decode())] * 2 + [tomli.loads(filmfile.dump(film)) for film in made]


def film_mutant(seed: int) -> bytes:
    """A film file of which a few bytes were changed, or a few values, mostly so that it is read."""
    rng = Random(seed)  # noqa: S311
    document = rng.choice(_films())
    if rng.randrange(6) == 0:
        return mangled(tomli_w.dumps(document).encode(), seed)
    for _ in range(rng.choice([2, 4, 8])):
        changed = deepcopy(document)
        mutate(changed, rng)
        if rng.randrange(20) == 0 or Reader(changed).film() is not None:
            document = changed
    if any(document is one for one in _films()):
        document = changed
    return tomli_w.dumps(document).encode("utf-8", "replace")


# --- Files to import -----------------------------------------------------------------------------


@cache
def _heads() -> dict[str, str]:
    """The first lines of tables, without which nothing of them is read."""
    return {name: table.partition("\n")[0] for name, table in [*_dump().items(), ("csv", CSV)]}


@cache
def _dump() -> dict[str, str]:
    with TemporaryDirectory() as folder:
        paths = sorted(dump(Path(folder) / "imdb").iterdir())
        texts = [gzip.decompress(path.read_bytes()).decode() for path in paths]
    return {path.name.removesuffix(".gz"): text_ for path, text_ in zip(paths, texts, strict=True)}


@cache
def _sources() -> dict[str, Any]:
    """Of each format a document: JSON, XML by its tags, the rows of tables as their cells."""
    movie = fromstring(NFO.partition("</movie>")[0] + "</movie>")
    parsed = {name: json.loads(FILES[name][1]) for name in ("tmdb", "omdb", "wikidata", "sparql")}
    twice = {name: [parsed[name], parsed[name]] for name in ("tmdb", "omdb")}
    tables = {name: _cells(table, "\t") for name, table in _dump().items()}
    return parsed | twice | {"imdb": tables, "nfo": _tags(movie), "csv": _cells(CSV, ";") * 2}


def _cells(table: str, between: str) -> list[list[str]]:
    return [line.split(between) for line in table.splitlines()[1:]]


def _tags(element: Any) -> Any:
    """An element as its text, or as what stands in it, by tags with their attributes."""
    inside: dict[str, list[Any]] = {}
    for child in element:
        attributes = [f'{name}="{value}"' for name, value in child.items()]
        inside.setdefault(" ".join([child.tag, *attributes]), []).append(_tags(child))
    return inside or element.text or ""


def import_mutant(seed: int) -> tuple[str, dict[str, bytes]]:
    """A format, and by their names the files to import: changed as a film file is."""
    rng = Random(seed)  # noqa: S311
    name = rng.choice(list(_sources()))
    document = deepcopy(_sources()[name])
    in_bytes = rng.randrange(6) == 0
    for _ in range(0 if in_bytes else rng.choice([1, 2, 4, 8, 16])):
        mutate(document, rng)
    files = {file: contents.encode("utf-8", "replace") for file, contents in _files(name, document)}
    if in_bytes:
        file = rng.choice(list(files))
        files[file] = mangled(files[file], seed)
    return name if name in FORMATS else "wikidata", files


def _files(name: str, document: Any) -> Iterator[tuple[str, str]]:
    if name == "imdb":
        for number, (file, table) in enumerate(document.items()):
            title = file if file in _heads() else f"{number}.tsv"
            yield title, _as_table(_heads().get(file, ""), table, "\t")
    elif name == "csv":
        yield "films.csv", _as_table(_heads()[name], document, ";")
    elif name == "nfo":
        yield "film.nfo", _as_xml("movie", document)
    else:
        yield "film.json", json.dumps(document, default=str)


def _as_table(head: str, table: Any, between: str) -> str:
    lines = [head, *(between.join(map(str, _as_list(row))) for row in _as_list(table))]
    return "".join(f"{line}\n" for line in lines)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _as_xml(tag: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_as_xml(tag, one) for one in value)
    inside = [_as_xml(*pair) for pair in value.items()] if isinstance(value, dict) else None
    written = escape(str(value)) if inside is None else "".join(inside)
    return f"<{tag}>{written}</{tag.partition(' ')[0]}>"


# --- Replies -------------------------------------------------------------------------------------

_EDGES: list[str] = [
    *string.punctuation, *"\t’“”–…½", *(",", ", ") * 8,
    *(" ", ", ", ",,", " - ", " or ", " and ", " & ", "the ", "a ", "not ", "I think ", " (", ") "),
    *("?", ",", " Jr.", " by ", " 1982", " of them", "$", "st", "s", "'s "),
]  # fmt: skip
_FIGURES = ("{:,}", "{}.0", "{}th", "'{}", "-{}", "{}/10", "{}s", "{:.3e}", "${}", "0{}", "({})")
_KINDS: list[AnswerKind | None] = [*get_args(AnswerKind), None, None]


@cache
def answers() -> list[Answer]:
    """Those of the truth files, and of all questions about the film that comes with heart."""
    film = filmfile.load(paths.bundled_dir() / "film.toml")
    asked = all_questions([film], Random(1), lambda *_: ())  # noqa: S311
    found = [answer for name in LEAST for answer, _, _ in rows(name)]
    return list(dict.fromkeys([*found, *(question.answer for question in asked)]))


def near_reply(seed: int) -> tuple[str, Answer]:
    """An answer, and nearly that for a reply: other edges, signs, words and letters."""
    rng = Random(seed)  # noqa: S311
    answer = rng.choice(answers())
    reply = rng.choice([answer.text, *answer.accept, *answer.too_vague, *answer.reject])
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        reply = rng.choice(_CHANGES)(reply, rng)
    return reply, answer


def random_reply(seed: int) -> tuple[str, Answer]:
    """Random text for a reply, and for the answer, too, or an answer of a question."""
    rng = Random(seed)  # noqa: S311
    if rng.randrange(2):
        return text(rng), rng.choice(answers())
    accept, prompt, reject = (
        tuple(_in_a_file(rng) for _ in range(rng.randrange(3))) for _ in range(3)
    )
    return text(rng), Answer(_in_a_file(rng), accept, prompt, reject, rng.choice(_KINDS))


def _in_a_file(rng: Random) -> str:
    """Text that a film file can hold: neither blank nor with halves of characters."""
    found = text(rng).encode("utf-8", "replace").decode()
    return found if found.strip() else "?"


def _at_an_edge(reply: str, rng: Random) -> str:
    return rng.choice(_EDGES) * rng.randrange(2) + reply + rng.choice(_EDGES)


def _inside(reply: str, rng: Random) -> str:
    at = rng.randrange(len(reply) + 1)
    return reply[:at] + rng.choice(_EDGES) + reply[at + rng.randrange(2) :]


def _between_words(reply: str, rng: Random) -> str:
    return rng.choice(_EDGES).join(reply.split())


def _other_words(reply: str, rng: Random) -> str:
    found = reply.split() or ["?"]
    at = rng.randrange(len(found))
    part = [[], found[at : at + 1] * 2, found[at : at + 2][::-1], [text(rng)]][rng.randrange(4)]
    return " ".join([*found[:at], *part, *found[at + len(part) // 2 + 1 :]])


def _turned(reply: str, rng: Random) -> str:
    return rng.choice([", ", " ", "/", " or ", "-"]).join(reply.split()[::-1])


def _other_letters(reply: str, rng: Random) -> str:
    at = rng.randrange(len(reply) + 1)
    letter, behind = reply[at : at + 1], reply[at + 1 :]
    return reply[:at] + rng.choice([letter * 2, behind[:1] + letter, "e", ""]) + behind


def _other_case(reply: str, rng: Random) -> str:
    return rng.choice([str.upper, str.lower, str.title, str.swapcase, str.casefold])(reply)


def _other_figures(reply: str, rng: Random) -> str:
    form = rng.choice(_FIGURES)
    return re.sub(r"\d{1,15}", lambda figures: form.format(int(figures[0])), reply)


def _normalised(reply: str, rng: Random) -> str:
    return unicodedata.normalize(rng.choice(["NFD", "NFKD", "NFC"]), reply + rng.choice("é½Å"))


_CHANGES: list[Callable[[str, Random], str]] = [
    _at_an_edge, _at_an_edge, _inside, _between_words, _other_words, _turned, _other_letters,
    _other_case, _other_figures, _normalised,
]  # fmt: skip


# --- Arguments -----------------------------------------------------------------------------------

# What may well be given for a parameter, by its name; the files are those of `desk`.
_PATHS = ["film.toml", "folder/broken.toml", ".", "folder", "null", "nowhere", "missing"]
_LIKELY: dict[str, list[str]] = {
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
_ODD = [
    *("", " ", "-", "--", "---", "=", "--=", "-=", "--json=1", "-x", "--nope", "--help", "-h"),
    *("--version", "²", "٣", "0", "-1", "1e999", "nan", "0x10", "1_000", "9" * 5_000, str(2**63)),
    *("\udcff", "\x1b[31mred", "\x9b2J", "\u202e", "\n", "\t", "a\nb", "\r", "[bold]", "[/]"),
    *("$(id)", "`id`", "; id", "| id", "&& id", "'", '"', "\\", "*", "?", "~", "~nobody", "{}"),
    *("tt", "tt0", "tt99999999999", "Q0", "Q" + "9" * 30, "-30-", ".. (1999)", "*** (1999)", "()"),
    *("null", "zero", "nowhere", "folder", "loop", "film.toml/x", "missing/film.toml", "."),
    *("x" * _LONG, "word " * 400, "e" + "\u0301" * _LONG, "\ufdfa" * 300, "." * 300 + ".toml"),
]


@cache
def _commands() -> dict[str, list[Any]]:
    """Every command with its parameters, as they are registered."""
    group: Any = get_command(app)
    # --install-completion would write into the files of a shell.
    bare = [one for one in group.params if one.name == "version"]
    return {"": bare, **{name: one.params for name, one in group.commands.items()}}


def argument_list(seed: int) -> list[str]:
    """A command with some of its arguments and options, likely or odd."""
    rng = Random(seed)  # noqa: S311
    [name] = rng.choices([*_commands()], [1 + len(known) for known in _commands().values()])
    parameters = _commands()[name if rng.randrange(20) else "quiz"]
    pieces = [[name]] if name else []
    pieces += [["--json"]] * rng.randrange(2)
    for parameter in parameters:
        if parameter.param_type_name == "argument" and rng.randrange(8):
            pieces += [[_value(parameter, rng)] for _ in range(rng.choice([1, 1, 1, 2]))]
    for _ in range(rng.randrange(5) if parameters else 0):
        pieces.append(_spelled(rng.choice(parameters), rng))
    if rng.randrange(4) == 0:
        pieces.insert(rng.randrange(len(pieces) + 1), [_odd(rng)])
    if rng.randrange(10) == 0:
        rng.shuffle(pieces)
    # As a process gets them: bytes without NUL, of which those that are not UTF-8 stay as they are.
    return [
        os.fsdecode(argument.replace("\0", "").encode("utf-8", "surrogatepass"))
        for piece in pieces
        for argument in piece
    ]


def _spelled(parameter: Any, rng: Random) -> list[str]:
    """An option as it may be written, with its value behind it, in it, or missing."""
    name = rng.choice(parameter.opts)
    if parameter.param_type_name == "argument":
        return [_value(parameter, rng)]
    if parameter.is_flag:
        return [name if rng.randrange(20) else f"{name}={_odd(rng)}"]
    value = _value(parameter, rng)
    return [[name, value], [name, value], [f"{name}={value}"], [name]][rng.randrange(4)]


def _value(parameter: Any, rng: Random) -> str:
    likely = getattr(parameter.type, "choices", None) or _LIKELY.get(parameter.name)
    if rng.randrange(3) == 0:
        return _odd(rng)
    return str(rng.choice([*(likely or ["1", "2", "10", "night", "Ann Bell"])]))


def _odd(rng: Random) -> str:
    # A path that random text may make stays in the folder where the fuzzer works.
    return rng.choice(_ODD) if rng.randrange(3) else text(rng).replace("/", "")
