"""Draws a round's questions and puts them in order; the same seed always gives the same round."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from math import sqrt
from random import Random
from zlib import crc32

from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Difficulty, Strings
from heartcli.model.sections import SECTIONS, ids_shown_by
from heartcli.quiz.questions.question import FORMS, HEAD, Form, Question
from heartcli.quiz.rounds.prepare import PreparedQuestion, prepare_question
from heartcli.quiz.rounds.reveals import ShownTexts
from heartcli.quiz.stable_random import randbelow
from heartcli.text.display import plural

_MAX_DAILY_SEED = 1_000_000
_REPEAT_PENALTY = 3  # how strongly each question drawn lowers the weight of similar ones
_MIN_COUNT_TO_ARRANGE = 5  # questions; a shorter round has no opening and closing question
# Per cent of a round that may share a template, a difficulty or a form.
_MAX_TEMPLATE_SHARE, _MAX_DIFFICULTY_SHARE, _MAX_FORM_SHARE = 30, 50, 20
_UNLIMITED_FORMS = ("choice", "typed")
_RULES = ("shares", "repeats", "reveals")  # the first is dropped first
CLOSING_FORMS = ("clues", "order")  # for the last question
_Queue = list[Question]  # of one film, section and template; the last is drawn next


@frozen
class QuestionFilter(Frozen):
    """Which questions a round may ask, and how many."""

    count: int = 10
    forms: tuple[Form, ...] = FORMS
    section: str = ""  # or a look-up command that shows parts of several sections
    difficulty: Difficulty | None = None
    spoilers: bool = False
    # Whether a question fits the format of an export; others are drawn only if those run out.
    fits: Callable[[PreparedQuestion], bool] | None = None

    def select(self, questions: Sequence[Question]) -> list[Question]:
        """Returns the questions that the round may ask."""
        return [
            question
            for question in keep_section(questions, self.section)
            if self.difficulty in (None, question.difficulty)
            and (self.spoilers or not question.spoiler)
            and (self.section or question.interest)
            and any(form in self.forms for form in question.forms)
        ]


def keep_section(questions: Sequence[Question], section: str) -> Sequence[Question]:
    """Returns the questions about a section, or about the records that a look-up command shows."""
    if not section:
        return questions
    if section == HEAD or section in SECTIONS:
        return [question for question in questions if question.section == section]
    films = {question.film.id: question.film for question in questions}
    shown = {film_id: ids_shown_by(section, film.records()) for film_id, film in films.items()}
    return [q for q in questions if not shown[q.film.id].isdisjoint(_main_records(q))]


def _main_records(question: Question) -> list[str]:
    """Returns the ids of the records that a question asks about, without merely related ones."""
    return [about for about in question.about if about.startswith(f"{question.section}/")]


def draw_round(
    questions: Sequence[Question], rng: Random, question_filter: QuestionFilter
) -> list[PreparedQuestion]:
    """Draws questions, none twice, that differ as far as possible.

    Opens with an easy one and closes with clues or an order, if there are any.
    """
    accepted = question_filter.select(questions)
    seed = rng.random() if len(accepted) <= question_filter.count else None
    drawing = _Drawing(_shuffled_by_interest(accepted, rng), question_filter, rng, seed)
    if question_filter.count >= _MIN_COUNT_TO_ARRANGE:
        drawing.draw_first(lambda q: q.difficulty == "easy" and "choice" in q.forms)
        if not drawing.drawn:
            drawing.draw_first(lambda q: q.difficulty == "easy" and not _can_close(q))
        drawing.draw_first(_can_close)
    drawing.draw_varied()
    drawing.draw_remaining()
    return _with_closing_question(drawing.drawn)


def _can_close(question: Question) -> bool:
    return any(form in question.forms for form in CLOSING_FORMS)


def _shuffled_by_interest(questions: Sequence[Question], rng: Random) -> list[Question]:
    """Returns the questions in random order, in which interesting ones tend to come first."""
    pairs = [(max([rng.random() for _ in range(q.interest or 1)]), q) for q in questions]
    return [question for _, question in sorted(pairs, key=lambda pair: -pair[0])]


def _with_closing_question(drawn: list[PreparedQuestion]) -> list[PreparedQuestion]:
    """Moves the first question that can close the round to the end."""
    for i, prepared in enumerate(drawn):
        if prepared.form in CLOSING_FORMS:
            return [*drawn[:i], *drawn[i + 1 :], prepared]
    return drawn


class _Drawing:
    """A round being drawn. If too few questions fit its rules, it drops one after another.

    With a seed, it has no rules: it draws all questions, and the seed and a question's id decide
    its form and its options.
    """

    def __init__(
        self,
        questions: list[Question],
        question_filter: QuestionFilter,
        rng: Random,
        seed: float | None,
    ) -> None:
        self.drawn: list[PreparedQuestion] = []
        self._remaining = questions
        self._filter = question_filter
        self._rng = rng
        self._counts: Counter[tuple[str, str]] = Counter()  # questions drawn, by what they share
        self._used_keys: set[tuple[str, str]] = set()
        self._shown = ShownTexts()
        self._seed = seed
        rules = (*_RULES, "fits") if question_filter.fits else _RULES
        self._rules: Strings = rules if seed is None else ()

    @property
    def _is_complete(self) -> bool:
        return len(self.drawn) >= self._filter.count

    def draw_first(self, is_suitable: Callable[[Question], bool]) -> None:
        """Draws the first suitable question that the rules allow, if there is one."""
        for i, question in enumerate(self._remaining):
            if is_suitable(question) and self._try(question):
                del self._remaining[i]
                return

    def draw_varied(self) -> None:
        """Draws evenly from all films and from different sections, written questions first."""
        films = _queues_by_film(self._remaining)
        self._remaining = []
        while films and not self._is_complete:
            film_id = self._pick_film(films)
            queues = [queue for queue in films[film_id] if queue]
            if open_queues := [queue for queue in queues if not self._is_used_up(queue[-1])]:
                question = self._pick_queue(open_queues).pop()
                if not self._try(question):
                    self._remaining.append(question)
            else:
                self._remaining += [question for queue in films.pop(film_id) for question in queue]
        for queues in films.values():
            self._remaining += [question for queue in queues for question in queue]

    def draw_remaining(self) -> None:
        """Completes the round, dropping one rule after another."""
        while self._rules and not self._is_complete:
            self._rules = self._rules[1:]
            self._remaining = [q for q in self._remaining if not self._try(q)]

    def _pick_film(self, films: Collection[str]) -> str:
        """Picks one of the films that were drawn from least."""
        fewest = min(self._counts["film", film_id] for film_id in films)
        least = [film_id for film_id in films if self._counts["film", film_id] == fewest]
        return least[randbelow(len(least), self._rng)]

    def _pick_queue(self, queues: Sequence[_Queue]) -> _Queue:
        preferred = [queue for queue in queues if queue[-1].is_written] or queues
        weights = list(map(self._weight, preferred))
        return preferred[_weighted_index(weights, self._rng)]

    def _weight(self, queue: _Queue) -> float:
        """Returns a queue's relative chance of being drawn from."""
        first = queue[-1]
        repeats = self._counts["section", first.section]
        if first.is_written:  # equally likely, or those of small sections would come up too often
            return len(queue) / (1 + repeats)
        repeats += self._counts["template", first.template]
        return sqrt(len(queue)) * (first.interest or 1) ** 2 / (1 + _REPEAT_PENALTY * repeats)

    def _try(self, question: Question) -> bool:
        """Draws a question if the round isn't complete and the rules allow it."""
        if self._is_complete or self._exceeds_share(question):
            return False
        keys = _keys(question)
        if "repeats" in self._rules and self._used_keys & keys:
            return False
        prepared = self._prepare(question)
        if not prepared or self._is_unsuitable(prepared):
            return False
        self.drawn.append(prepared)
        self._used_keys |= keys
        self._shown.add(prepared)
        self._counts.update(
            [
                *(("film", question.film.id), ("section", question.section)),
                *(("template", question.template), ("difficulty", question.difficulty)),
                ("form", prepared.form),
            ]
        )
        return True

    def _prepare(self, question: Question) -> PreparedQuestion | None:
        rng, prefer_choice = self._rng, 2 * self._counts["form", "choice"] <= len(self.drawn)
        if self._seed is not None:  # a question added to the film leaves the others as they were
            rng = Random(f"{self._seed} {question.id}")  # noqa: S311 - not a secret
            prefer_choice = not randbelow(2, rng)
        return prepare_question(question, self._forms_left(), rng, prefer_choice=prefer_choice)

    def _is_unsuitable(self, prepared: PreparedQuestion) -> bool:
        """Whether a question doesn't fit the format, or it or another gives an answer away."""
        if "fits" in self._rules and self._filter.fits and not self._filter.fits(prepared):
            return True
        return "reveals" in self._rules and self._shown.conflicts_with(prepared)

    def _exceeds_share(self, question: Question) -> bool:
        if "shares" not in self._rules:
            return False
        level_count = self._counts["difficulty", question.difficulty]
        is_level_open = self._filter.difficulty or level_count < self._limit(_MAX_DIFFICULTY_SHARE)
        is_form_left = any(form in question.forms for form in self._forms_left())
        return self._is_used_up(question) or not is_level_open or not is_form_left

    def _is_used_up(self, question: Question) -> bool:
        """Whether the round has as many questions from this template as it may."""
        if "shares" not in self._rules or question.is_written:
            return False
        limit = self._limit(_MAX_TEMPLATE_SHARE)
        return self._counts["template", question.template] >= limit

    def _forms_left(self) -> Sequence[Form]:
        forms, limit = self._filter.forms, self._limit(_MAX_FORM_SHARE)
        if "shares" not in self._rules or len(forms) == 1:
            return forms
        return [f for f in forms if f in _UNLIMITED_FORMS or self._counts["form", f] < limit]

    def _limit(self, per_cent: int) -> int:
        return _share(self._filter.count, per_cent)


