"""What templates know about films and people: a `Pool` and what it contains."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from heartcli.model.film import Film
from heartcli.model.records import Difficulty

FilmKey = int  # a film's number in the catalogue
PersonKey = int
# A riddle, the opposite of the title, the title as a thesaurus has it, or a title with one wrong
# letter and what such a film would be about: "Jurassic Pork | A billionaire brings back bacon".
ClueKind = Literal["riddle", "opposite", "synonym", "one-letter"]

_EASY_RANKS, _MEDIUM_RANKS = 100, 300  # films of each decade that are easy, and easy or medium
_OLD_YEAR, _OLD_EASY_RANKS = (
    1970,
    50,
)  # older films are less widely known
_ENGLISH_SPEAKING = frozenset((
    "Australia", "Canada", "Ireland", "New Zealand", "United Kingdom", "United States",
))  # fmt: skip
# Genres whose cast lists name voices, old clips, or people who appear as themselves.
_NO_ROLES = frozenset(("animation", "documentary", "music", "reality-tv", "short"))


class KnownFilm(NamedTuple):
    """What templates know about a film."""

    key: FilmKey
    id: str
    title: str
    year: int
    rank: int  # by popularity among the films of its decade, from 0 up
    minutes: int | None = None
    genres: frozenset[str] = frozenset()  # folded
    countries: tuple[str, ...] = ()
    directors: tuple[PersonKey, ...] = ()
    cast: tuple[PersonKey, ...] = ()
    is_billed: bool = False  # whether the cast is in billing order
    is_year_disputed: bool = False

    @property
    def level(self) -> Difficulty:
        """How hard it is to know the film, for players who mostly see films in English."""
        is_foreign = bool(self.countries) and _ENGLISH_SPEAKING.isdisjoint(self.countries)
        easy_ranks = _EASY_RANKS if self.year >= _OLD_YEAR else _OLD_EASY_RANKS
        if self.rank < easy_ranks and not is_foreign:
            return "easy"
        return "medium" if self.rank < _MEDIUM_RANKS else "hard"

    @property
    def has_roles(self) -> bool:
        """Whether its cast list names actors who play parts."""
        return not self.genres & _NO_ROLES


class FilmFacts(NamedTuple):
    """What only a few templates need to know about a film; read on demand."""

    takings: tuple[float, ...] = ()  # at the box office in dollars, as each source has it
    oscars: int = 0  # Academy Awards that it has won, at least


class Pool(Protocol):
    """The known films of a catalogue, and those that a round may ask about."""

    def __hash__(self) -> int:
        """Pools are hashed by identity, so that results about them can be cached."""

    @property
    def has_imports(self) -> bool:
        """Whether the catalogue has sources that may give characters and titles abroad."""

    @property
    def askable(self) -> Sequence[FilmKey]:
        """The films a round may ask about, the best known of each decade first."""

    @property
    def known(self) -> Sequence[FilmKey]:
        """All known films, the best known of each decade first."""

    @property
    def famous_people(self) -> Collection[PersonKey]:
        """Those in the casts of several known films whom players may be expected to know."""

    @property
    def years(self) -> tuple[int, int]:
        """The first and last year that a round may ask about."""

    def is_askable(self, number: FilmKey) -> bool:
        """Whether a round may ask about a film."""

    def film(self, number: FilmKey) -> KnownFilm:
        """A known film."""

    def title(self, number: FilmKey) -> str:
        """A known film's title; faster than loading the film."""

    def find_film(self, film_id: str) -> KnownFilm | None:
        """The film with this id, even if it isn't among the best known; None if it's gone."""

    def films_of_year(self, year: int) -> Sequence[FilmKey]:
        """The known films of a year, the best known first."""

    def name(self, person: PersonKey) -> str:
        """A person's name."""

    def prominence(self, person: PersonKey) -> float:
        """How prominent an actor is: see `measure_prominence`."""

    def find_person(self, name: str) -> PersonKey | None:
        """The person with this name, in any spelling, who is in the most films."""

    def famous_cast(self, number: FilmKey) -> Sequence[PersonKey]:
        """Those in a film's cast whom players may be expected to know, and to know in this film."""

    def leads(self, number: FilmKey) -> Sequence[PersonKey]:
        """Those of a film's famous cast who are first in its credits, as far as that is known."""

    def is_household_name(self, person: PersonKey) -> bool:
        """Whether players can name this person without being given options."""

    def is_in_filter(self, person: PersonKey) -> bool:
        """Whether the player has asked for films with this person."""

    def films_of(self, person: PersonKey) -> Sequence[FilmKey]:
        """The known films with a person in the cast, the best known first."""

    def directed_by(self, person: PersonKey) -> Sequence[FilmKey]:
        """The known films by a director, the best known first."""

    def characters(self, number: FilmKey) -> Mapping[PersonKey, str]:
        """The characters that a film's cast play, as far as sources say."""

    def other_titles(self, number: FilmKey) -> Sequence[tuple[str, str]]:
        """A film's other titles, each with its place."""

    def clue(self, number: FilmKey, kind: ClueKind) -> str:
        """A hand-written clue to a film's title; "" if there is none of this kind."""

    def films_with_clue(self, kind: ClueKind) -> Sequence[FilmKey]:
        """The films to ask about that have such a clue, or a namesake that has one."""

    def name_riddle(self, person: PersonKey) -> str:
        """A riddle about a star's name, in the star's words; "" if there is none."""

    def count_films_called(self, title: str) -> int:
        """The number of films with this title, in the whole catalogue or known to players."""

    def films_with(self, people: Sequence[PersonKey]) -> Collection[FilmKey]:
        """The films in the whole catalogue that credit all these people, in any job."""

    def facts(self, number: FilmKey) -> FilmFacts:
        """More about a known film."""

    def head(self, films: Sequence[KnownFilm], section: str, /) -> Film:
        """The first film without its records, with these films' sources for a section."""
