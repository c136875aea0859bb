"""Translates everyday words for genres, countries and languages into the data's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from heartcli.catalogue.languages import language_name
from heartcli.catalogue.search.filters import NO_END, FilmFilter, count_values, known_name
from heartcli.catalogue.store import Catalogue
from heartcli.model.records import Strings
from heartcli.text.display import join_with_and, quote
from heartcli.text.folding import fold_words, slug

NameOf = Callable[[str, str], str]  # the data's name for a genre or country; "" if none has it


class Meaning(NamedTuple):
    """The films that a word for a genre stands for."""

    genres: Strings
    countries: Strings = ()
    years: tuple[int, int] | None = None
    without: Strings = ()  # genres
    noun: str = ""  # describes these films
    exception: str = ""

    def unless_stated(self, stated: FilmFilter) -> Meaning:
        """Returns the meaning without its years or countries if the user stated others."""
        meaning = self._replace(years=None) if stated.years else self
        if stated.countries:
            noun = meaning.noun.removeprefix("American ")
            meaning = meaning._replace(countries=(), noun=noun)
        return meaning

    def __str__(self) -> str:
        first, last = self.years or (0, 0)
        years = f"since {first}" if last == NO_END else f"from {first} to {last}"
        countries = f"from {join_with_and(self.countries)}" if self.countries else ""
        names = (self.noun,) if self.noun else (join_with_and(self.genres), countries)
        return " ".join(filter(None, (*names, years if first else "", self.exception)))


_NOIR = Meaning(  # 1958: Touch of Evil, the last classic noir
    ("Crime", "Drama"), ("United States",), (1940, 1958), ("Comedy", "War"),
    "American crime dramas", "that are neither comedies nor war films",
)  # fmt: skip


# Words for genres that the data may lack; used only if no film has a genre of that name.
_GENRES = {
    "noir": _NOIR,
    "film noir": _NOIR,
    "neo noir": Meaning(("Crime", "Thriller"), years=(1960, NO_END)),
    "rom com": Meaning(("Romance", "Comedy")),
    "romcom": Meaning(("Romance", "Comedy")),
    "dramedy": Meaning(("Comedy", "Drama")),
    "anime": Meaning(("Animation",), ("Japan",)),
    "cartoon": Meaning(("Animation",)),
    "spaghetti western": Meaning(("Western",), ("Italy",)),
    "doc": Meaning(("Documentary",)),
    "docu": Meaning(("Documentary",)),
    "suspense": Meaning(("Thriller",)),
    "whodunit": Meaning(("Mystery",)),
    "detective": Meaning(("Mystery",)),
    "gangster": Meaning(("Crime",)),
    "heist": Meaning(("Crime",)),
    "slasher": Meaning(("Horror",)),
    "kids": Meaning(("Family",)),
    "children": Meaning(("Family",)),
}
_COUNTRIES = {
    "american": "United States", "british": "United Kingdom", "england": "United Kingdom",
    "english": "United Kingdom", "scotland": "United Kingdom", "wales": "United Kingdom",
    "french": "France", "german": "Germany", "italian": "Italy", "spanish": "Spain",
    "japanese": "Japan", "chinese": "China", "korean": "South Korea", "indian": "India",
    "russian": "Russia", "soviet": "Soviet Union", "swedish": "Sweden", "danish": "Denmark",
    "norwegian": "Norway", "polish": "Poland", "irish": "Ireland", "canadian": "Canada",
    "australian": "Australia", "mexican": "Mexico", "brazilian": "Brazil", "dutch": "Netherlands",
    "uae": "United Arab Emirates",
}  # fmt: skip
_LANGUAGES = {
    "chinese": ("Chinese", "Mandarin", "Putonghua", "Cantonese"),
    "mandarin": ("Mandarin", "Putonghua", "Standard Chinese"),
    "cantonese": ("Cantonese", "Yue Chinese"),
    "farsi": ("Persian",),
    "bengali": ("Bangla",),
    "castilian": ("Spanish",),
}
_SUFFIXES = (" films", " film", " movies", " movie")


class Translation(NamedTuple):
    """A filter in the catalogue's terms, and the same filter as the user typed it."""

    filter: FilmFilter
    typed: FilmFilter  # with the genres that the user typed
    notes: list[str]  # how words were understood


