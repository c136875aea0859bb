"""Any file gives a film or a list of problems with lines, never a traceback."""

import os
import random
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heartcli import filmfile
from heartcli.model.film import Film
from tests.conftest import TESTS
from tests.strategies import films

WHOLE = (TESTS / "films" / "valid" / "everything.toml").read_bytes()
SNIPPETS = [
    *(bytes([byte]) for byte in b"[]{}'=\"\n\r\0#\xff"),
    *(b"[[", b"]]", b'"""', b"[[cast]]", b"[cast]", b"[sources]", b"cast = 1\n", b'id = "x"\n'),
    *(
        b"= nan",
        b"1e999",
        b"0x" + b"f" * 5_000,
        b"= 1" + b"0" * 400,
        b"9" * 30,
        b"\xe2\x80\xae",
        b"\xef\xbb\xbf",
        b"a.b.c.d = 1\n",
    ),
    *(b"[[questions]]\n", b"disputes = [{}]\n", b"sources = [1, [2]]\n", b"date = 07:32:00\n"),
]


def check_parsing(contents: bytes) -> Film | None:
    """Parses contents, checks what must hold for every file, and returns the film."""
    result = filmfile.parse(contents)

    lines = contents.count(b"\n") + 1
    assert (result.film is None) == bool(result.problems)
    for line, text in result.problems:
        assert 1 <= line <= lines
        assert text
        assert "\n" not in text
        assert text.isprintable()
    return result.film


def mangled(contents: bytes, seed: int) -> bytes:
    """Cuts, doubles, changes or inserts a few bytes."""
    rng = random.Random(seed)  # noqa: S311
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(contents) + 1)
        length = rng.choice([1, 2, 8, 60])
        new = rng.choice(
            [b"", rng.choice(SNIPPETS), contents[at : at + length] * 2, bytes([rng.randrange(256)])]
        )
        contents = contents[:at] + new + contents[at + (length if rng.random() < 0.5 else 0) :]
    return contents


@pytest.mark.parametrize("seed", range(400))
def test_a_mangled_film_file_gives_a_film_or_problems(seed: int) -> None:
    check_parsing(mangled(WHOLE, seed))


@settings(max_examples=25)
@given(films(), st.integers(0, 10**9))
def test_mangled_generated_films_give_films_or_problems(film: Film, seed: int) -> None:
    check_parsing(mangled(filmfile.dump(film).encode("utf-8", "replace"), seed))


@pytest.mark.long
@pytest.mark.parametrize("block", range(4))
def test_two_thousand_films_are_read_back_and_give_films_or_problems_when_mangled(
    block: int,
) -> None:
    @hypothesis.seed(block)  # Hypothesis keeps half a megabyte for each film until its test ends
    @settings(max_examples=500)
    @given(films(), st.integers(0, 10**9))
    def check(film: Film, first: int) -> None:
        written = filmfile.dump(film)
        assert filmfile.parse(written).film == film
        for number in range(first, first + 5):
            check_parsing(mangled(written.encode("utf-8", "replace"), number))

    check()


@pytest.mark.parametrize("depth", range(50, 1_000, 25))
def test_deeply_nested_values_are_problems(depth: int) -> None:
    check_parsing(b"format = 1\nx = " + b"[" * depth + b"]" * depth)
    check_parsing(b"title = " + b"[" * depth + b"]" * depth + b"\nyear = 1")


@given(st.binary(max_size=200))
def test_random_bytes_give_problems(contents: bytes) -> None:
    check_parsing(contents)


@given(st.text(st.sampled_from("[]{}\"'=.,#\n ab1-"), max_size=60))
def test_anything_like_toml_gives_a_film_or_problems(text: str) -> None:
    check_parsing(b'format = 1\ntitle = "Film"\nyear = 1999\n' + text.encode())


@pytest.mark.long
def test_the_corpus_of_the_toml_project_gives_problems() -> None:
    corpus = os.environ.get("TOML_TEST")
    if not corpus:
        pytest.skip("set TOML_TEST to the tests folder of toml-test")
    files = sorted(Path(corpus).rglob("*.toml"))
    assert len(files) >= 500

    for path in files:
        check_parsing(path.read_bytes())
        result = filmfile.toml.parse_file(path)
        assert result.film is None
        assert result.problems
