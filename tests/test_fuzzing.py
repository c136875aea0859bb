"""Fuzzing: whatever is typed, imported or on the shelf, heart answers and never crashes.

Each fuzzer tries the seeds from 0 up: a few by default, more with `-m long`, and all that were ever
tried with `HEART_FUZZ=full` and `-m long`.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout, suppress
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest

from heartcli import filmfile, output
from heartcli.catalogue import merging, store
from heartcli.catalogue.importing.run import ImportRequest, import_source
from heartcli.catalogue.importing.sink import ImportFilter as Kept
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.cli import rounds
from heartcli.errors import HeartError
from heartcli.filmfile import template as film_template
from heartcli.filmfile.check import check_files
from heartcli.library import catalogue_info, people
from heartcli.library.films import Selection, search_films
from heartcli.library.resolve import resolve_film
from heartcli.library.shelf import Shelf
from heartcli.lookup import compare, facts, search, sections, timeline
from heartcli.model.film import Film
from heartcli.output import Result
from heartcli.output.keyboard import LineInput
from heartcli.output.plain_quiz import PlainScreen
from heartcli.output.rich.quiz import RichScreen
from heartcli.output.terminal import Terminal
from heartcli.quiz.judging import Answer, Judgement, estimate, judge
from heartcli.quiz.questions.lint import lint
from heartcli.quiz.rounds import build
from heartcli.quiz.rounds.build import RoundRequest
from heartcli.quiz.rounds.catalogue_source import build_catalogue_round
from heartcli.quiz.rounds.film_source import build_film_round
from heartcli.quiz.rounds.play import ProgressSink, Round, RoundResult, correct_order
from tests import fuzzing
from tests.catalogue.importing.test_readers import FILES, file_of
from tests.conftest import Heart, Screen, environment
from tests.filmfile.test_robust import WHOLE, check_parsing
from tests.fuzzing import try_seeds
from tests.made_up import made_up

_CONTROL_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)  # that a terminal obeys, except \n and \t
_NO_COLOUR = {"NO_COLOR": "1", "HEART_FILM": "another-id"}
_FORMS: tuple[output.Form, ...] = ("json", "plain", "table")
TODAY = date(2026, 1, 1)


def seed_counts(everyday: int, long: int, full: int) -> pytest.MarkDecorator:
    """Sets the number of seeds: by default, in the long suite, and with HEART_FUZZ=full."""
    long_count = full if os.environ.get("HEART_FUZZ") == "full" else long
    return pytest.mark.parametrize(
        "count", [everyday, pytest.param(long_count, marks=pytest.mark.long)]
    )


# --- Argument lists ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def template_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `desk`, which has the files that arguments name, and `home`, a user's data."""
    folder = tmp_path_factory.mktemp("template")
    shelf_, desk = folder / "home" / "films", folder / "desk"
    (desk / "folder").mkdir(parents=True)
    shelf_.mkdir(parents=True)
    # Replaces the bundled film, which takes ten times as long to load.
    bundled = WHOLE.replace(b'"another-id"', b'"one-from-the-heart-1982"')
    files = {
        shelf_ / "one.toml": filmfile.dump(made_up(1, 1)).encode(),
        shelf_ / "two.toml": filmfile.dump(made_up(2, 2)).encode(),
        shelf_ / "another.toml": WHOLE,
        shelf_ / "bundled.toml": bundled,
        shelf_ / "broken.toml": WHOLE.replace(b"billing = 1", b"billing = 0"),
        desk / "film.toml": WHOLE,
        desk / "folder" / "broken.toml": WHOLE.replace(b"[[questions]]", b"[[question]]"),
        desk / "replies.txt": b"a\nb\n\xff\n?\nq\n",
    }
    for path, contents in files.items():
        path.write_bytes(contents)
    for name in ("imdb", *FILES):
        file_of(name, desk)
    for name, target in (("null", "/dev/null"), ("zero", "/dev/zero"), ("nowhere", "x"),
                         ("loop", "loop")):  # fmt: skip
        (desk / name).symlink_to(target)
    with patch.dict(os.environ, environment(folder / "home")), captured_streams():
        import_files("csv", desk / "csv-films.csv")
        question_set = build_film_round(
            [made_up(1, 1)],
            (),
            RoundRequest(seed="1"),
            Random(1),  # noqa: S311
            notify,
        )
        replies = rounds.PlayOptions(plain=True, replies_file=str(desk / "replies.txt"))
        rounds.play_round(Terminal(os.environ), question_set, replies, datetime(2025, 1, 1))  # noqa: DTZ001 - a year ago
    return folder


