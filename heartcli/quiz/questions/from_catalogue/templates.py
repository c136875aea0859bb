"""All templates for questions about many films, and the questions they make."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random

from heartcli.model.records import Difficulty
from heartcli.quiz.questions.from_catalogue import (
    acting_directors,
    casts,
    claims,
    collisions,
    comparing,
    details,
    directors,
    ladders,
    links,
    lost_letters,
    missing_words,
    riddles,
    titles,
    twins,
    years,
)
from heartcli.quiz.questions.from_catalogue.pool import Pool
from heartcli.quiz.questions.from_catalogue.template import Template, find_subjects, make_question
from heartcli.quiz.questions.question import Question, kind_of

TEMPLATES: dict[str, Template] = {
    template.name: template
    for template in (
        details.PLAYER,
        details.CHARACTER,
        details.ABROAD,
        directors.DIRECTED,
        directors.BY,
        directors.LINKED,
        directors.ODD,
        casts.TOGETHER,
        casts.NAME_FILM,
        ladders.WHICH_FILM,
        ladders.WHO_AM_I,
        links.COMMON_STAR,
        links.MISSING_LINK,
        links.CO_STAR,
        years.RELEASED,
        years.CAREER,
        years.FIRST,
        years.CAREER_FIRST,
        casts.NOT_IN,
        years.YEAR,
        claims.SAME_YEAR,
        claims.DIRECTED_CLAIM,
        claims.SAME_DIRECTOR,
        comparing.LONGEST,
        comparing.BIGGEST,
        comparing.OSCARS,
        titles.INITIALS,
        missing_words.SUM,
        twins.SAME_TITLE,
        missing_words.SHARED_WORD,
        missing_words.WORD_LINK,
        titles.MISSING_VOWELS,
        titles.HIDDEN_ANIMAL,
        collisions.STAR_COLLISION,
        collisions.TITLE_COLLISION,
        links.TIME_BRIDGE,
        directors.DOUBLE_SHIFT,
        acting_directors.ACTING_DIRECTOR,
        lost_letters.LOST_LETTER,
        *riddles.TITLE_RIDDLES,
        riddles.NAME_RIDDLE,
    )
}
_MAX_TRIES = 12  # picks per template and question
_WEIGHTS = {1: 1.0, 2: 2.0, 3: 12.0}  # how likely a template is to be drawn, by its interest
_REPEAT_POWER = 3  # how steeply that drops each time the template is drawn
_RARELY = 0.001  # the weight of plain templates once there are enough, so that they only fill gaps
_PLAIN_PART = 11  # at most one question made in this many is plain; of those asked, one in eight


def make_questions(
    pool: Pool,
    limit: int,
    is_acceptable: Callable[[Question], bool],
    rng: Random,
    *,
    is_one_level: bool = False,
) -> Iterator[Question]:
    """Yields up to this many acceptable questions, most of them from interesting templates.

    No two name the same film or person. The first, if possible, can close a round. As far as
    possible, at most half have the same difficulty, unless `is_one_level`.
    """
    used: set[str] = set()
    asked: list[Template] = []
    levels: Counter[Difficulty] = Counter()
    left, restarted = list(TEMPLATES.values()), 0

    def fits(question: Question) -> bool:
        is_varied = is_one_level or restarted or 2 * levels[question.difficulty] < limit
        return bool(is_varied) and is_acceptable(question)

    closing = [template for template in left if template.closes_rounds]
    while left and len(asked) < limit:
        templates = left if asked or not closing else closing
        template = _draw_template(templates, asked, limit // _PLAIN_PART, rng)
        if question := _try_template(template, pool, used, fits, rng):
            used |= {*question.exclusive_keys}
            levels[question.difficulty] += 1
            asked.append(template)
            yield question
        else:
            templates.remove(template)
        if not left:  # those that have made questions may have failed by chance
            left, restarted = list(dict.fromkeys(asked[restarted:])), len(asked)


def _draw_template(
    templates: Sequence[Template], asked: Sequence[Template], max_plain: int, rng: Random
) -> Template:
    """Draws a template; interesting ones that have been asked less often are more likely."""
    repeats = Counter(template.name for template in asked)
    is_plain_rare = sum(template.interest == 1 for template in asked) >= max_plain
    weights = {
        template.name: _RARELY
        if template.interest == 1 and is_plain_rare
        else _WEIGHTS[template.interest] / (1 + repeats[template.name]) ** _REPEAT_POWER
        for template in templates
    }
    return max(templates, key=lambda template: rng.random() ** (1 / weights[template.name]))


def _try_template(
    template: Template,
    pool: Pool,
    used: set[str],
    fits: Callable[[Question], bool],
    rng: Random,
) -> Question | None:
    for _ in range(_MAX_TRIES):
        subjects = template.pick(pool, rng)
        if not subjects or not used.isdisjoint(film.id for film in subjects.films):
            continue
        question = make_question(template, pool, subjects)
        if question and fits(question) and used.isdisjoint(question.exclusive_keys):
            return question
    return None


def remake_question(question_id: str, pool: Pool) -> Question | None:
    """Makes the question with this id again; None if its films have changed or are gone."""
    template, subjects = TEMPLATES.get(kind_of(question_id)), find_subjects(question_id, pool)
    try:
        question = template and subjects and make_question(template, pool, subjects)
    except ValueError:  # more or fewer films or people than the template takes
        return None
    return question if question and question.id == question_id else None


def is_catalogue_question(question_id: str) -> bool:
    """Whether a template for many films made the question with this id."""
    return kind_of(question_id) in TEMPLATES
