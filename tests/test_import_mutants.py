"""Whatever stands in the files of an import, each film that came of it can be looked up."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from heartcli import filmfile, lookup, new
from heartcli.catalogue.find import Wanted, films
from heartcli.catalogue.importing import Order, imported
from heartcli.catalogue.merge import brief, film_of
from heartcli.catalogue.store import FILE, Catalogue, Store
from heartcli.catalogue.taking import Wish
from heartcli.errors import HeartError
from heartcli.output import Unwatched
from tests.conftest import environment
from tests.test_import import CSV, NFO, OMDB, SPARQL, TMDB, WIKIDATA, dump

TODAY = date(2026, 1, 1)
IDS = {"tt0000007": "tt1{:06}", "Q900001": "Q1{:06}", '"id": 41': '"id": 1{:06}'}
BATCH = 100  # mutants in one import
TEXTS = ["", " ", "\u3000", "\0", "\ud800", "-", "N/A", "\\N", "a|b", "/", ",", "x" * 1_500,
         "\u202e", "e\u0301" * 600, "0", "-1", "1e400", "NaN", "9" * 30, "1950-13-45", "0000",
         "2101", "US:", ":R", "tt0", "Q0", "nm0000003", "\x1b[31m", "{}", "&", "<"]  # fmt: skip
VALUES: list[Any] = [*TEXTS, None, 0, -1, 2**70, 0.5, -0.5, 1e300, True, [], {}, [[]], [None],
                     ["x"], {"value": {}}]  # fmt: skip


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every value within a document: what it is in, and its key or its index there."""
    keys = document.keys() if isinstance(document, dict) else range(len(document))
    for key in list(keys):
        yield document, key
        if isinstance(document[key], dict | list):
            yield from _places(document[key])


def of_json(document: Any, rng: random.Random) -> str:
    """A document in which some values are others, gone, or there twice."""
    changed = json.loads(json.dumps(document))
    for _ in range(rng.randint(1, 4)):
        inside, key = rng.choice(list(_places(changed)) or [([None], 0)])
        how = rng.randrange(4)
        if how == 0:
            del inside[key]
        elif how == 1 and isinstance(inside, list):
            inside.append(inside[key])
        else:
            inside[key] = rng.choice(VALUES)
    return json.dumps(changed)


def of_text(text: str, rng: random.Random) -> str:
    """A text in which some cells, or the texts of elements, are others."""
    for _ in range(rng.randint(1, 4)):
        cuts = [i for i, sign in enumerate(text) if sign in '<>;"\t\n']
        begin = rng.choice([i for i in cuts if text[i] != "<"])
        end = next((i for i in cuts if i > begin), len(text))
        text = text[: begin + 1] + rng.choice(TEXTS) + text[end:]
    return text.encode("utf-8", "replace").decode()


WAYS: dict[str, tuple[str, str, Callable[[random.Random], str]]] = {
    "tmdb": ("tmdb", "json", lambda rng: of_json(TMDB, rng)),
    "omdb": ("omdb", "json", lambda rng: of_json(OMDB, rng)),
    "wikidata": ("wikidata", "json", lambda rng: of_json(WIKIDATA, rng)),
    "sparql": ("wikidata", "json", lambda rng: of_json(SPARQL, rng)),
    "nfo": ("nfo", "nfo", lambda rng: of_text(NFO, rng)),
    "csv": ("csv", "csv", lambda rng: CSV.splitlines()[0] + "\n" + of_text(
        CSV.partition("\n")[2] + "\n", rng)),
}  # fmt: skip


def _imdb(folder: Path, rng: random.Random) -> None:
    """A dump of IMDb's in which some rows have other cells."""
    import gzip  # noqa: PLC0415

    for path in dump(folder).iterdir():
        head, *rows = gzip.decompress(path.read_bytes()).decode().splitlines()
        for _ in range(rng.randint(0, 2) if rows else 0):
            at = rng.randrange(len(rows))
            cells = rows[at].split("\t")
            cells[rng.randrange(len(cells))] = rng.choice(TEXTS)
            rows[at] = "\t".join(cells).encode("utf-8", "replace").decode()
        path.write_bytes(gzip.compress("\n".join([head, *rows, ""]).encode()))


def looked_up(catalogue: Catalogue, number: int) -> None:
    """Looks a film up in every way; asserts that a film file can be begun with it."""
    film = film_of(catalogue, number)
    brief(catalogue, number)
    for command in ("film", "cast", "crew", "reception", "releases"):
        look = lookup.look(command, film, spoilers=True)
        json.dumps(look.data())
        list(look.rows())
    reading = filmfile.parse(new.prefilled(film))
    assert reading.problems == [], film.title
    assert reading.film is not None
    assert reading.film.title.strip()


def tried(home: Path, name: str, seed: int, count: int) -> int:
    """Imports so many mutants of a format at once, and looks up what came of them."""
    rng = random.Random(f"{name} {seed}")  # noqa: S311
    folder = home / f"{name}-{seed}"
    what = "imdb"
    if name == "imdb":
        _imdb(folder, rng)
    else:
        what, ending, made = WAYS[name]
        folder.mkdir()
        for number in range(count):
            path = folder / f"{number}.{ending}"
            text = made(rng)
            for own, other in IDS.items():  # each is a film of its own
                text = text.replace(own, other.format(number))
            path.write_text(text, encoding="utf-8")
    (home / FILE).unlink(missing_ok=True)
    order = Order(what, [folder], what, Wish(), TODAY)
    with patch.dict("os.environ", environment(home), clear=True):
        try:
            imported(order, Unwatched(), print)
        except HeartError:
            return 0
        with closing(Catalogue([Store(home / FILE)])) as catalogue:
            numbers = catalogue.stores[0].films(None)
            for number in numbers:
                looked_up(catalogue, number)
            films(catalogue, "the quarry road", Wanted())
    return len(numbers)


@pytest.mark.parametrize("name", [*WAYS, "imdb"])
def test_what_comes_of_mutants_can_be_looked_up(home: Path, name: str) -> None:
    assert tried(home, name, 0, BATCH) >= (1 if name == "imdb" else BATCH // 3)


@pytest.mark.long
@pytest.mark.parametrize("name", [*WAYS, "imdb"])
def test_what_comes_of_ten_thousand_mutants_can_be_looked_up(home: Path, name: str) -> None:
    size = 1 if name == "imdb" else BATCH
    for seed in range(1, 1 + 1_700 // size):
        tried(home, name, seed, size)
