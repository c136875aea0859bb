"""Who is in a film that players may be expected to know."""

from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool

_MAX_STARS = 4  # per film
_MAX_BILLING = 4  # places in the cast list, where the source has a billing order
_MIN_CAST = 8  # names; shorter lists would count too much
_CAST_POWER = 0.7  # how much less it counts to be one of many
_HALF_RANK = 150  # the rank at which a film counts half


def measure_prominence(pool: Pool, person: PersonKey) -> float:
    """Adds up a person's films; one counts more the better known it is and the fewer are in it."""
    known = [film for film in map(pool.film, pool.films_of(person)) if film.has_roles]
    return sum(_weight(film) for film in known)


def _weight(film: KnownFilm) -> float:
    cast: float = max(_MIN_CAST, len(film.cast)) ** _CAST_POWER
    return 1 / cast / (1 + film.rank / _HALF_RANK)


def stars(pool: Pool, film: KnownFilm) -> list[PersonKey]:
    """The best-known people in a film's cast, the most prominent first; none if it has no roles."""
    if not film.has_roles:
        return []
    if film.is_billed:
        return list(film.cast[:_MAX_BILLING])
    famous = [person for person in film.cast if pool.is_star(person)]
    return sorted(famous, key=lambda person: (-pool.prominence(person), person))[:_MAX_STARS]
