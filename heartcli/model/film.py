"""A film, and what can be asked of it. Nothing here reads or writes."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, get_args

from heartcli.model.frozen import Frozen, frozen, to_data
from heartcli.model.records import (
    Award,
    CastMember,
    Certificate,
    Company,
    CrewMember,
    Dispute,
    Edition,
    Figure,
    Ids,
    LegacyNote,
    Person,
    PlotBeat,
    ProductionNote,
    Rating,
    Record,
    Release,
    Review,
    Slug,
    Song,
    Source,
    Strings,
    Title,
    WrittenQuestion,
    Year,
)
from heartcli.text.folding import fold, slug


@frozen
class Film(Frozen):
    """Everything that is known of one film, every record with its sources."""

    is_from_catalogue: ClassVar[bool] = False
    id: Slug = Slug("")  # the reader gives one where the file does not
    title: str
    year: Year
    original_title: str = ""
    premise: str = ""
    genres: Strings = ()
    countries: Strings = ()
    languages: Strings = ()
    ids: Ids = Ids()
    cited: dict[str, Strings]
    disputes: tuple[Dispute, ...] = ()
    titles: tuple[Title, ...] = ()
    cast: tuple[CastMember, ...] = ()
    crew: tuple[CrewMember, ...] = ()
    companies: tuple[Company, ...] = ()
    plot: tuple[PlotBeat, ...] = ()
    production: tuple[ProductionNote, ...] = ()
    songs: tuple[Song, ...] = ()
    editions: tuple[Edition, ...] = ()
    releases: tuple[Release, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    figures: tuple[Figure, ...] = ()
    reviews: tuple[Review, ...] = ()
    ratings: tuple[Rating, ...] = ()
    awards: tuple[Award, ...] = ()
    legacy: tuple[LegacyNote, ...] = ()
    questions: tuple[WrittenQuestion, ...] = ()
    sources: dict[str, Source]
    people: dict[str, Person]
    pool: dict[str, Strings]

    @property
    def director_credits(self) -> tuple[CrewMember, ...]:
        """The crew whose job is director, in the order of the credits."""
        return tuple(member for member in self.crew if fold(member.job) == "director")

    @property
    def directors(self) -> Strings:
        """The names of the directors, in the order of the credits."""
        return tuple(member.name for member in self.director_credits)

    def section(self, name: str) -> tuple[Record, ...]:
        """The records of one section."""
        return tuple(getattr(self, name))

    def records(self) -> Iterator[tuple[str, Record]]:
        """All records but the questions, each with its section."""
        for name in SECTIONS:
            if name != "questions":
                for record in self.section(name):
                    yield name, record

    def citations(self) -> Iterator[Strings]:
        """Every list of sources that something in the film rests on."""
        yield from self.cited.values()
        yield from (dispute.sources for dispute in self.disputes)
        for record in (*(record for _, record in self.records()), *self.questions):
            yield record.sources
            yield from (dispute.sources for dispute in record.disputes)


SECTIONS: dict[str, type[Record]] = {
    name: element
    for name, kind in Film.FIELDS.items()
    if (element := (get_args(kind) or (str,))[0]) and issubclass(element, Record)
}


# What stands at the head of a film file and can be cited and disputed.
HEAD_FIELDS = ("title", "original_title", "year", "premise", "genres", "countries", "languages")


def named(film: Film) -> dict[str, Any]:
    """A film as every JSON document names it."""
    return {"id": film.id, "title": film.title, "year": film.year}


def sources_data(film: Film, names: Iterable[str]) -> dict[str, Any]:
    """The sources with these ids, for the end of a JSON document."""
    return {"sources": {name: to_data(film.sources[name]) for name in names}}


def derived_id(section: str, values: dict[str, Any]) -> str:
    """`section/slug` made of the section's key fields; the slug may be empty."""
    key = [values.get(name, "") for name in SECTIONS[section].ID_FIELDS]
    return f"{section}/" + slug(" ".join(" ".join(v) if isinstance(v, tuple) else v for v in key))


def default_id(title: Any, year: Any) -> Slug:
    """A film's id where its file gives none; of what is no title or no year, "film"."""
    told = isinstance(title, str) and isinstance(year, int) and 0 < year < 10_000
    return Slug(slug(f"{title} {year}") if told else "film")
