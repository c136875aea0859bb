"""Builds a round from a seed, for a day, or from questions that weren't asked lately."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import date
from random import Random
from typing import NamedTuple

from heartcli.errors import HeartError, Notify
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.quiz.progress.store import open_progress
from heartcli.quiz.questions.question import Question
from heartcli.quiz.rounds import draw
from heartcli.quiz.rounds.draw import QuestionFilter
from heartcli.quiz.rounds.play import correct_order
from heartcli.quiz.rounds.prepare import PreparedQuestion
from heartcli.quiz.stable_random import randbelow
from heartcli.text.display import plural, printable_line, shell_quote

_SEEDS_TRIED = 5  # random seeds to try for the round with the fewest recent questions
_MAX_RANDOM_SEED = 10_000  # short enough to tell a friend


@frozen
class RoundRequest(QuestionFilter):
    """Which questions to draw, and the seed to draw them with."""

    seed: str = ""  # "" for a random seed; if it ends in a checksum, the round must match that
    day: date | None = None  # if set, draw this day's round, which is the same for everybody
    avoid_recent: bool = True  # prefer questions that weren't asked lately
    is_everything: bool = False  # whether to ask every question; then there can't be too few
    names_films: bool = False  # in every question, even in a round about a single film
    verb: str = "quiz"  # the command that replays it: "quiz", "export sheet"


class QuestionSource(NamedTuple):
    """Where a round's questions come from."""

    films: Sequence[Film] | None  # None for catalogue films, known only after drawing
    film_args: Sequence[str]  # the films as command-line arguments; empty for the default film
    make_questions: Callable[[Random], Sequence[Question]]  # the questions to draw from


class History(NamedTuple):
    """The ids of questions that a round should avoid, and of those it must leave out."""

    recent: set[str]
    suppressed: set[str]


@frozen
class QuestionSet(Frozen):
    """A round's questions, and the command that replays it."""

    films: Sequence[Film]
    questions: Sequence[PreparedQuestion]
    command: str
    metadata: JsonObject  # other keys for the JSON document
    from_catalogue: bool = False

    def data(self) -> JsonObject:
        """Returns the questions with their answers and sources, for a JSON document."""
        with_films = self.from_catalogue or len(self.films) != 1
        numbered = enumerate(self.questions, 1)
        questions = [_question_data(n, prepared, with_film=with_films) for n, prepared in numbered]
        if with_films:
            cited = [self._cited_sources(film) for film in self.films]
            films = [film.header() | part for film, part in zip(self.films, cited, strict=True)]
            shared = {"sources": _shared_fields(part["sources"] for part in cited)}
            return {"films": films} | self.metadata | {"questions": questions} | shared
        [film] = self.films
        head = {"film": film.header()} | self.metadata
        return head | {"questions": questions} | self._cited_sources(film)

    def _cited_sources(self, film: Film) -> JsonObject:
        """Returns, under the key `sources`, the sources that the questions about a film cite."""
        sources: JsonObject = {}
        for question in (prepared.question for prepared in self.questions):
            if question.film.id == film.id:
                sources |= question.film.sources_data(question.sources)["sources"]
        return {"sources": {name: _printable(source) for name, source in sources.items()}}


def _printable(source: dict[str, str]) -> dict[str, str]:
    return {field: printable_line(text) for field, text in source.items()}


def _shared_fields(sources_by_film: Iterable[dict[str, JsonObject]]) -> dict[str, JsonObject]:
    """Returns the fields that all sources with the same id have in common, by id."""
    shared: dict[str, JsonObject] = {}
    for sources in sources_by_film:
        for name, source in sources.items():
            known = shared.setdefault(name, source)
            shared[name] = {k: v for k, v in known.items() if source.get(k) == v}
    return shared


def _question_data(number: int, prepared: PreparedQuestion, *, with_film: bool) -> JsonObject:
    question, answer = prepared.question, prepared.question.answer
    return {
        "number": number, "id": question.id,
        **({"film": question.film.id} if with_film else {}),
        "template": question.template, "section": question.section,
        "difficulty": question.difficulty, "form": prepared.form,
        "ask": question.ask, **({"clues": list(question.clues)} if question.clues else {}),
        "options": list(prepared.options),
        "answer": correct_order(prepared) if prepared.form == "order" else answer.text,
        "accept": list(answer.accept), "why": question.why,
        **({"spoiler": True} if question.spoiler else {}),
        "about": list(question.about), "sources": list(question.sources),
    }  # fmt: skip


def parse_seed(text: str) -> tuple[int, str]:
    """Splits a seed into number and checksum: "4711-9f3c" → (4711, "9f3c"). Raises ValueError."""
    match = re.fullmatch(r"([0-9]{1,12})(?:-([0-9a-fA-F]{4}))?", text)
    if not match:
        raise ValueError(f"'{text}' is not a seed. Use a number such as 4711 or 4711-9f3c")
    return int(match[1]), (match[2] or "").lower()


