"""Looks up in the catalogue whether a reply is exactly a person's name or another film's title."""

from heartcli.catalogue import store
from heartcli.catalogue.search.films import find_exact_titles
from heartcli.catalogue.search.people import find_people_named
from heartcli.catalogue.store import Catalogue, find_film_number
from heartcli.errors import Notify


class CatalogueNames:
    """The names and titles in the catalogue, which is opened when the first one is looked up."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._catalogue: Catalogue | None = None

    def is_person(self, name: str) -> bool:
        """Whether somebody has exactly this name, apart from case, accents and punctuation."""
        sources = [(part, source) for part in self._open().stores for source in part.sources]
        return any(find_people_named(part, source, name) for part, source in sources)

    def is_other_title(self, film_id: str, title: str) -> bool:
        """Whether other films have exactly this title, and the film with this id doesn't."""
        catalogue = self._open()
        numbers = {hit.film_number for hit in find_exact_titles(catalogue, title)}
        return bool(numbers) and find_film_number(catalogue, film_id) not in numbers

    def close(self) -> None:
        if self._catalogue:
            self._catalogue.close()

    def _open(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = store.open_catalogue(self._notify)
        return self._catalogue
