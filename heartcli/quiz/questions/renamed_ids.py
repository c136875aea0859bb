"""Question ids that have changed; progress saved under an old id moves to the new one.

Whoever renames a record, a written question or a template adds a row here and raises `VERSION` in
`heartcli/quiz/progress/database.py`, so that the renaming is done once.
"""

from collections.abc import Mapping

from heartcli.quiz.questions.question import parse_id

# A template's section and its old and new names, which end the ids of its questions.
_TEMPLATES: Mapping[tuple[str, str], str] = {
    ("titles", "title"): "place",  # asked the other way round
    ("crew", "job"): "name",
    ("companies", "role"): "name",
}
# Old and new ids of single questions, by film.
_QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "one-from-the-heart-1982": {
        "crew/bobby-vega-special-thanks+crew/mickey-hart-special-thanks/name": (
            "questions/grateful-dead"
        ),
        "figures/price-of-the-studio-lot/amount": "questions/price-of-the-lot",
        "questions/costume-designer": "crew/ruth-morley-costumes/name",
        "questions/her-fathers-lesson": "questions/sofias-lesson",
        "questions/letters-from": "questions/who-wrote-to-him",
        "questions/producers": "crew/fred-roos-producer+crew/gray-frederickson-producer/name",
        "questions/title-in-germany": "titles/germany-einer-mit-herz/place",
        "reviews/richard-brody-the-new-yorker/reviewed-for": "questions/change-of-heart",
    }
}


def renamed(question_id: str) -> str:
    """Returns a question's present id, given its present or a former one."""
    film_id, _, path = question_id.partition("/")
    about, kind = parse_id(question_id)
    if new_kind := _TEMPLATES.get((about[0].partition("/")[0], kind)):
        path = f"{'+'.join(about)}/{new_kind}"
    return f"{film_id}/{_QUESTIONS.get(film_id, {}).get(path, path)}"
