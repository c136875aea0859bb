"""All the templates for questions about one film's records."""

from collections.abc import Callable, Iterator

from heartcli.quiz.questions import film_templates, people_templates
from heartcli.quiz.questions.film_facts import Draft, FilmFacts

Template = Callable[[FilmFacts], Iterator[Draft]]

TEMPLATES: tuple[Template, ...] = (
    people_templates.craft_questions,
    people_templates.cast_questions,
    people_templates.presence_questions,
    people_templates.song_questions,
    people_templates.critic_questions,
    people_templates.award_questions,
    film_templates.year_question,
    film_templates.country_question,
    film_templates.title_questions,
    film_templates.studio_questions,
    film_templates.length_question,
    film_templates.edition_questions,
    film_templates.figure_questions,
    film_templates.rating_question,
)
