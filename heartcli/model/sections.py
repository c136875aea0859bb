"""The table of sections: what each holds, and how it is printed, searched and shown.

A new section needs a record class in `records.py`, a field of `Film`, a row here, and a view in
`heartcli/output/rich/sections.py`. Tests say which of them is missing.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import (
    Award,
    CastMember,
    Certificate,
    Company,
    CrewMember,
    Edition,
    Figure,
    LegacyNote,
    PlotBeat,
    ProductionNote,
    Rating,
    Record,
    Release,
    Review,
    Song,
    Strings,
    Title,
    WrittenQuestion,
)
from heartcli.text.folding import fold

_FILM_JOBS = (  # shown by `heart film`; folded
    *("director", "story", "screenplay", "writer", "script", "producer", "editor", "editing"),
    *("cinematography", "cinematographer", "photography", "director of photography"),
    *("music", "composer", "songs", "music and songs"),
)
_Kind = TypeVar("_Kind", bound=Record)


def _every(_: Record) -> bool:
    return True


@frozen
class Section(Frozen, Generic[_Kind]):
    """One section of a film."""

    record_class: type[_Kind]
    shown_by: Mapping[str, Callable[[_Kind], bool]]  # command → whether it shows a record
    columns: Strings = ()  # of --plain, between the id and the notes
    name_fields: Strings = ()  # hold names, which count for more in a search than other text
    search_words: str = ""  # also find all records of the section


SECTIONS: dict[str, Section[Any]] = {  # in the order of a film file
    "titles": Section(
        record_class=Title,
        columns=("place", "title", "text"),
        name_fields=("title", "place"),
        search_words="title called abroad country",
        shown_by={"releases": _every},
    ),
    "cast": Section(
        record_class=CastMember,
        columns=("performer", "character", "billing", "text"),
        name_fields=("performer", "character"),
        search_words="cast actor actress plays played role",
        shown_by={"film": lambda member: not member.cameo, "cast": _every},
    ),
    "crew": Section(
        record_class=CrewMember,
        columns=("name", "job", "department", "text"),
        name_fields=("name", "job"),
        search_words="crew made",
        shown_by={
            "film": lambda member: fold(member.job) in _FILM_JOBS and not member.doubtful,
            "crew": _every,
            "music": lambda member: fold(member.department) == "music",
        },
    ),
    "companies": Section(
        record_class=Company,
        columns=("name", "role", "text"),
        name_fields=("name", "role"),
        search_words="company companies studio",
        shown_by={"crew": _every},
    ),
    "plot": Section(
        record_class=PlotBeat,
        columns=("text",),
        search_words="plot story scene",
        shown_by={"plot": _every},
    ),
    "production": Section(
        record_class=ProductionNote,
        columns=("topic", "date", "text"),
        search_words="production making made",
        shown_by={
            "production": lambda note: note.topic != "music",
            "music": lambda note: note.topic == "music",
        },
    ),
    "songs": Section(
        record_class=Song,
        columns=("title", "performers", "length", "text"),
        name_fields=("title", "performers", "writers"),
        search_words="song songs music track soundtrack",
        shown_by={"music": _every},
    ),
    "editions": Section(
        record_class=Edition,
        columns=("name", "date", "minutes", "text"),
        name_fields=("name",),
        search_words="edition version cut running time length minutes long",
        shown_by={"film": _every, "releases": _every},
    ),
    "releases": Section(
        record_class=Release,
        columns=("edition", "kind", "medium", "place", "date", "by", "text"),
        name_fields=("place", "edition", "medium", "by"),
        search_words="release released date opened",
        shown_by={"releases": _every},
    ),
    "certificates": Section(
        record_class=Certificate,
        columns=("place", "certificate", "date", "text"),
        name_fields=("place", "certificate", "edition"),
        search_words="certificate rated rating age",
        shown_by={"releases": _every},
    ),
    "figures": Section(
        record_class=Figure,
        columns=("name", "amount", "currency", "unit", "date", "text"),
        name_fields=("name", "place"),
        search_words="money cost figure number",
        shown_by={
            "production": lambda figure: figure.topic != "box office",
            "reception": lambda figure: (
                figure.topic == "box office" or fold(figure.name) == "budget"
            ),
        },
    ),
    "reviews": Section(
        record_class=Review,
        columns=("critic", "publication", "date", "stance", "quote", "text"),
        name_fields=("critic", "publication"),
        search_words="review critic critics said",
        shown_by={"reception": _every},
    ),
    "ratings": Section(
        record_class=Rating,
        columns=("by", "score", "out_of", "votes", "quote", "text"),
        name_fields=("by",),
        search_words="rating score",
        shown_by={"reception": _every},
    ),
    "awards": Section(
        record_class=Award,
        columns=("award", "category", "result", "people", "date", "text"),
        name_fields=("award", "category", "people"),
        search_words="award awards prize oscar oscars nomination nominated",
        shown_by={"reception": _every},
    ),
    "legacy": Section(
        record_class=LegacyNote,
        columns=("date", "text"),
        search_words="legacy influence after",
        shown_by={"reception": _every},
    ),
    "questions": Section(record_class=WrittenQuestion, shown_by={}),  # only the quiz shows them
}
FACT_SECTIONS = tuple(name for name in SECTIONS if name != "questions")
