"""Reads the .nfo files of Kodi, Jellyfin and film managers, and Kodi's export to a single file.

https://kodi.wiki/view/NFO_files/Movies
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.importing.readers import nfo_values
from heartcli.catalogue.importing.readers.certificates import parse_certificates
from heartcli.catalogue.importing.readers.nfo_documents import (
    InvalidElementError,
    NfoDocument,
    Node,
)
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.title_types import FILM_TYPES

_KINDS = {
    "movie": "", "tvshow": "tvSeries", "episodedetails": "tvEpisode", "musicvideo": "musicVideo",
}  # fmt: skip
_OTHER_KINDS = ("album", "artist", "season", "set")
_FIRST_TAG = re.compile(r"<([A-Za-z][\w.-]*)")


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the films in each file."""
    guessed = []
    given = {*paths}
    for path in sink.files.find(paths, (".nfo", ".xml")):
        document = NfoDocument(sink.files.read_blocks(path))
        _FileReader(path, document, sink).read(is_given=path in given)
        sink.report.unreadable["bytes"] += document.invalid_bytes
        if document.is_guessed:
            guessed.append(path)
    if guessed:
        more = f" and {len(guessed) - 1} more" if guessed[1:] else ""
        sink.report.add_note(
            f"{guessed[0]}{more}: neither UTF-8 nor in a known encoding; read as Windows-1252"
        )


class _FileReader:
    """Adds the films of a file to the sink, and its problems to the report."""

    def __init__(self, path: Path, document: NfoDocument, sink: FilmSink) -> None:
        self._path, self._document, self._sink = path, document, sink
        self._count = 0  # of elements, of any kind
        self._pending: tuple[Node, int] | None = None  # the last film, and its line

    def read(self, *, is_given: bool) -> None:
        try:
            for raw in self._document.read_elements():
                self._add_pending("")
                self._count += 1
                self._sink.report.rows += 1
                if self._is_skipped(raw.tag):
                    continue
                try:
                    self._pending = self._document.parse(raw), raw.line
                except InvalidElementError as error:
                    self._sink.report.add_problem(self._path, error.line, str(error))
        except InvalidElementError as error:
            self._add_pending("")
            self._sink.report.rows += 1
            self._sink.report.add_problem(self._path, error.line, str(error))
            return
        # An address outside several films could belong to any of them.
        self._add_pending(self._document.outside if self._count == 1 else "")
        if not self._count:
            self._report_nothing(is_given=is_given)

    def _is_skipped(self, tag: str) -> bool:
        """Whether a title of this kind is filtered out; if so, counts it."""
        kind, kinds = _KINDS[tag] or FILM_TYPES[0], self._sink.import_filter.title_types
        if kinds is None or kind in kinds:
            return False
        self._sink.report.skipped[kind] += 1
        return True

    def _add_pending(self, outside: str) -> None:
        if self._pending:
            node, line = self._pending
            self._pending = None
            if problem := self._sink.add_film(_to_film(node, outside, self._sink)):
                self._sink.report.add_problem(self._path, line, problem)

    def _report_nothing(self, *, is_given: bool) -> None:
        """Reports the contents of a file without films."""
        report, outside = self._sink.report, self._document.outside
        report.rows += 1
        tag = next((name.lower() for name in _FIRST_TAG.findall(outside)), "")
        if tag in _OTHER_KINDS:
            report.skipped[tag] += 1
        elif self._path.suffix.lower() == ".xml" and not is_given:
            report.skipped["other XML file"] += 1
        elif film_id := nfo_values.find_address(outside):
            reason = f"only the address of a film. Get the film with: heart fetch {film_id}"
            report.add_problem(self._path, 0, reason)
        else:
            contents = f"only <{tag}>" if tag else "not XML"
            report.add_problem(self._path, 0, f"no <movie> element: {contents}")


def _to_film(movie: Node, outside: str, sink: FilmSink) -> models.SourceFilm:
    unreadable = sink.report.unreadable
    ids = nfo_values.find_ids(movie, outside)
    released = nfo_values.find_release(movie, unreadable)
    title, year = nfo_values.find_title(movie)
    ratings = nfo_values.find_ratings(movie, unreadable)
    return models.SourceFilm(
        title=title,
        year=year,
        kind=_KINDS[movie.tag],
        **ids._asdict(),
        original_title=movie.find_text("originaltitle"),
        premise=nfo_values.find_premise(movie),
        minutes=nfo_values.find_minutes(movie, unreadable),
        votes=max((rating.votes or 0 for rating in ratings), default=0) or None,
        genres=nfo_values.split_labels(movie.children("genre")),
        countries=nfo_values.find_countries(movie),
        languages=nfo_values.find_languages(movie),
        credits=nfo_values.find_credits(movie),
        own_rating=nfo_values.find_own_rating(movie, unreadable),
        watched=nfo_values.find_watched(movie, unreadable),
        sections=_sections(movie, released, ratings),
    )


def _sections(movie: Node, released: str, ratings: list[models.RatingRow]) -> models.Sections:
    companies = nfo_values.split_companies(movie.children("studio"))
    certificates = [node.text for node in movie.children("mpaa", "certification")]
    kind = "premiere" if movie.find_text("premiered") else "theatrical"
    return models.Sections(
        companies=models.production_companies(companies),
        releases=[models.ReleaseRow(released, kind)] if released else [],
        certificates=parse_certificates(certificates),
        ratings=ratings,
    )
