"""Finds the people and companies that several films share.

Films identify people by name only. Names match in any spelling that one of the films gives.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from heartcli.catalogue.search.normalize import name_key
from heartcli.model.film import Film
from heartcli.model.records import Record, Strings
from heartcli.text.display import lower_first

_CAST, _CREW = "cast", "crew"
_IN_CAST = "in the cast"  # stands for an unknown character
_MAX_YEARS_APART = 60  # between the films of one person


class Credited(NamedTuple):
    """A person or a company in one film."""

    name: str
    keys: frozenset[str]  # of all spellings of the name
    roles: Strings  # jobs in lower case, then characters
    sections: frozenset[str]
    sources: Strings

    @property
    def is_director(self) -> bool:
        return "director" in self.roles

    @property
    def is_only_in_cast(self) -> bool:
        """Whether the person has no known character or other job."""
        return self.roles == (_IN_CAST,)


Shared = tuple[Credited, ...]  # a person or a company in each of several films


def shared_people(films: Sequence[Film]) -> list[Shared]:
    """The people in every film, each with their credits in each: directors first, then cast."""
    return sorted(_in_all([_people(film) for film in films]), key=_rank)


def shared_companies(films: Sequence[Film]) -> list[Shared]:
    """The companies with a part in every film, each with its roles in each."""
    return _in_all([_companies(film) for film in films])


def may_be_namesakes(credited: Shared, films: Sequence[Film]) -> bool:
    """Whether a name may be several people's: an actor and an editor, say, or a lifetime apart."""
    years = [film.year for film in films]
    is_same_work = frozenset.intersection(*(person.sections for person in credited))
    return not is_same_work or max(years) - min(years) > _MAX_YEARS_APART


def _people(film: Film) -> list[Credited]:
    credits_ = [(m.name, _role(m, lower_first(m.job)), _CREW, m.sources) for m in film.crew]
    credits_ += [
        (m.performer, _role(m, m.character or _IN_CAST), _CAST, m.sources) for m in film.cast
    ]
    spellings = {name: (name, *person.also) for name, person in film.people.items()}
    return _group(credits_, spellings.values())


def _companies(film: Film) -> list[Credited]:
    credits_ = [
        (c.name, _role(c, lower_first(c.role)), "companies", c.sources) for c in film.companies
    ]
    return _group(credits_, ())


def _role(record: Record, role: str) -> str:
    return f"{role} (doubtful)" if record.doubtful else role


def _group(
    credits_: Iterable[tuple[str, str, str, Strings]], spellings: Iterable[Strings]
) -> list[Credited]:
    """Groups credits by name, across different spellings."""
    keys_by_key: dict[str, frozenset[str]] = {}
    for names in spellings:
        keys = frozenset(map(name_key, names))
        keys_by_key |= dict.fromkeys(keys, keys)
    people: dict[frozenset[str], Credited] = {}
    for name, role, section, sources in credits_:
        key = name_key(name)
        keys = keys_by_key.get(key, frozenset([key]))
        known = people.get(keys, Credited(name, keys, (), frozenset(), ()))
        people[keys] = known._replace(
            roles=tuple(dict.fromkeys((*known.roles, role))),
            sections=known.sections | {section},
            sources=tuple(dict.fromkeys((*known.sources, *sources))),
        )
    return list(people.values())


def _in_all(films: Sequence[Sequence[Credited]]) -> list[Shared]:
    """Returns the names that every film has, in the order of the first film."""
    first, *others = films
    shared: list[Shared] = []
    for person in first:
        matches = [person]
        for film in others:
            keys = frozenset().union(*(match.keys for match in matches))
            matches += [other for other in film if other.keys & keys][:1]
        if len(matches) == len(films):
            shared.append(tuple(matches))
    return shared


def _rank(credited: Shared) -> int:
    if any(person.is_director for person in credited):
        return 0
    return 1 if any(_CAST in person.sections for person in credited) else 2
