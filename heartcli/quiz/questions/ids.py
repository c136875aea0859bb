"""The ids of questions, which progress stores: film/records/what is asked."""

from heartcli.model.records import Strings

HEAD = "film"  # stands for the head of the film file among record ids


def format_id(film_id: str, about: Strings, kind: str) -> str:
    """Returns a question's id, such as "film-1999/cast/a+cast/b/performer". Ids are stored."""
    return f"{film_id}/{'+'.join(about)}/{kind}"


def parse_id(question_id: str) -> tuple[Strings, str]:
    """Returns the records that a question is about, and its kind: a suffix, or "written"."""
    _, _, path = question_id.partition("/")
    if path.startswith("questions/"):
        return (path,), "written"
    about, _, kind = path.rpartition("/")
    return tuple(about.split("+")), kind


def kind_of(question_id: str) -> str:
    """Returns what a question asks: the suffix of its template, or "written"."""
    return parse_id(question_id)[1]


def section_of(record_id: str) -> str:
    """Returns the section of the record with this id."""
    return record_id.partition("/")[0]
