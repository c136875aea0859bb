"""Turns a film's entity from Wikidata into a `SourceFilm`."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from math import inf

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.genres import genre_names
from heartcli.catalogue.importing.readers.regions import country_name
from heartcli.catalogue.importing.readers.wikidata_claims import (
    Claims,
    Statement,
    Value,
)
from heartcli.catalogue.importing.readers.wikidata_names import (
    ENGLISH,
    Names,
    aliases_in,
    any_label,
    label_in,
)
from heartcli.catalogue.importing.readers.wikidata_properties import (
    FILM_CLASSES,
    IMDB,
    SHORT_FILM,
    TMDB,
    TV_FILM,
)
from heartcli.catalogue.importing.readers.wikidata_releases import ReleaseDates
from heartcli.catalogue.importing.readers.wikidata_sections import SectionsReader
from heartcli.catalogue.importing.values import JsonObject
from heartcli.catalogue.languages import language_name
from heartcli.model.records import Strings
from heartcli.text.display import upper_first

_CLASS = "P31"
# Entities of other classes count as films if they have a class in `_TITLE_TYPES`, a TMDb id, or
# both a director and an IMDb id.
_FILM_CLASSES = {*FILM_CLASSES}
_TITLE_TYPES = {
    SHORT_FILM: "short", 17517379: "short", TV_FILM: "tvMovie",
    5398426: "tvSeries", 581714: "tvSeries",
    63952888: "tvSeries", 1259759: "tvMiniSeries", 3464665: "tvSeries", 21191270: "tvEpisode",
    1261214: "tvSpecial", 526877: "tvSeries", 7889: "videoGame", 24856: "film series",
}  # fmt: skip
# The title types of other classes, by how their names end.
_TITLE_TYPE_BY_NAME = {
    "short film": "short", "television film": "tvMovie", "film series": "film series",
    "miniseries": "tvMiniSeries", "series": "tvSeries", "episode": "tvEpisode",
    "special": "tvSpecial", "video game": "videoGame", "film": "movie", "movie": "movie",
}  # fmt: skip
_GENRE_BY_CLASS = {202866: "Animation", 29168811: "Animation", 93204: "Documentary"}
_CAST_PROPERTIES = ("P161", "P725")  # actors and voice actors
_JOBS = {
    "P57": "Director", "P58": "Writer", "P162": "Producer", "P1431": "Executive producer",
    "P86": "Composer", "P344": "Cinematography", "P1040": "Editor", "P2554": "Production design",
    "P3174": "Art direction", "P2515": "Costume design", "P4805": "Make-up",
    "P5028": "Sound design", "P1809": "Choreography", "P5126": "Assistant director",
    "P2438": "Narrator", "P676": "Lyrics",
}  # fmt: skip
_CREW_MEMBER, _HAS_ROLE = "P3092", "P3831"
_ORDINAL = "P1545"
_CHARACTERS = ("P453", "P4633")  # an item, or a name
_NAMED_AS = ("P1810", "P1932")
_MINUTES_PER_UNIT = {7727: 1.0, 25235: 60.0, 11574: 1 / 60}  # minute, hour, second
# Qualifiers that limit a running time to a part, role, format, distributor, number or place.
_OF_ANOTHER_CUT = ("P518", "P3831", "P437", "P750", "P1114", "P291", "P400")
_TITLE_SUFFIX = re.compile(r" \((?:\d{4} )?film\)$")  # as in Wikipedia's article titles


class FilmEntity:
    """An entity that may be a film."""

    def __init__(self, entity: JsonObject, names: Names) -> None:
        self._entity = entity
        self._names = names
        self._claims = Claims(entity)
        self._best = self._claims.best
        self._classes = [value.item or 0 for value in self._best(_CLASS)]
        self.unreadable: Counter[str] = Counter()  # what `to_film` couldn't read, by kind

    @property
    def is_film(self) -> bool:
        has_ids = any(self._best(TMDB)) or (self._imdb_id() and any(self._best("P57")))
        return not _FILM_CLASSES.isdisjoint(self._classes) or bool(has_ids or self._title_type)

    @cached_property
    def _dates(self) -> ReleaseDates:
        return ReleaseDates(self._claims, self._names)

    def to_film(self) -> models.SourceFilm:
        original_title = next((value.text for value in self._best("P1476") if value.text), "")
        title = label_in(self._entity) or original_title or any_label(self._entity)
        return models.SourceFilm(
            title=_TITLE_SUFFIX.sub("", title),
            year=values.parse_year(self._dates.first),
            wikidata=self._entity.wikidata_id("id"),
            imdb=self._imdb_id(),
            tmdb=next(filter(None, (values.parse_int(v.text) for v in self._best(TMDB))), None),
            kind=self._title_type,
            original_title=original_title,
            minutes=self._minutes(),
            genres=self._genres(),
            countries=tuple(map(country_name, self._names_of("P495"))),
            languages=self._names_of("P364"),
            titles=self._other_titles(title),
            credits=[*self._cast(), *self._crew()],
            sections=self._sections()._replace(releases=self._dates.rows()),
        )

    def why_no_year(self) -> str:
        """Returns the reason why the film has no year."""
        return self._dates.why_unknown()

    def _sections(self) -> models.Sections:
        reader = SectionsReader(self._claims, self._names)
        sections = reader.read()
        self.unreadable += reader.unreadable
        return sections

    @cached_property
    def _title_type(self) -> str:
        """IMDb's name for the kind of title, or "" for a film and for what isn't a title."""
        kinds = [_TITLE_TYPES[n] for n in sorted(self._classes) if n in _TITLE_TYPES]
        if kinds or not _FILM_CLASSES.isdisjoint(self._classes) or not self._best("P57"):
            return next(iter(kinds), "")
        names = map(self._names.find, self._classes)
        return next(filter(None, map(_find_title_type, names)), "")

    def _imdb_id(self) -> int | None:
        ids = (values.parse_imdb_id(value.text) for value in self._best(IMDB))
        return next(filter(None, ids), None)

    def _names_of(self, code: str) -> Strings:
        return tuple(dict.fromkeys(filter(None, map(self._name, self._best(code)))))

    def _name(self, value: Value) -> str:
        return self._names.find(value.item)

    def _genres(self) -> Strings:
        by_class = [_GENRE_BY_CLASS[n] for n in self._classes if n in _GENRE_BY_CLASS]
        return genre_names([*self._names_of("P136"), *by_class])

    def _other_titles(self, title: str) -> list[tuple[str, str]]:
        """Returns the labels in other languages and the aliases, each with its language."""
        others: dict[str, str] = {}
        labels = self._entity.child("labels")
        texts = [(language, labels.text(language, "value")) for language in labels.data]
        for language, text in (*texts, *aliases_in(self._entity)):
            others.setdefault(text, "" if language in ENGLISH else language_name(language))
        return [(text, place) for text, place in others.items() if text not in ("", title)]

    def _cast(self) -> Iterator[models.Credit]:
        seen: set[tuple[int | None, str]] = set()  # people with their characters, and without
        for code in _CAST_PROPERTIES:
            for statement in sorted(self._best(code), key=_series_ordinal):
                character = self._character(statement)
                if (statement.item, character) not in seen:
                    seen |= {(statement.item, character), (statement.item, "")}
                    yield from self._credits(statement, CAST, character)

    def _crew(self) -> Iterator[models.Credit]:
        for code, job in _JOBS.items():
            for statement in self._best(code):
                yield from self._credits(statement, job)
        for statement in self._best(_CREW_MEMBER):
            roles = filter(None, map(self._name, statement.qualifiers(_HAS_ROLE)))
            yield from self._credits(statement, upper_first(next(roles, "Crew")))

    def _credits(
        self, statement: Statement, job: str, character: str = ""
    ) -> Iterator[models.Credit]:
        name, others = self._names.find_person(statement.item)
        if name:
            spellings = (value.text for value in statement.qualifiers(*_NAMED_AS))
            all_names = dict.fromkeys([*others, *filter(None, spellings)])
            other_names = tuple(other for other in all_names if other != name)
            yield models.Credit(name, job, character, statement.item, other_names)

    def _character(self, statement: Statement) -> str:
        values_ = statement.qualifiers(*_CHARACTERS)
        names = (value.text or self._name(value) for value in values_)
        return " / ".join(dict.fromkeys(filter(None, names)))

    def _minutes(self) -> int | None:
        """Returns the running time: of the whole film, rather than of a part or another cut."""
        statements = self._best("P2047")
        statements.sort(key=lambda statement: statement.has_qualifier(*_OF_ANOTHER_CUT))
        minutes = [round(s.amount * _MINUTES_PER_UNIT.get(s.unit or 0, 0)) for s in statements]
        self.unreadable["running times"] += minutes.count(0)
        return next(filter(None, minutes), None)


def _find_title_type(class_name: str) -> str:
    ends = (end for end in _TITLE_TYPE_BY_NAME if class_name.endswith(end))
    return next(map(_TITLE_TYPE_BY_NAME.__getitem__, ends), "")


def _series_ordinal(statement: Statement) -> float:
    """Returns a cast member's place in the order; infinity if it isn't given."""
    ordinals = (values.parse_int(value.text) for value in statement.qualifiers(_ORDINAL))
    return next(filter(None, ordinals), inf)
