"""Lists the requests that fetching would make, as far as they are known beforehand."""

from collections.abc import Iterator, Mapping, Sequence

from heartcli.catalogue.fetching import services
from heartcli.catalogue.fetching.documents import FetchedFilms
from heartcli.catalogue.fetching.finding import search_texts
from heartcli.catalogue.fetching.references import FilmReference
from heartcli.catalogue.fetching.services import MAX_ITEMS, Services

# Placeholders for values that only the answers contain.
_ITEMS, _NAMES, _ARTICLE = "{items}", "{names}", "{article}"


def plan_requests(
    environment: Mapping[str, str], references: Sequence[FilmReference], *, refresh: bool
) -> list[str]:
    """Returns the addresses that fetching these films would request, in order.

    What depends on earlier answers has placeholders in braces.
    """
    addresses = Services.from_environment(environment)
    missing = references if refresh else FetchedFilms.of_user().missing(references)
    requests: list[str] = []
    for start in range(0, len(missing), MAX_ITEMS):
        batch = missing[start : start + MAX_ITEMS]
        requests += _plan_searches(addresses, batch)
        ids = [reference.wikidata for reference in batch if reference.wikidata]
        requests.append(addresses.items(ids if len(ids) == len(batch) else [*ids, _ITEMS]))
    return [*requests, addresses.names([_NAMES]), addresses.summary(_ARTICLE)] if requests else []


def _plan_searches(addresses: Services, batch: Sequence[FilmReference]) -> Iterator[str]:
    for text in services.id_searches(batch):
        yield addresses.search(text)
    for reference in batch:
        if not any(reference[:3]):
            for words in search_texts(reference.readings):
                yield addresses.search(services.search_by_words(words))
