"""Lists the requests that fetching would make, as far as they are known beforehand."""

from collections.abc import Iterator, Sequence

from heartcli.catalogue.fetching import services
from heartcli.catalogue.fetching.finding import search_texts
from heartcli.catalogue.fetching.references import FilmReference
from heartcli.catalogue.fetching.services import MAX_ITEMS, Services

# Placeholders for what only the answers contain.
_ITEMS, _NAMES, _ARTICLE = "{items}", "{names}", "{article}"


def plan_requests(addresses: Services, references: Sequence[FilmReference]) -> Iterator[str]:
    """The addresses to ask, in order; those that depend on answers have placeholders in braces."""
    for start in range(0, len(references), MAX_ITEMS):
        batch = references[start : start + MAX_ITEMS]
        yield from _plan_searches(addresses, batch)
        ids = [reference.wikidata for reference in batch if reference.wikidata]
        yield addresses.items(ids if len(ids) == len(batch) else [*ids, _ITEMS])
    if references:
        yield addresses.names([_NAMES])
        yield addresses.summary(_ARTICLE)


def _plan_searches(addresses: Services, batch: Sequence[FilmReference]) -> Iterator[str]:
    for text in services.id_searches(batch):
        yield addresses.search(text)
    for reference in batch:
        if not any(reference[:3]):
            for words in search_texts(reference.readings):
                yield addresses.search(services.search_by_words(words))
