"""Reads the summaries of Wikipedia articles in the documents that `heart fetch` keeps."""

from collections.abc import Sequence
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.sink import FilmSink


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the summary of each film that has one; it becomes the film's premise."""
    for path in sink.files.find(paths, (".json",)):
        for line, document in read_documents(sink.files, path):
            film, summary = document.child("film"), document.child("summary")
            if not summary.data:
                continue
            source_film = models.SourceFilm(
                title=film.text("title"),
                year=film.number("year") or 0,
                wikidata=film.wikidata_id("id"),
                premise=summary.text("extract"),
                url=summary.text("url"),
            )
            if problem := sink.add_film(source_film):
                sink.report.add_problem(path, line, problem)
