"""Fetches films, one by one, and adds what has arrived to the user's catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from typing import NamedTuple

from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.documents import FetchedFilm, FetchedFilms, build_document
from heartcli.catalogue.fetching.finding import (
    NoClearFilmError,
    find_by_ids,
    find_film,
)
from heartcli.catalogue.fetching.items import FilmItem
from heartcli.catalogue.fetching.plan import plan_requests
from heartcli.catalogue.fetching.references import (
    FilmReference,
    id_keys,
)
from heartcli.catalogue.fetching.services import MAX_ITEMS, Services
from heartcli.catalogue.fetching.transport import RefusedError, TooLargeError
from heartcli.catalogue.formats import FETCHED, WIKIPEDIA
from heartcli.catalogue.importing.files import Progress
from heartcli.catalogue.importing.run import (
    ImportRequest,
    import_sources,
    remove_sources,
)
from heartcli.catalogue.importing.sink import ImportFilter, find_problem
from heartcli.catalogue.search.queries import Reading
from heartcli.catalogue.store import FILE_NAME, NoSuchSourceError, Store
from heartcli.errors import HeartError, Notify
from heartcli.model.records import wikidata_id
from heartcli.storage import paths
from heartcli.storage.files import os_errors
from heartcli.text.display import plural, shorten

_UPDATE_AFTER = 100  # films; so that a long fetch shows its results before it ends
_MAX_LISTED = 2  # films that a film of an import may be
_LABEL = "Fetching"
# A film's item, why there is none, or None if the film has to be searched for.
_Found = FilmItem | HeartError | None


def plan(
    environment: Mapping[str, str], references: Sequence[FilmReference], *, refresh: bool
) -> list[str]:
    """The requests that would be made to fetch these films."""
    services = Services.from_environment(environment)
    missing = references if refresh else FetchedFilms.of_user().missing(references)
    return list(plan_requests(services, missing))


class FetchResult(NamedTuple):
    """The films that were asked for."""

    fetched: list[FetchedFilm]
    kept: list[FetchedFilm]  # fetched earlier, and so not again
    missing: list[str]  # why each of the others wasn't fetched


class Fetcher:
    """Fetches films and keeps their documents. Methods raise HeartError if that fails."""

    def __init__(
        self, client: Client, today: date, progress: Progress, notify: Notify, *, refresh: bool
    ) -> None:
        self._client = client
        self._films = FetchedFilms.of_user()
        self._films.sweep(today)
        self._today = today
        self._progress = progress
        self._notify = notify
        self._refresh = refresh
        self._result = FetchResult([], [], [])
        self._new = 0  # films that aren't in the catalogue yet

    def fetch(self, references: Sequence[FilmReference]) -> FetchResult:
        """Fetches the films that the user names; stops at the first that isn't clear."""
        with self._filling_the_catalogue():
            for reference in references:
                if not self._keep(reference):
                    item = find_film(self._client, self._known(reference))
                    self._fetch_item(reference, item)
        return self._result

    def complete(self, references: Sequence[FilmReference]) -> FetchResult:
        """Fetches the films of an import, leaving out those that aren't clear."""
        waiting = [reference for reference in references if not self._keep(reference)]
        self._progress.start(_LABEL, len(waiting))
        with self._filling_the_catalogue(), _counting(waiting, self._result):
            for done, (reference, item) in enumerate(self._find_items(waiting), 1):
                self._complete(reference, item)
                self._progress.advance(1)
                if self._new >= _UPDATE_AFTER:
                    self._fill_the_catalogue()
                    self._progress.start(_LABEL, len(waiting))
                    self._progress.advance(done)
        return self._result

    def _find_items(
        self, references: Sequence[FilmReference]
    ) -> Iterator[tuple[FilmReference, _Found]]:
        for start in range(0, len(references), MAX_ITEMS):
            yield from self._find_batch(references[start : start + MAX_ITEMS])

    def _find_batch(self, batch: Sequence[FilmReference]) -> Iterator[tuple[FilmReference, _Found]]:
        """Finds items by ids: together or, if the services can't answer that, in halves."""
        try:
            items = find_by_ids(self._client, [self._known(reference) for reference in batch])
        except (RefusedError, TooLargeError) as error:
            half = len(batch) // 2
            if not half:
                yield batch[0], error
                return
            yield from self._find_batch(batch[:half])
            yield from self._find_batch(batch[half:])
            return
        for reference in batch:
            keys = id_keys(*self._known(reference)[:3])
            yield reference, next((items[key] for key in keys if key in items), None)

    def _complete(self, reference: FilmReference, item: _Found) -> None:
        try:
            if isinstance(item, HeartError):
                raise item
            if item is None:
                by_title = FilmReference(readings=reference.readings)
                item = find_film(self._client, by_title, exact=True)
            self._fetch_item(reference, item, reference.readings)
        except NoClearFilmError as error:
            problem, *candidates = error.lines[:-1] or error.lines
            listed = "; ".join(candidates[:_MAX_LISTED])
            self._result.missing.append(f"{problem} {listed}".strip())
        except (RefusedError, TooLargeError) as error:
            self._result.missing.append(f"{reference.text}: {error}")

    def _keep(self, reference: FilmReference) -> bool:
        """Whether a film has been fetched before and needn't be again."""
        film = None if self._refresh else self._films.find(reference)
        if film:
            self._result.kept.append(film)
        return film is not None

    def _known(self, reference: FilmReference) -> FilmReference:
        """Refers to a film that has been fetched before by the id of its document."""
        film = self._films.find(reference)
        return reference._replace(wikidata=film.id, readings=()) if film else reference

    def _fetch_item(
        self, reference: FilmReference, item: FilmItem, requested: Sequence[Reading] = ()
    ) -> None:
        """Fetches the rest of a film, or only notes under which titles imports have it."""
        old = self._films.films.get(item.id) or self._films.find(reference)
        if old and not self._refresh:
            with os_errors(shorten(str(self._films.folder)), "write"):
                self._new += self._films.add_requests(old, requested)
            self._result.kept.append(old)
            return
        _check(item)
        titles = dict.fromkeys([*(old.requested if old else ()), *requested])
        document = build_document(self._client, item, [*titles], self._today)
        with os_errors(shorten(str(self._films.folder)), "write"):
            self._result.fetched.append(self._films.write(document))
            if old and old.id != item.id:  # Wikidata has merged the items
                self._films.remove(old)
        self._new += 1

    @contextmanager
    def _filling_the_catalogue(self) -> Iterator[None]:
        """Adds what has arrived to the catalogue at the end, also after an error or Ctrl-C."""
        try:
            yield
        except KeyboardInterrupt:
            if self._new:
                self._notify(f"Adding {plural(self._new, 'film')} fetched so far to the catalogue")
            raise
        finally:
            if self._new or not _is_complete(self._films):
                self._fill_the_catalogue()

    def _fill_the_catalogue(self) -> None:
        """Imports all documents, those from an earlier run that was killed, too."""
        count = len(self._films.paths())
        filters = ImportFilter(title_types=None)
        fetched = ImportRequest(
            "wikidata", [self._films.folder], FETCHED, filters, self._today, reader="fetched"
        )
        summaries = ImportRequest(
            "wikipedia", [self._films.folder], WIKIPEDIA, filters, self._today, is_optional=True
        )
        for result in import_sources([fetched, summaries], self._progress, self._notify):
            for line in result.report.problems:
                self._notify(line)
            for line in result.report.notes:
                self._notify(line if count == 1 else f"In all {count:,} fetched films: {line}")
        self._new = 0


def _check(item: FilmItem) -> None:
    """Raises NoClearFilmError for an item that the catalogue can't hold."""
    name = f"{shorten(item.label)} ({item.id})" if item.label else item.id
    if not item.film:
        raise NoClearFilmError(f"{name} is not a film")
    if not item.label:
        raise NoClearFilmError(f"Wikidata has no title for {name}")
    if not item.year:
        raise NoClearFilmError(f"Wikidata has no year for {name}: {item.why_no_year}")
    if problem := find_problem(item.film):
        raise NoClearFilmError(f"can't add {item.id}: {problem}")


@contextmanager
def _counting(references: Sequence[FilmReference], result: FetchResult) -> Iterator[None]:
    """Adds to an error how many films had been fetched."""
    try:
        yield
    except HeartError as error:
        done = f"Fetched {len(result.fetched):,} of {plural(len(references), 'film')}"
        raise HeartError(*error.lines, f"{done}. Run the command again to continue") from error


def _is_complete(films: FetchedFilms) -> bool:
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