@seed_counts(everyday=60, long=1_000, full=23_500)
def test_every_argument_list_ends_cleanly(
    count: int, heart: Heart, home: Path, template_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = home.with_name("desk")

    def case(seed: int) -> None:
        arguments = fuzzing.argument_list(seed)
        for folder in (home, desk):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(template_folder / folder.name, folder, symlinks=True)
        monkeypatch.chdir(desk)
        monkeypatch.setattr(rounds, "SystemRandom", lambda: Random(seed))  # noqa: S311
        replies = "\n".join(fuzzing.random_text(Random(seed)) for _ in range(10))  # noqa: S311
        typed = replies.encode("utf-8", "surrogatepass")
        with note_on_failure(repr(arguments)):
            check_answered(arguments, heart(*arguments, typed=typed, HOME=str(home), **_NO_COLOUR))

    try_seeds(case, count)


def check_answered(arguments: list[str], screen: Screen) -> None:
    """Checks the promises that every command makes."""
    assert screen.code in (0, 1, 2)
    assert "Traceback" not in screen.err
    assert not _CONTROL_CHARACTERS.search(screen.err)
    assert screen.err.strip() or screen.code != 2
    if arguments[:1] != ["new"]:  # prints the exact path, for scripts
        assert not _CONTROL_CHARACTERS.search(screen.out)
    options_without_json = (
        "-h",
        "--help",
        "--version",
        "--reset",
        "--remove",
    )  # these print something other than JSON
    if arguments[1:2] == ["--json"] and screen.code == 0:
        assert any(one.startswith(options_without_json) for one in arguments) or isinstance(
            screen.json, dict
        )


# --- Films and imports ---------------------------------------------------------------------------


@pytest.fixture
def prepared_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with a small film that replaces the bundled one."""
    for name, value in environment(home, **_NO_COLOUR).items():
        monkeypatch.setenv(name, value)
    bundled = WHOLE.replace(b'"another-id"', b'"one-from-the-heart-1982"')
    (home / "films" / "bundled.toml").write_bytes(bundled)
    return home


@seed_counts(everyday=40, long=1_000, full=23_500)
def test_every_film_file_can_be_shown_and_played_or_has_problems(
    count: int, prepared_home: Path
) -> None:
    shelf_ = prepared_home / "films"
    for number in "12":
        other = WHOLE.decode().replace('"another-id"', f'"another-{number}"')
        other = other.replace('"Film"', f'"Film {number}"')
        (shelf_ / f"{number}.toml").write_text(other, encoding="utf-8")

    def case(seed: int) -> None:
        contents, rng = fuzzing.film_mutant(seed), Random(seed)  # noqa: S311
        (shelf_ / "mutant.toml").write_bytes(contents)
        with note_on_failure(f"film_mutant({seed})"), captured_streams():
            film = check_parsing(contents)
            show_shelf(shelf_ / "mutant.toml", rng)
            if film is not None:
                show_sections(film, rng)
                play_round_about([film], rng)

    try_seeds(case, count)


@seed_counts(everyday=25, long=800, full=16_000)
def test_every_imported_film_can_be_shown(count: int, prepared_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"

    def case(seed: int) -> None:
        (name, files), rng = fuzzing.import_mutant(seed), Random(seed)  # noqa: S311
        (prepared_home / store.FILE_NAME).unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for file, contents in files.items():
            (folder / file).write_bytes(contents)
        with note_on_failure(f"import_mutant({seed}), {name}"), captured_streams():
            with suppress(HeartError):
                import_files(name, folder)
            if (prepared_home / store.FILE_NAME).exists():
                show_catalogue(rng)

    try_seeds(case, count)


def import_files(name: str, path: Path) -> None:
    """Imports titles of every kind from a file or folder."""
    order = ImportRequest(name, (path,), name, Kept(None), TODAY)
    import_source(order, output.NullProgress(), notify)


def notify(*lines: str) -> None:
    """Prints a message as commands do."""
    Terminal(os.environ).message(*lines)


def write(result: Result, rng: Random) -> None:
    """Writes a result in a random form."""
    output.write(Terminal(os.environ), result, rng.choice(_FORMS))


def show_shelf(path: Path, rng: Random) -> None:
    """Shows a shelf with a film file that may be invalid."""
    write(check_files([path], lint), rng)
    write(Shelf(notify).listing(), rng)
    choice = rng.randrange(8)
    if choice == 4:
        with suppress(HeartError):
            resolve_film(path.stem, notify)
    elif choice == 0:
        write(search_films("film", FilmFilter(), Selection(9), notify), rng)
    elif choice == 1:
        write(people.find_filmography(["Ann Actor"], [], notify), rng)
    elif choice == 2:
        hits = search.search("ann night", Shelf(notify).load_films(), spoilers=True, limit=9)
        write(hits, rng)
    elif choice == 3:
        play_round_about(Shelf(notify).load_films(), rng)


def show_catalogue(rng: Random) -> None:
    """Shows every film that an import added."""
    write(catalogue_info.load_catalogue_info(notify), rng)
    with closing(store.open_catalogue(notify)) as catalogue:
        imported_store, _ = catalogue.stores
        films = [
            merging.load_film(catalogue, number)
            for number in sorted(imported_store.film_numbers(None))
        ]
    for film in films:
        resolve_film(film.id, notify)
        assert filmfile.parse(film_template.prefilled_film_file(film)).problems == []
        show_sections(film, rng)
        play_round_about([film], rng)
        write(search_films(film.title, FilmFilter(), Selection(5), notify), rng)
        with suppress(HeartError):
            resolve_film(film.title, notify)
        for name in [member.performer for member in film.cast[:1]]:
            write(people.find_filmography([name], [], notify), rng)
    if rng.randrange(50) == 0:
        film_filter = FilmFilter((films[0].year - 5, films[0].year + 5)) if films else FilmFilter()
        with suppress(HeartError):
            play_questions(
                build_catalogue_round(film_filter, RoundRequest(seed="1"), rng, notify),
                rng,
            )


def show_sections(film: Film, rng: Random) -> None:
    """Shows every section of a film, each in a random form."""
    spoilers = rng.random() < 0.5
    results: list[Result] = [
        *(sections.lookup(command, film, spoilers=spoilers) for command in sections.LOOKUPS),
        timeline.timeline(film, spoilers=spoilers),
        sections.list_sources(film),
        compare.compare([film, film], spoilers=spoilers),
        search.search(
            fuzzing.random_text(rng), [film], spoilers=spoilers, limit=9, single_film=film
        ),
    ]
    with suppress(HeartError):
        results.append(facts.random_fact(film, rng, spoilers=True))
    for result in results:
        write(result, rng)


def play_round_about(films: list[Film], rng: Random) -> None:
    """Plays a round about films, if there are questions."""
    with suppress(HeartError):
        request = RoundRequest(spoilers=True, seed=str(rng.randrange(100)))
        play_questions(build_film_round(films, (), request, rng, notify), rng)


def play_questions(question_set: build.QuestionSet, rng: Random) -> None:
    """Prints the questions as JSON, and plays a round with all kinds of replies."""
    output.write_json(Terminal(os.environ), question_set.data())
    lines = (random_reply_line(one, rng) for one in question_set.questions for _ in range(2))
    player = LineInput(io.BytesIO("\n".join(lines).encode("utf-8", "surrogatepass")))
    player.can_retry = rng.random() < 0.5
    plain = rng.random() < 0.5
    screen = (PlainScreen if plain else RichScreen)(Terminal(os.environ), TODAY, prompt=False)
    game = Round(question_set.questions, player, screen, ProgressSink(None, notify), TODAY)
    game.play()
    screen.show_result(
        RoundResult(game.played, len(question_set.questions), question_set.command, None)
    )


def random_reply_line(drawn: Any, rng: Random) -> str:
    """A reply to a question: the right one, a key, or random text."""
    right = correct_order(drawn) if drawn.form == "order" else drawn.question.answer.text
    return str(
        rng.choice([right, right, *"abcds?", fuzzing.random_text(rng), fuzzing.random_text(rng)])
    )


# --- Replies -------------------------------------------------------------------------------------


@seed_counts(everyday=1_500, long=8_000, full=18_000)
def test_every_reply_near_an_answer_is_judged(count: int) -> None:
    try_seeds(lambda seed: check_judgements(*fuzzing.near_reply(seed)), count)


@seed_counts(everyday=2_000, long=20_000, full=55_000)
def test_every_reply_is_judged(count: int) -> None:
    try_seeds(lambda seed: check_judgements(*fuzzing.random_reply(seed)), count)


def check_judgements(reply: str, answer: Answer) -> None:
    """Checks the judgement of a reply, and that an answer is right for itself."""
    with note_on_failure(f"{reply!r} to {answer}"):
        for judgement in (judge(reply, answer), estimate(reply, answer)):
            assert isinstance(judgement, Judgement)
            assert judgement.verdict in ("right", "close", "wrong")
            assert judgement.why
    answer_alone = answer._replace(too_vague=(), reject=())
    with note_on_failure(f"itself to {answer_alone}"):
        assert judge(answer.text, answer_alone).verdict == "right"


# --- Helpers ----------------------------------------------------------------------------------


@contextmanager
def note_on_failure(case: str) -> Iterator[None]:
    """Adds the case to any exception raised."""
    try:
        yield
    except BaseException as error:
        error.add_note(case)
        raise


@contextmanager
def captured_streams() -> Iterator[None]:
    """Captures output, and asserts that it has no control characters."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    with redirect_stdout(out), redirect_stderr(err):
        yield
        out.flush()
        err.flush()
    for stream in (out, err):
        assert not _CONTROL_CHARACTERS.search(stream.buffer.getvalue().decode())