def _share(count: int, per_cent: int) -> int:
    """Returns a share of a number of questions, rounded up."""
    return -(-count * per_cent // 100)


def _queues_by_film(questions: Iterable[Question]) -> dict[str, list[_Queue]]:
    """Divides the questions about each film by section and template, the first at the end."""
    queues: defaultdict[tuple[str, str, str], _Queue] = defaultdict(list)
    for question in questions:
        queues[question.film.id, question.section, question.template].append(question)
    films: defaultdict[str, list[_Queue]] = defaultdict(list)
    for (film_id, _, _), queue in sorted(queues.items()):
        films[film_id].append(queue[::-1])
    return films


def _keys(question: Question) -> set[tuple[str, str]]:
    """Returns what no other question in the round should be about."""
    records = {(question.film.id, record_id) for record_id in question.about}
    return records | {("", key) for key in question.exclusive_keys}


def _weighted_index(weights: Sequence[float], rng: Random) -> int:
    rest = rng.random() * sum(weights)
    for i, weight in enumerate(weights):
        rest -= weight
        if rest < 0:
            return i
    return len(weights) - 1  # in case of rounding errors


def explain_shortage(drawn: Sequence[PreparedQuestion], question_filter: QuestionFilter) -> str:
    """Says that too few questions match, or too few to vary the round; "" if there are enough."""
    if len(drawn) < question_filter.count:
        return f"Only {plural(len(drawn), 'question')} match{'es' if len(drawn) == 1 else ''}"
    keys = Counter(key for p in drawn for key in set(p.question.exclusive_keys))
    if keys and max(keys.values()) > 1:
        return "Few films match, so some come up more than once"
    templates = Counter(p.question.template for p in drawn if not p.question.is_written)
    limit = _share(question_filter.count, _MAX_TEMPLATE_SHARE)
    is_narrow = question_filter.section or len(question_filter.forms) == 1
    if templates and max(templates.values()) > limit and not is_narrow:
        return "Few questions match, so some are alike"
    return ""


def checksum(questions: Sequence[PreparedQuestion]) -> str:
    """Returns four hexadecimal digits that show players whether they have the same round."""
    content = [(q.id, form, q.ask, q.answer.text, options) for q, form, options in questions]
    return f"{crc32(repr(content).encode()) & 0xFFFF:04x}"


def daily_seed(day: date, key: str) -> int:
    """Returns the seed of a day's round, the same for everybody who plays the same films."""
    return crc32(f"{day.isoformat()} {key}".encode()) % _MAX_DAILY_SEED
