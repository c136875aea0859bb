"""The film that one wrong letter would make of another: "Jurassic Pork"."""

from typing import NamedTuple

from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, Pool

_BAR = " | "


class Misprint(NamedTuple):
    """A title with one wrong letter, and what such a film would be about."""

    title: str
    pitch: str


def find_misprint(pool: Pool, film: KnownFilm) -> Misprint | None:
    """The film that differs from this one in a letter of its title; None if none is known."""
    title, _, pitch = pool.clue(film.key, "one-letter").partition(_BAR)
    return Misprint(title, pitch) if title else None
