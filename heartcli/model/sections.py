"""The table of sections: which records each holds, and how to print, search and show them.

A new section needs a record class in `records.py`, a field of `Film`, a row here, and a place on
the screens of the commands that show it. Tests report any that is missing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from heartcli.model import records
from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Record, Strings
from heartcli.text.folding import fold

FILM_JOBS: dict[str, Strings] = {  # what `heart film` calls some jobs, which are case-folded
    "Director": ("director",),
    "Written by": ("story", "screenplay", "writer", "script"),
    "Producer": ("producer",),
    "Photography": (
        "cinematography", "cinematographer", "photography", "director of photography"),
    "Editor": ("editor", "editing"),
    "Music": ("music", "composer", "songs", "music and songs"),
}  # fmt: skip
_FILM_JOBS = {job for jobs in FILM_JOBS.values() for job in jobs}
_Kind = TypeVar("_Kind", bound=Record)


@frozen
class Section(Frozen, Generic[_Kind]):
    """One section of a film."""

    record_class: type[_Kind]
    shown_by: Mapping[str, Callable[[_Kind], bool]]  # command → whether it shows a record
    columns: Strings = ()  # fields between the id and the notes in plain text
    name_fields: Strings = ()  # fields that hold names, which searches rank higher
    search_words: str = ""  # query words that match every record in the section


def _every(_: Record) -> bool:
    return True


SECTIONS: dict[str, Section[Any]] = {  # in the order of film files
    "titles": Section(
        record_class=records.Title, shown_by={"releases": _every},
        columns=("place", "title", "text"), name_fields=("title", "place"),
        search_words="title called abroad country"),
    "cast": Section(
        record_class=records.CastMember,
        shown_by={"film": lambda member: not member.cameo, "cast": _every},
        columns=("performer", "character", "billing", "text"),
        name_fields=("performer", "character"),
        search_words="cast actor actress plays played role"),
    "crew": Section(
        record_class=records.CrewMember,
        shown_by={
            "film": lambda member: fold(member.job) in _FILM_JOBS and not member.doubtful,
            "crew": _every,
            "music": lambda member: fold(member.department) == "music"},
        columns=("name", "job", "department", "text"), name_fields=("name", "job"),
        search_words="crew made"),
    "companies": Section(
        record_class=records.Company, shown_by={"crew": _every},
        columns=("name", "role", "text"), name_fields=("name", "role"),
        search_words="company companies studio"),
    "plot": Section(
        record_class=records.PlotBeat, shown_by={"plot": _every},
        columns=("text",), search_words="plot story scene"),
    "production": Section(
        record_class=records.ProductionNote,
        shown_by={"production": lambda note: note.topic != "music",
                  "music": lambda note: note.topic == "music"},
        columns=("topic", "date", "text"), search_words="production making made"),
    "songs": Section(
        record_class=records.Song, shown_by={"music": _every},
        columns=("title", "performers", "length", "text"),
        name_fields=("title", "performers", "writers"),
        search_words="song songs music track soundtrack"),
    "editions": Section(
        record_class=records.Edition, shown_by={"film": _every, "releases": _every},
        columns=("name", "date", "minutes", "text"), name_fields=("name",),
        search_words="edition version cut running time length minutes long"),
    "releases": Section(
        record_class=records.Release, shown_by={"releases": _every},
        columns=("edition", "kind", "medium", "place", "date", "by", "text"),
        name_fields=("place", "edition", "medium", "by"),
        search_words="release released date opened"),
    "certificates": Section(
        record_class=records.Certificate, shown_by={"releases": _every},
        columns=("place", "certificate", "date", "text"),
        name_fields=("place", "certificate", "edition"),
        search_words="certificate rated rating age"),
    "figures": Section(
        record_class=records.Figure,
        shown_by={
            "production": lambda figure: figure.topic != "box office",
            "reception": lambda figure: figure.topic == "box office"
                                        or fold(figure.name) == "budget"},
        columns=("name", "amount", "currency", "unit", "date", "text"),
        name_fields=("name", "place"),
        search_words="money cost figure number"),
    "reviews": Section(
        record_class=records.Review, shown_by={"reception": _every},
        columns=("critic", "publication", "date", "stance", "quote", "text"),
        name_fields=("critic", "publication"),
        search_words="review critic critics said"),
    "ratings": Section(
        record_class=records.Rating, shown_by={"reception": _every},
        columns=("by", "score", "out_of", "votes", "quote", "text"), name_fields=("by",),
        search_words="rating score"),
    "awards": Section(
        record_class=records.Award, shown_by={"reception": _every},
        columns=("award", "category", "result", "people", "date", "text"),
        name_fields=("award", "category", "people"),
        search_words="award awards prize oscar oscars nomination nominated"),
    "legacy": Section(
        record_class=records.LegacyNote, shown_by={"reception": _every},
        columns=("date", "text"), search_words="legacy influence after"),
    "questions": Section(record_class=records.WrittenQuestion, shown_by={}),  # for the quiz
}  # fmt: skip
FACT_SECTIONS = tuple(name for name in SECTIONS if name != "questions")
LOOK_UPS = tuple(dict.fromkeys(name for row in SECTIONS.values() for name in row.shown_by))


def ids_shown_by(command: str, named_records: Iterable[tuple[str, Record]]) -> set[str]:
    """The ids of the records that a look-up command shows, given each with its section's name."""
    return {
        record.id
        for section, record in named_records
        if command in (shown_by := SECTIONS[section].shown_by) and shown_by[command](record)
    }