def translate_filter(
    catalogue: Catalogue, film_filter: FilmFilter, name_on_shelf: NameOf = lambda *_: ""
) -> Translation:
    """Translates a filter's genres, countries and language into the catalogue's terms."""

    def name_of(field: str, typed: str) -> str:
        return known_name(catalogue, field, typed) or name_on_shelf(field, typed)

    notes: list[str] = []
    meanings = {
        typed: _genre(typed, name_of).unless_stated(film_filter) for typed in film_filter.genres
    }
    years = film_filter.years
    for typed, meaning in meanings.items():
        years = years or meaning.years
        notes += _note(typed, (*meaning.genres, *meaning.countries), str(meaning))
    countries = []
    for typed in film_filter.countries:
        country = name_of("country", typed) or _COUNTRIES.get(_words(typed), typed)
        notes += _note(typed, (country,), country)
        countries.append(country)
    languages, language_notes = _languages(catalogue, film_filter.languages)
    typed_filter = film_filter._replace(
        years=years, countries=tuple(dict.fromkeys(countries)), languages=languages
    )
    genres = [genre for meaning in meanings.values() for genre in meaning.genres]
    countries += [country for meaning in meanings.values() for country in meaning.countries]
    translated = typed_filter._replace(
        genres=tuple(dict.fromkeys(genres)),
        countries=tuple(dict.fromkeys(countries)),
        without_genres=tuple(
            genre
            for meaning in meanings.values()
            for genre in meaning.without
            if genre not in genres
        ),
    )
    return Translation(translated, typed_filter, [*notes, *language_notes])


def _note(typed: str, names: Strings, shown: str) -> list[str]:
    """Returns a note on how a word is understood, unless only case or punctuation differs."""
    is_same = [slug(typed)] == [slug(name) for name in names]
    return [] if is_same else [f"{quote(typed)} means {shown}"]


def _words(typed: str) -> str:
    """Returns the folded words: "Rom-Com" and "rom com" are the same."""
    return " ".join(fold_words(typed))


def _genre(typed: str, name_of: NameOf) -> Meaning:
    for spelling in _spellings(typed):
        if name := name_of("genre", spelling):
            return Meaning((name,))
        if spelling in _GENRES:
            return _GENRES[spelling]
    return Meaning(_split_genres(_words(typed).split(), name_of) or (typed,))


def _spellings(typed: str) -> Iterator[str]:
    """Yields a genre as typed, without the word "films" after it, and in the singular."""
    words = _words(typed)
    yield typed
    yield words
    for suffix in _SUFFIXES:
        words = words.removesuffix(suffix)
    yield words
    if words.endswith("s"):
        yield words[:-1]


def _split_genres(words: list[str], name_of: NameOf) -> Strings:
    """Splits several genres, such as "romantic comedy"; empty if a word isn't one."""
    for end in range(len(words), 0, -1):
        if name := name_of("genre", " ".join(words[:end])):
            others = _split_genres(words[end:], name_of)
            return (name, *others) if others or end == len(words) else ()
    return ()


def _languages(catalogue: Catalogue, typed: Strings) -> tuple[Strings, list[str]]:
    """Returns the data's names for a language and its varieties, and what it was taken as.

    A variety is, for example, American English.
    """
    notes: list[str] = []
    names: dict[str, None] = {}
    known = list(count_values(catalogue, "language")) if typed else ()
    for language in typed:
        synonyms = _LANGUAGES.get(_words(language), (language_name(language) or language,))
        keys = [key for name in synonyms if (key := set(fold_words(name)))]
        varieties = [name for name in known if any(key <= set(fold_words(name)) for key in keys)]
        if any(not set(fold_words(language)) <= set(fold_words(name)) for name in varieties):
            notes.append(f"{quote(language)} means {join_with_and(varieties)}")
        names |= dict.fromkeys(varieties or (language,))
    return tuple(names), notes
