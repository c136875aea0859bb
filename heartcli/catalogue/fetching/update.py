"""Keeps the user's catalogue in step with the documents of fetched films."""

from contextlib import closing
from datetime import date

from heartcli.catalogue.fetching.documents import FetchedFilms
from heartcli.catalogue.formats import FETCHED, WIKIPEDIA
from heartcli.catalogue.importing.files import Progress
from heartcli.catalogue.importing.run import ImportRequest, import_sources, remove_sources
from heartcli.catalogue.importing.sink import ImportFilter
from heartcli.catalogue.store import FILE_NAME, NoSuchSourceError, Store
from heartcli.errors import HeartError, Notify
from heartcli.model.records import wikidata_id
from heartcli.storage import paths
from heartcli.storage.files import os_errors
from heartcli.text.display import shorten


def update_catalogue(films: FetchedFilms, today: date, progress: Progress, notify: Notify) -> None:
    """Imports all fetched documents, even if an earlier run was killed before importing them."""
    count = len(films.paths())
    filters = ImportFilter(title_types=None)
    fetched = ImportRequest("wikidata", [films.folder], FETCHED, filters, today, reader="fetched")
    summaries = ImportRequest(
        "wikipedia", [films.folder], WIKIPEDIA, filters, today, is_optional=True
    )
    for result in import_sources([fetched, summaries], progress, notify):
        for line in result.report.problems:
            notify(line)
        for line in result.report.notes:
            notify(line if count == 1 else f"In all {count:,} fetched films: {line}")


def is_up_to_date(films: FetchedFilms) -> bool:
    """Whether the catalogue has every film that has a document."""
    path = paths.user_file(FILE_NAME)
    ids = {document.stem for document in films.paths()}
    if not ids or not path.exists():
        return not ids
    try:
        with closing(Store(path)) as store:
            return ids <= set(map(wikidata_id, store.film_numbers_of_source(FETCHED)))
    except HeartError:  # the import deals with a damaged catalogue
        return False


def remove_fetched(notify: Notify) -> None:
    """Removes all fetched films: their documents first, so that no later fetch brings them back."""
    films = FetchedFilms.of_user()
    had_any = bool(films.paths())
    with os_errors(shorten(str(films.folder)), "delete"):
        films.remove_all()
    try:
        remove_sources([FETCHED, WIKIPEDIA], notify)
    except NoSuchSourceError:
        if not had_any:
            raise
