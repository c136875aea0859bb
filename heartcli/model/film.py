"""`Film`: everything known about one film, wherever it comes from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import ClassVar

from heartcli.model import records
from heartcli.model.frozen import Frozen, JsonObject, frozen, to_data
from heartcli.model.records import FieldValue, Record, Slug, Strings, Year
from heartcli.model.sections import FACT_SECTIONS, SECTIONS
from heartcli.model.viewing import Viewing
from heartcli.text.folding import fold, slug

# Fields at the head of a film file that can have sources and disputes.
HEAD_FIELDS = ("title", "original_title", "year", "premise", "genres", "countries", "languages")


@frozen
class Film(Frozen):
    """A film and its sections of records, each record with its sources."""

    is_from_catalogue: ClassVar[bool] = False
    viewing: ClassVar[Viewing] = Viewing()  # film files don't have the user's own lists
    id: Slug = Slug("")  # the reader makes one if the file has none
    title: str
    year: Year
    original_title: str = ""
    premise: str = ""
    genres: Strings = ()
    countries: Strings = ()
    languages: Strings = ()
    ids: records.Ids = records.Ids()
    cited: dict[str, Strings]
    disputes: tuple[records.Dispute, ...] = ()
    titles: tuple[records.Title, ...] = ()
    cast: tuple[records.CastMember, ...] = ()
    crew: tuple[records.CrewMember, ...] = ()
    companies: tuple[records.Company, ...] = ()
    plot: tuple[records.PlotBeat, ...] = ()
    production: tuple[records.ProductionNote, ...] = ()
    songs: tuple[records.Song, ...] = ()
    editions: tuple[records.Edition, ...] = ()
    releases: tuple[records.Release, ...] = ()
    certificates: tuple[records.Certificate, ...] = ()
    figures: tuple[records.Figure, ...] = ()
    reviews: tuple[records.Review, ...] = ()
    ratings: tuple[records.Rating, ...] = ()
    awards: tuple[records.Award, ...] = ()
    legacy: tuple[records.LegacyNote, ...] = ()
    questions: tuple[records.WrittenQuestion, ...] = ()
    sources: dict[str, records.Source]
    people: dict[str, records.Person]
    pool: dict[str, Strings]

    @property
    def director_credits(self) -> tuple[records.CrewMember, ...]:
        """The crew members whose job is director, in credit order."""
        return tuple(member for member in self.crew if fold(member.job) == "director")

    @property
    def has_billing(self) -> bool:
        """Whether the cast is in a meaningful order; film files list the leads first."""
        return True

    @property
    def is_director_certain(self) -> bool:
        """Whether everybody listed as a director directed the film itself."""
        return True

    @property
    def directors(self) -> Strings:
        """The directors' names, in credit order."""
        return tuple(member.name for member in self.director_credits)

    @property
    def first_release(self) -> records.Release | None:
        """The first dated release in cinemas or, if none has a date, of any kind."""
        dated = [(release.date.text, release) for release in self.releases if release.date]
        in_cinemas = [entry for entry in dated if entry[1].kind == "theatrical"]
        _, release = min(in_cinemas or dated, key=itemgetter(0), default=("", None))
        return release

    def section(self, name: str) -> tuple[Record, ...]:
        """The records of one section."""
        return tuple(getattr(self, name))

    def records(self) -> Iterator[tuple[str, Record]]:
        """All records except questions, each with the name of its section."""
        for name in FACT_SECTIONS:
            for record in self.section(name):
                yield name, record

    def citations(self) -> Iterator[Strings]:
        """Every list of source ids in the film."""
        yield from self.cited.values()
        yield from (dispute.sources for dispute in self.disputes)
        for record in (*(record for _, record in self.records()), *self.questions):
            yield from record.citations()

    def source_names(self) -> dict[str, str]:
        """The sources' short names, with the author or title if several share a name."""
        names = {source_id: source.name for source_id, source in self.sources.items()}
        for detail in ("author", "title"):
            counts = Counter(names.values())
            for source_id, source in self.sources.items():
                if counts[names[source_id]] > 1:
                    names[source_id] = source.name_with(getattr(source, detail))
        return names

    def header(self) -> JsonObject:
        """The film's id, title and year, for a JSON document."""
        return {"id": self.id, "title": self.title, "year": self.year}

    def sources_data(self, ids: Iterable[str]) -> JsonObject:
        """The `sources` key of a JSON document, with the sources that have these ids."""
        return {"sources": {name: to_data(self.sources[name]) for name in ids}}


def derived_id(section: str, values: Mapping[str, str | Strings]) -> str:
    """Makes a record's id, `section/slug`, from its id fields; the slug may be empty."""
    parts = [values.get(name, "") for name in SECTIONS[section].record_class.ID_FIELDS]
    text = " ".join(" ".join(part) if isinstance(part, tuple) else part for part in parts)
    return f"{section}/{slug(text)}"


def default_id(title: FieldValue, year: FieldValue) -> Slug:
    """Makes a film's id from its title and year; "film" if either is invalid."""
    is_valid = isinstance(title, str) and isinstance(year, int) and 0 < year < 10_000
    return Slug(slug(f"{title} {year}") if is_valid else "film")
