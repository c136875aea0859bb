"""`heart quiz`, `heart practice`, `heart scores`: films, questions, player, screen and progress."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import Any, NamedTuple

from heartcli import lookup, output, places, shelf
from heartcli.errors import HeartError
from heartcli.film import Film
from heartcli.quiz.database import Unsaved
from heartcli.quiz.draw import Drawn, Wish, check, draw, drawn_in_a_form, seed_of_day
from heartcli.quiz.players import Keyboard, Lines
from heartcli.quiz.question import FORMS, Form
from heartcli.quiz.questions import by_id, questions
from heartcli.quiz.round import Ended, Keeper, Player, Round, Screen, right_order
from heartcli.quiz.scores import FILE, Answered, Progress, Saved
from heartcli.quiz.standing import Scores, scores
from heartcli.quiz.telling import Plain
from heartcli.text import fold

_TRIED_SEEDS = 5
_MOST_SEED = 10_000  # of a seed that nobody chose: short enough to be told to a friend


class Paper(NamedTuple):
    """The questions of a round, with the command that plays it again."""

    films: Sequence[Film]
    drawn: Sequence[Drawn]
    command: str
    head: dict[str, Any]  # what its JSON document begins with

    def data(self) -> dict[str, Any]:
        """The questions with their answers and sources, as a JSON document."""
        told = [_question_data(n, d, several=len(self.films) > 1) for n, d in enumerate(self.drawn, 1)]
        if len(self.films) == 1:
            [film] = self.films
            return {"film": lookup.named(film)} | self.head | {"questions": told} | _cited(film, self)
        films = [lookup.named(film) | _cited(film, self) for film in self.films]
        return {"films": films} | self.head | {"questions": told}


class Manner(NamedTuple):
    """How a round is played."""

    plain: bool = False
    replies: str = ""  # a file of them, "-" for standard input
    seconds: float | None = None
    save: bool = True


def _question_data(number: int, drawn: Drawn, *, several: bool) -> dict[str, Any]:
    question, answer = drawn.question, drawn.question.answer
    told: dict[str, Any] = {"number": number, "id": question.id}
    told |= {"film": question.film.id} if several else {}
    told |= {"section": question.section, "difficulty": question.difficulty, "form": drawn.form}
    told |= {"ask": question.ask, "options": list(drawn.options)}
    told |= {"answer": right_order(drawn) if drawn.form == "order" else answer.text}
    told |= {"accept": list(answer.accept), "why": question.why}
    told |= {"spoiler": True} if question.spoiler else {}
    return told | {"about": list(question.about), "sources": list(question.sources)}


def _cited(film: Film, paper: Paper) -> dict[str, Any]:
    of_film = (d.question.sources for d in paper.drawn if d.question.film is film)
    return lookup.sources_data(film, dict.fromkeys(name for names in of_film for name in names))


def seed_and_check(text: str) -> tuple[int, str]:
    """The parts of a seed: "4711-9f3c" → (4711, "9f3c"). Raises ValueError where it is none."""
    number, _, told = text.partition("-")
    if not (number.isdecimal() and number.isascii() and len(number) <= 12 and told.isalnum() | (not told)):
        raise ValueError(f"'{text}' is no seed; a seed is a number such as 4711, or 4711-9f3c")
    return int(number), told.lower()


def quiz(
    films: Sequence[Film], wish: Wish, seed: str, named: str, *, daily: bool, save: bool
) -> Paper:
    """The questions of a round: of a seed, of the day, or such as were not seen lately.

    Raises HeartError where there are none.
    """
    number, told = seed_and_check(seed) if seed else (None, "")
    if daily:
        number = seed_of_day(_now().date(), "+".join(film.id for film in films))
    chosen, drawn = _fresh(films, wish, save=save) if number is None else (number, _of(films, wish, number))
    if not drawn:
        raise HeartError(f"no questions like that in {films[0].title if len(films) == 1 else 'these films'}")
    checked = check(drawn)
    if told and told != checked:
        output.say("not the round that was meant: the film file, or heart, is another; played all the same")
    if len(drawn) < wish.count:
        output.say(f"there are no more than {len(drawn)} questions like that")
    head = {"seed": chosen, "check": checked}
    command = _command(named, f"{chosen}-{checked}", wish)
    return Paper(films, drawn, command, head | {"command": command})


def _of(films: Sequence[Film], wish: Wish, seed: int) -> list[Drawn]:
    rng = Random(seed)  # noqa: S311 - no secret
    return draw(questions(films, rng, _fits(films)), rng, wish)


def _fresh(films: Sequence[Film], wish: Wish, *, save: bool) -> tuple[int, list[Drawn]]:
    """Of a handful of seeds the one whose round has the fewest questions that were seen lately."""
    lately = _lately() if save else set()
    chance = SystemRandom()
    best: tuple[int, int, list[Drawn]] | None = None
    for _ in range(_TRIED_SEEDS):
        seed = int(chance.random() * _MOST_SEED)
        drawn = _of(films, wish, seed)
        known = sum(one.question.id in lately for one in drawn)
        if best is None or known < best[0]:
            best = known, seed, drawn
        if not known:
            break
    if best is None:
        raise AssertionError("there is at least one try")
    return best[1], best[2]


def _lately() -> set[str]:
    try:
        path = places.home() / FILE
        if not path.exists():
            return set()
        progress = Progress(path, output.say)
    except HeartError:
        return set()  # told when the round begins
    try:
        return progress.lately()
    except Unsaved:
        return set()
    finally:
        progress.close()


def _fits(films: Sequence[Film]) -> Callable[[str, str], list[str]]:
    """Of which of the films something is true."""

    def fits(what: str, value: str) -> list[str]:
        wanted = fold(value)
        found = {
            "performer": lambda film: (member.performer for member in film.cast),
            "director": lambda film: (m.name for m in film.crew if fold(m.job) == "director"),
            "title": lambda film: (film.title, *(title.title for title in film.titles)),
        }[what]
        return [film.title for film in films if wanted in map(fold, found(film))]

    return fits


def _command(named: str, seed: str, wish: Wish) -> str:
    """What plays the same round again, anywhere."""
    parts = ["heart", "quiz", *([named] if named else []), "--seed", seed]
    parts += ["--count", str(wish.count)]
    parts += ["--form", wish.forms[0]] if len(wish.forms) == 1 else []
    parts += ["--section", wish.section] if wish.section else []
    parts += ["--difficulty", wish.difficulty] if wish.difficulty else []
    parts += ["--spoilers"] if wish.spoilers else []
    return shlex.join(parts)


def practice(forms: tuple[Form, ...], count: int | None) -> Paper:
    """The questions that are due, of all films; those that are gone are told and kept.

    Raises HeartError where progress can't be read.
    """
    progress = _progress()
    try:
        due = progress.due(_now().date())
    finally:
        progress.close()
    rng = Random(int(SystemRandom().random() * _MOST_SEED))  # noqa: S311 - no secret
    films = {film.id: film for film in _films_of({one.film for one in due})}
    known = {
        question.id: question
        for film in films.values()
        for question in by_id(film, {one.question for one in due if one.film == film.id}).values()
    }
    drawn = [
        one
        for wanted in due
        if wanted.question in known
        and (one := drawn_in_a_form(known[wanted.question], forms, rng) or drawn_in_a_form(known[wanted.question], FORMS, rng))
    ][:count]
    gone = [one.question for one in due if one.question not in known]
    if gone:
        output.say(f"{len(gone)} due questions are no longer in your films; their progress is kept")
    head = {"due": len(due), "gone": gone}
    return Paper(list(films.values()), drawn, "heart practice", head)


def _films_of(ids: set[str]) -> Iterator[Film]:
    """The films with these ids that are on the shelf and can be read."""
    from heartcli import filmfile  # noqa: PLC0415 - only practice loads several

    for entry in shelf.entries() if ids else ():
        if entry.id in ids and not entry.broken:
            try:
                yield filmfile.load(entry.path)
            except HeartError as error:
                output.say(f"left out: {str(error).splitlines()[0]}")


def play(paper: Paper, manner: Manner) -> None:
    """Plays a round and tells how it ended."""
    now = _now()
    with ExitStack() as stack:
        keeper = stack.enter_context(_keeper(paper, now, save=manner.save))
        player, on_terminal = _player(manner, stack)
        screen = _screen(manner, now.date(), prompt=on_terminal)
        played = Round(paper.drawn, player, screen, keeper, now.date())
        played.play()
        screen.end(Ended(played.played, len(paper.drawn), paper.command, keeper.coming(now.date())))


def _player(manner: Manner, stack: ExitStack) -> tuple[Player, bool]:
    """Who replies, and whether that is somebody at a terminal."""
    import os  # noqa: PLC0415

    if manner.replies not in ("", "-"):
        try:
            return Lines(stack.enter_context(Path(manner.replies).open("rb"))), False
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise HeartError(f"{manner.replies} can't be read: {why}") from error
    if manner.replies or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Lines(sys.stdin.buffer), False
    keys = os.environ.get("TERM", "") != "dumb" or bool(os.environ.get("NO_COLOR"))
    return Keyboard(manner.seconds, keys=keys), True


def _screen(manner: Manner, today: date, *, prompt: bool) -> Screen:
    if manner.plain:
        return Plain(output.text, today, prompt=prompt)
    from heartcli.views.play import RichScreen  # noqa: PLC0415 - plain lines need no Rich

    return RichScreen(today, prompt=prompt)


class _Kept:
    """Saves into the player's progress; goes on without it where that is no longer possible."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def save(self, answered: Answered, today: date) -> Saved:
        """Saves an answer."""
        return self._try(lambda progress: progress.save(answered, today)) or Saved(0, None)

    def amend(self, saved: Saved, answered: Answered, today: date) -> None:
        """Replaces an answer that was asked back."""
        self._try(lambda progress: progress.amend(saved, answered, today))

    def coming(self, today: date) -> list[int] | None:
        """What is due; None where nothing is saved."""
        return self._try(lambda progress: progress.coming(today))

    def _try(self, work: Callable[[Progress], Any]) -> Any:
        if self._progress is None:
            return None
        try:
            return work(self._progress)
        except Unsaved as error:
            output.say(f"{error}; the round goes on and is not saved")
            self._progress = None
            return None

    def close(self) -> None:
        """Leaves the file in order."""
        if self._progress is not None:
            self._progress.close()


@contextmanager
def _keeper(paper: Paper, now: datetime, *, save: bool) -> Iterator[_Kept]:
    progress: Progress | None = None
    if save:
        try:
            progress = _progress()
            film = paper.films[0].id if len(paper.films) == 1 else ""
            progress.begin(now, film, paper.command, len(paper.drawn))
        except HeartError as error:
            output.say(f"{error}; the round is played and not saved")
    keeper = _Kept(progress)
    try:
        yield keeper
    finally:
        keeper.close()


def _progress() -> Progress:
    return Progress(places.home() / FILE, output.say)


def standing() -> Scores:
    """The player's scores. Raises HeartError where progress can't be read."""
    progress = _progress()
    try:
        return scores(progress, _now().date(), _there)
    finally:
        progress.close()


def _there(film: str, ids: set[str]) -> set[str]:
    return {question for one in _films_of({film}) for question in by_id(one, ids)}


def reset() -> Path:
    """Forgets all progress; gives the path of the copy that is kept."""
    progress = _progress()
    try:
        return progress.reset()
    finally:
        progress.close()


def _now() -> datetime:
    return datetime.now().astimezone()