def build_from(
    source: QuestionSource, request: RoundRequest, rng: Random, notify: Notify
) -> QuestionSet:
    """Builds a round from any source of questions. Raises HeartError if no question matches."""
    history = _load_history(notify)
    seed, drawn, shared_check = _draw(source, request, rng, history)
    if not drawn:
        raise HeartError(_explain_no_match(source, request))
    check = draw.checksum(drawn)
    if shared_check not in ("", check):
        notify(
            "This seed is from another version of heart or of its films, or from a round with"
            " other options, so this is a different round"
        )
    if request.seed and not shared_check:
        notify(
            f"Seed {seed} gives a different round in other versions of heart. To replay this one,"
            f" use {seed}-{check}"
        )
    shortage = "" if request.is_everything else draw.explain_shortage(drawn, request)
    if shortage:
        notify(shortage)
    questions = [p for p in drawn if p.question.id not in history.suppressed]
    if suppressed := len(drawn) - len(questions):
        notify(f"Left out {plural(suppressed, 'question')} that you don't want to be asked again")
    asked_about = {p.question.film.id: p.question.film for p in questions}
    command = _replay_command(source.film_args, f"{seed}-{check}", request)
    return QuestionSet(
        films=list(asked_about.values()) if source.films is None else source.films,
        questions=questions,
        command=command,
        metadata={"seed": seed, "check": check, "command": command},
        from_catalogue=source.films is None,
    )


def _draw(
    source: QuestionSource, request: RoundRequest, rng: Random, history: History
) -> tuple[int, list[PreparedQuestion], str]:
    """Draws questions. Returns the seed, the questions, and the checksum given with the seed."""

    def draw_with(seed: int) -> list[PreparedQuestion]:
        rng = Random(seed)  # noqa: S311 - not a secret
        return draw.draw_round(source.make_questions(rng), rng, request)

    if request.day:
        film_ids = "+".join(film.id for film in source.films or ())
        seed = draw.daily_seed(request.day, film_ids or " ".join(source.film_args))
        return seed, draw_with(seed), ""
    if request.seed:
        seed, check = parse_seed(request.seed)
        return seed, draw_with(seed), check
    avoided = [history.suppressed, history.recent] if request.avoid_recent else [history.suppressed]
    rounds: list[tuple[list[int], int, list[PreparedQuestion]]] = []
    while len(rounds) < _SEEDS_TRIED and not (rounds and not any(rounds[-1][0])):
        seed = randbelow(_MAX_RANDOM_SEED, rng)
        questions = draw_with(seed)
        counts = [sum(p.question.id in ids for p in questions) for ids in avoided]
        rounds.append((counts, seed, questions))
    _, seed, questions = min(rounds, key=lambda drawn: drawn[0])
    return seed, questions, ""


def _load_history(notify: Notify) -> History:
    """Loads the history from progress; empty if that can't be read, which the round reports."""
    try:
        with closing(open_progress(notify, read_only=True)) as progress:
            return History(progress.recent_question_ids(), progress.suppressed_ids())
    except (HeartError, OSError):
        return History(set(), set())


def _explain_no_match(source: QuestionSource, request: RoundRequest) -> str:
    """Returns an error message that says which options left none of how many questions."""
    titles = ["catalogue films"] if source.films is None else [f.title for f in source.films]
    name = titles[0] if len(titles) == 1 else "these films"
    count = len(source.make_questions(Random(0)))  # noqa: S311 - not a secret
    options = " ".join(map(shell_quote, _filter_options(request)))
    if not count and options and source.films is None:  # only matching ones are made
        return f"no questions about {name} match {options}"
    if not count or not options:
        return f"no questions about {name}"
    if count == 1:
        return f"the only question about {name} doesn't match {options}"
    return f"none of the {count:,} questions about {name} match {options}"


def _replay_command(film_args: Sequence[str], seed: str, request: RoundRequest) -> str:
    """Returns the command that replays this round on any computer with the same films."""
    counted = [] if request.count == QuestionFilter().count else ["--count", str(request.count)]
    if request.is_everything:
        counted = ["--all"]
    counted += ["--name-films"] if request.names_films else []
    parts = ["heart", *request.verb.split(), *film_args, "--seed", seed, *counted]
    return " ".join(map(shell_quote, [*parts, *_filter_options(request)]))


def _filter_options(question_filter: QuestionFilter) -> list[str]:
    """Returns the command-line options for a filter."""
    form = question_filter.forms[0] if len(question_filter.forms) == 1 else ""
    section, difficulty = question_filter.section, question_filter.difficulty
    options = (("--form", form), ("--section", section), ("--difficulty", difficulty))
    parts = [part for name, value in options if value for part in (name, value)]
    return [*parts, "--spoilers"] if question_filter.spoilers else parts
