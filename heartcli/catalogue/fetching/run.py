"""Fetches films one by one, keeps their documents, and adds them to the user's catalogue."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from heartcli.catalogue.fetching.assembling import build_document
from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.documents import FetchedFilm, FetchedFilms
from heartcli.catalogue.fetching.finding import NoClearFilmError, find_by_ids, find_film
from heartcli.catalogue.fetching.items import FilmItem
from heartcli.catalogue.fetching.references import FilmReference, id_keys
from heartcli.catalogue.fetching.services import MAX_ITEMS
from heartcli.catalogue.fetching.transport import RefusedError, TooLargeError
from heartcli.catalogue.fetching.update import is_up_to_date, update_catalogue
from heartcli.catalogue.importing.files import Progress
from heartcli.catalogue.search.queries import Reading
from heartcli.errors import HeartError, Notify
from heartcli.storage.files import os_errors
from heartcli.text.display import plural, shorten

_UPDATE_AFTER = 100  # films; so that a long fetch shows its results before it ends
_MAX_REFUSED = 5  # films in a row; after that, the service would refuse the others, too
_LABEL = "Fetching"


class FetchResult(NamedTuple):
    """What became of the films to fetch."""

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
        self._refused = 0  # films in a row

    def fetch(self, references: Sequence[FilmReference]) -> FetchResult:
        """Fetches the films that the user names; stops at the first that can't be identified."""
        with self._filling_the_catalogue(), _counting(references, self._result):
            for reference in references:
                if not self._keep(reference):
                    item = find_film(self._client, self._with_known_id(reference))
                    self._fetch_item(reference, item)
        return self._result

    def complete(self, references: Sequence[FilmReference]) -> FetchResult:
        """Fetches the films of an import, leaving out films that can't be identified."""
        waiting = [reference for reference in references if not self._keep(reference)]
        self._progress.start(_LABEL, len(waiting))
        hint = ". Run the command again to continue"
        with self._filling_the_catalogue(), _counting(waiting, self._result, hint):
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
    ) -> Iterator[tuple[FilmReference, FilmItem | HeartError | None]]:
        """Yields each film's item, the error from looking it up, or None to search by title."""
        for start in range(0, len(references), MAX_ITEMS):
            yield from self._find_batch(references[start : start + MAX_ITEMS])

    def _find_batch(
        self, batch: Sequence[FilmReference]
    ) -> Iterator[tuple[FilmReference, FilmItem | HeartError | None]]:
        """Finds items by ids: together or, if the services can't answer that, in halves."""
        try:
            items = find_by_ids(
                self._client, [self._with_known_id(reference) for reference in batch]
            )
        except (RefusedError, TooLargeError) as error:
            half = len(batch) // 2
            if not half:
                yield batch[0], error
                return
            yield from self._find_batch(batch[:half])
            yield from self._find_batch(batch[half:])
            return
        for reference in batch:
            keys = id_keys(*self._with_known_id(reference)[:3])
            yield reference, next((items[key] for key in keys if key in items), None)

    def _complete(self, reference: FilmReference, item: FilmItem | HeartError | None) -> None:
        """Fetches a film of an import, or notes why not; stops if too many are refused."""
        try:
            if isinstance(item, HeartError):
                raise item
            if item is None:
                by_title = FilmReference(readings=reference.readings)
                item = find_film(self._client, by_title, exact=True)
            self._fetch_item(reference, item, reference.readings)
        except NoClearFilmError as error:
            self._result.missing.append(error.in_one_line)
        except (RefusedError, TooLargeError) as error:
            self._result.missing.append(f"{reference.text}: {error}")
            self._refused += 1
            if self._refused == _MAX_REFUSED:
                raise
            return
        self._refused = 0

    def _keep(self, reference: FilmReference) -> bool:
        """Whether a film was fetched before and is kept as it is; if so, adds it to the result."""
        film = None if self._refresh else self._films.find(reference)
        if film:
            self._result.kept.append(film)
        return film is not None

    def _with_known_id(self, reference: FilmReference) -> FilmReference:
        """Replaces the readings of a film that was fetched before with its Wikidata id."""
        film = self._films.find(reference)
        return reference._replace(wikidata=film.id, readings=()) if film else reference

    def _fetch_item(
        self, reference: FilmReference, item: FilmItem, requested: Sequence[Reading] = ()
    ) -> None:
        """Fetches the rest of a film; if it's there already, only adds the requested titles."""
        old = self._films.films.get(item.id) or self._films.find(reference)
        if old and not self._refresh:
            with os_errors(shorten(str(self._films.folder)), "write"):
                self._new += self._films.add_titles(old, requested)
            self._result.kept.append(old)
            return
        if problem := item.find_problem():
            raise NoClearFilmError(problem)
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
            if self._new or not is_up_to_date(self._films):
                self._fill_the_catalogue()

    def _fill_the_catalogue(self) -> None:
        update_catalogue(self._films, self._today, self._progress, self._notify)
        self._new = 0


@contextmanager
def _counting(
    references: Sequence[FilmReference], result: FetchResult, hint: str = ""
) -> Iterator[None]:
    """Adds to an error how many of several films had been fetched."""
    try:
        yield
    except HeartError as error:
        done = f"Fetched {len(result.fetched):,} of {plural(len(references), 'film')}{hint}"
        raise HeartError(*error.lines, *([done] if len(references) > 1 else [])) from error
