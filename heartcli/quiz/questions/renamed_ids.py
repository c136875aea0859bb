"""Question ids that have changed; progress saved under an old id moves to the new one.

Whoever renames a record, a written question or a template adds a row here and raises `VERSION` in
`heartcli/quiz/progress/database.py`, so that the renaming is done once.
"""

from collections.abc import Mapping

from heartcli.quiz.questions.question import parse_id

# By film: the old and the new ids of records and written questions.
_RECORDS: Mapping[str, Mapping[str, str]] = {}
# The old and the new name of a template, each with the section that it belongs to.
_TEMPLATES: Mapping[tuple[str, str], str] = {}


def renamed(question_id: str) -> str:
    """Returns a question's present id, given its present or a former one."""
    film_id, _, path = question_id.partition("/")
    records = _RECORDS.get(film_id, {})
    if path.startswith("questions/"):
        return f"{film_id}/{records.get(path, path)}"
    about, kind = parse_id(question_id)
    kind = _TEMPLATES.get((about[0].partition("/")[0], kind), kind)
    return f"{film_id}/{'+'.join(sorted(records.get(name, name) for name in about))}/{kind}"
