"""A person's films, or the films that several people share, on the shelf and in the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from heartcli.catalogue import store
from heartcli.catalogue.search.characters import (
    NO_MATCH,
    match_character,
    sources_with_characters,
)
from heartcli.catalogue.store import Catalogue
from heartcli.errors import HeartError, Notify, UnknownNameError
from heartcli.library.credit_index import CreditIndex, resolve
from heartcli.library.credits import FilmCredit, add_details
from heartcli.library.details import describe_sources
from heartcli.library.jobs import matching_jobs
from heartcli.library.messages import characters_hint
from heartcli.library.shelf import Shelf, ShelfNameIndex
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings
from heartcli.text.display import format_command, quote, safe_for_terminal, shell_quote
from heartcli.text.folding import fold, fold_words

_MAX_WORDS = 8  # in names that may lack quotation marks
_MAX_JOBS = 12  # jobs listed if the person didn't do the requested one


@frozen
class Filmography(Frozen):
    """A person's films, or the films that several people share, by year."""

    people: list[str]
    films: list[FilmCredit]
    namesake_counts: dict[str, int]  # name → how many people in a source share it, if several
    origins: Sequence[str] = ()  # the sources, each with its date

    @property
    def has_films(self) -> bool:
        return bool(self.films)

    def data(self) -> JsonObject:
        return {"people": self.people, "films": [film.data() for film in self.films]}

    def rows(self) -> Iterator[Strings]:
        for film in self.films:
            roles = [", ".join(film.roles_of(name)) for name in self.people]
            head = (film.id, film.title, str(film.year), *roles, ",".join(film.sources))
            yield *head, *film.details_cells()


def find_filmography(
    words: Sequence[str],
    others: Sequence[str],
    notify: Notify,
    *,
    job: str = "",
    character: str = "",
) -> Filmography:
    """Finds a person's films or those that several people share, perhaps only in one job or part.

    Raises HeartError for an unknown name, and if the person didn't do the job or play the part.
    """
    with closing(store.open_catalogue(notify)) as catalogue:
        credit_index = CreditIndex(catalogue, ShelfNameIndex(Shelf(notify)), notify)
        people, job = _read_names(credit_index, words, others, job, notify)
        films = credit_index.shared_films(people)
        if films and job:
            films = _with_job(films, people[0], job)
        if films and character:
            films = _with_character(films, people[0], character, catalogue)
        films = add_details(catalogue, films, credit_index.films_on_shelf(people[0]))
        origins = describe_sources(catalogue, [f.sources for f in films if not f.is_on_shelf])
    films.sort(key=lambda film: (film.year, fold(film.title)))
    counts = {name: n for name, n in credit_index.namesake_counts.items() if name in people}
    return Filmography(people=people, films=films, namesake_counts=counts, origins=origins)


def _read_names(
    credit_index: CreditIndex, words: Sequence[str], others: Sequence[str], job: str, notify: Notify
) -> tuple[list[str], str]:
    """Resolves NAME and the other names; returns the people and the job.

    If quotation marks are missing after an option, NAME ends with words of the option's value.
    """
    if len(others) == 1:
        words, other = _separate(credit_index, words, others[0], credit_index.has_name)
        others = [other]
    elif job:
        words, job = _separate(credit_index, words, job, bool)
    name = " ".join(words)
    try:
        return list(dict.fromkeys(resolve(credit_index, [name, *others], notify))), job
    except UnknownNameError as error:
        if names := _separate_names(credit_index, words):
            raise HeartError(_suggest_with(name, names)) from error
        raise


def separate_option(
    catalogue: Catalogue, name_index: ShelfNameIndex, words: Sequence[str], other: str
) -> tuple[str, str]:
    """Returns NAME and the name after an option, if quotation marks are missing around it.

    In `who tom hanks --to toshiro mifune`, the last word is one of NAME's.
    """
    credit_index = CreditIndex(catalogue, name_index, name_index.shelf.notify)
    words, other = _separate(credit_index, words, other, credit_index.has_name)
    return " ".join(words), other


def _separate(
    credit_index: CreditIndex, words: Sequence[str], value: str, is_valid: Callable[[str], bool]
) -> tuple[Sequence[str], str]:
    """Returns the words of NAME, and an option's value with those words that belong to it."""
    if not 1 < len(words) <= _MAX_WORDS or credit_index.has_name(" ".join(words)):
        return words, value
    splits = [(words[:i], words[i:]) for i in range(len(words) - 1, 0, -1)]
    for name, rest in [*splits, *((b, a) for a, b in splits)]:
        whole = " ".join((value, *rest))
        if credit_index.has_name(" ".join(name)) and is_valid(whole):
            return name, whole
    return words, value


def _separate_names(credit_index: CreditIndex, words: Sequence[str]) -> Sequence[str]:
    """Splits NAME into the names of several people; none if that's impossible."""
    splits = [[" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words))]
    if splits and any(" " in word for word in words):  # in quotation marks, so each is a name
        splits = [[*words]]
    if len(words) > _MAX_WORDS:
        return ()
    return next((names for names in splits if all(map(credit_index.has_name, names))), ())


def _suggest_with(typed: str, names: Sequence[str]) -> str:
    first, *others = names
    options = "".join(f" --with {shell_quote(name)}" for name in others)
    command = format_command("who", first) + options
    return f"no person called {quote(typed)}. For the films they share, use: {command}"


def _with_job(films: Sequence[FilmCredit], person: str, job: str) -> list[FilmCredit]:
    jobs = Counter(name for film in films for name in {job: None for job, _ in film.roles[person]})
    matching = matching_jobs(job, jobs)
    if not matching:
        known = ", ".join(safe_for_terminal(name) for name, _ in jobs.most_common(_MAX_JOBS))
        problem = f"{safe_for_terminal(person)} isn't credited as {quote(job)}"
        raise HeartError(f"{problem}. Jobs: {known}")
    return [film for film in films if any(name in matching for name, _ in film.roles[person])]


def _with_character(
    films: Sequence[FilmCredit], person: str, text: str, catalogue: Catalogue
) -> list[FilmCredit]:
    words = fold_words(text)
    closeness = {
        film.id: max((match_character(words, p) for _, p in film.roles[person]), default=NO_MATCH)
        for film in films
    }
    if (best := max(closeness.values())) == NO_MATCH:
        problem = f"no film in which {safe_for_terminal(person)} plays {quote(text)}"
        hint = characters_hint(sources_with_characters(catalogue))
        raise UnknownNameError(text, f"{problem}. {hint}")
    return [film for film in films if closeness[film.id] == best]
