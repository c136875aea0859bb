"""What people type as a genre, country or language, in the words that the films' data has."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from heartcli.catalogue.languages import language_name
from heartcli.catalogue.search.filters import NO_END, FilmFilter, count_values, known_name
from heartcli.catalogue.store import Catalogue
from heartcli.errors import Notify
from heartcli.model.records import Strings
from heartcli.text.display import join_with_and, shorten
from heartcli.text.folding import fold_words, slug

NameOf = Callable[[str, str], str]  # the data's name for a genre or country; "" if none has it


class Meaning(NamedTuple):
    """The genres and countries that a word stands for, and years if only some films fit."""

    genres: Strings
    countries: Strings = ()
    years: tuple[int, int] | None = None

    def __str__(self) -> str:
        first, last = self.years or (0, 0)
        years = f"since {first}" if last == NO_END else f"from {first} to {last}"
        countries = f"from {join_with_and(self.countries)}" if self.countries else ""
        return " ".join(
            filter(None, (join_with_and(self.genres), countries, years if first else ""))
        )


# Words for genres that the data may not have; a genre that any film has comes first.
_GENRES = {
    "noir": Meaning(("Crime", "Drama"), years=(1940, 1959)),
    "film noir": Meaning(("Crime", "Drama"), years=(1940, 1959)),
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


def translate_filter(
    catalogue: Catalogue, film_filter: FilmFilter, name_on_shelf: NameOf, notify: Notify
) -> FilmFilter:
    """Puts a filter's genres, countries and language in the data's words, and says which."""

    def name_of(field: str, typed: str) -> str:
        return known_name(catalogue, field, typed) or name_on_shelf(field, typed)

    years = film_filter.years
    genres: dict[str, None] = {}
    countries: dict[str, None] = {}
    for typed in film_filter.genres:
        meaning = _genre(typed, name_of)
        if film_filter.years:  # those that the user stated count
            meaning = meaning._replace(years=None)
        years = years or meaning.years
        _report(typed, (*meaning.genres, *meaning.countries), str(meaning), notify)
        genres |= dict.fromkeys(meaning.genres)
        countries |= dict.fromkeys(meaning.countries)
    for typed in film_filter.countries:
        country = name_of("country", typed) or _COUNTRIES.get(_words(typed), typed)
        _report(typed, (country,), country, notify)
        countries[country] = None
    return film_filter._replace(
        years=years,
        genres=tuple(genres),
        countries=tuple(countries),
        languages=_languages(catalogue, film_filter.languages, notify),
    )


def _report(typed: str, names: Strings, shown: str, notify: Notify) -> None:
    """Says what a word is taken as, unless that only differs in case and punctuation."""
    if [slug(typed)] != [slug(name) for name in names]:
        notify(f"Taking '{shorten(typed)}' as {shown}")


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


def _languages(catalogue: Catalogue, typed: Strings, notify: Notify) -> Strings:
    """Returns the data's names for a language and its varieties, such as American English."""
    names: dict[str, None] = {}
    known = list(count_values(catalogue, "language")) if typed else ()
    for language in typed:
        synonyms = _LANGUAGES.get(_words(language), (language_name(language) or language,))
        keys = [set(fold_words(name)) for name in synonyms]
        varieties = [name for name in known if any(key <= set(fold_words(name)) for key in keys)]
        if any(not set(fold_words(language)) <= set(fold_words(name)) for name in varieties):
            notify(f"Taking '{shorten(language)}' as {join_with_and(varieties)}")
        names |= dict.fromkeys(varieties or (language,))
    return tuple(names)
