"""Receives films from a reader, filters them and passes them to the catalogue's writer."""

from collections.abc import Sequence
from typing import NamedTuple

from heartcli.catalogue import models
from heartcli.catalogue.importing.files import ImportFiles
from heartcli.catalogue.importing.report import REASON_FEW_VOTES
from heartcli.catalogue.importing.title_types import FILM_TYPES
from heartcli.catalogue.writer import CatalogueWriter
from heartcli.model.field_types import MAX_YEAR, MIN_YEAR
from heartcli.text.display import safe_for_terminal

_MAX_SCALE = 1000  # the highest value allowed for a rating's maximum score


class ImportFilter(NamedTuple):
    """Which titles to import."""

    title_types: frozenset[str] | None = frozenset(FILM_TYPES)  # None for all
    min_votes: int = 0

    def rejection_reason(self, title_type: str, votes: int) -> str:
        """Returns why a title is skipped, or ""; a title without a type counts as a film."""
        if self.title_types is not None and (title_type or "movie") not in self.title_types:
            return title_type or "movie"
        return REASON_FEW_VOTES if votes < self.min_votes else ""


class FilmSink:
    """Receives the films that a reader finds in its files."""

    def __init__(
        self, files: ImportFiles, writer: CatalogueWriter, import_filter: ImportFilter
    ) -> None:
        self.files, self.report = files, files.report
        self.writer = writer
        self.import_filter = import_filter

    def find_problem_unless_filtered(self, film: models.SourceFilm) -> str:
        """Returns why a film is unusable; "" if it's usable, or filtered out anyway."""
        if self.import_filter.rejection_reason(film.kind, film.votes or 0):
            return ""
        return find_problem(film)

    def add_film(self, film: models.SourceFilm) -> str:
        """Writes a film unless it's filtered out; returns the reason if it's unusable, or ""."""
        if reason := self.import_filter.rejection_reason(film.kind, film.votes or 0):
            self.report.skip(reason)
            return ""
        if problem := find_problem(film):
            return problem
        valid, skipped_parts = models.within_bounds(film)
        self.report.skipped_parts += skipped_parts
        ratings = [
            rating
            for rating in valid.sections.ratings
            if 0 <= rating.score <= rating.out_of and 1 <= rating.out_of <= _MAX_SCALE
        ]
        self.report.skipped_parts["ratings"] += len(valid.sections.ratings) - len(ratings)
        valid = valid._replace(
            kind="" if film.kind in FILM_TYPES else film.kind,
            original_title=valid.original_title if valid.original_title != film.title else "",
            sections=valid.sections._replace(ratings=ratings),
        )
        self.writer.add_film(valid)
        return ""

    def add_credits(self, number: int, credits_: Sequence[models.Credit]) -> None:
        """Writes the credits of a film that was added without any."""
        valid = list(filter(models.is_complete_credit, credits_))[: models.MAX_CREDITS]
        self.report.skipped_parts["credits"] += len(credits_) - len(valid)
        self.writer.add_credits(number, valid)


def find_problem(film: models.SourceFilm) -> str:
    """Returns why a film can't be added to a catalogue; "" if it can."""
    if len(film.title) > models.MAX_TEXT_LENGTH:
        return f"title longer than {models.MAX_TEXT_LENGTH:,} characters"
    title = safe_for_terminal(film.title)
    if not title.strip("\ufffd "):
        return "no title"
    if not film.year:
        return f"'{title}' has no year"
    if not MIN_YEAR <= film.year <= MAX_YEAR:
        return f"'{title}': {film.year} is not between {MIN_YEAR} and {MAX_YEAR}"
    return ""
