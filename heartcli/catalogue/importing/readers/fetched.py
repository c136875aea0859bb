"""Reads Wikidata's entities in the documents that `heart fetch` keeps.

A document also holds the titles and years under which imports list the film. Each becomes another
entry, which links the import's film to the fetched one even if Wikidata gives a different year.
"""

from collections.abc import Sequence
from pathlib import Path

from heartcli.catalogue import models
from heartcli.catalogue.importing.json_documents import read_documents
from heartcli.catalogue.importing.readers import wikidata
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.search.normalize import title_key


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the titles that imports give the films, then the films' entities."""
    for path in sink.files.find(paths, (".json",)):
        for _, document in read_documents(sink.files, path):
            film = document.child("film")
            known = {(title_key(film.text("title")), film.number("year"))}
            for request in document.objects("requested"):
                title, year = request.text("title"), request.number("year") or 0
                if (title_key(title), year) not in known:
                    known.add((title_key(title), year))
                    sink.add_film(models.SourceFilm(title, year, film.wikidata_id("id")))
    wikidata.read(paths, sink)  # resets the report
