"""Reads the cast and crew of an entry, and puts casts in order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from heartcli.catalogue.codec import CAST, RecordFields
from heartcli.catalogue.search.normalize import name_key
from heartcli.catalogue.stars import hidden_parts_of, leads_of
from heartcli.catalogue.store import SOURCE_SHIFT, Entry, Store
from heartcli.model.records import CastMember
from heartcli.text.folding import fold

_LEAD = 1 << 40  # higher than any score
_HIDDEN = 50  # divides the scores of stars who hardly appear in a film


class Credits(NamedTuple):
    """An entry's cast and crew, in the fields of a film file."""

    cast: list[RecordFields]
    crew: list[RecordFields]
    prominence: dict[str, int]  # of a cast without a billing order, by name


def read_credits(store: Store, entry: Entry) -> Credits:
    """Reads an entry's credits; only a cast in billing order has numbers in `billing`."""
    first_id = entry.id >> SOURCE_SHIFT << SOURCE_SHIFT
    rows = store.load_credits([entry.id]).get(entry.id, ())
    people = store.load_people({first_id | number for number, _, _ in rows})
    characters: dict[int, list[str]] = {}
    crew: list[RecordFields] = []
    for number, job, character in rows:
        person_id = first_id | number
        if job == CAST and person_id in people:
            characters.setdefault(person_id, []).append(character)
        elif person_id in people:
            crew.append({"name": people[person_id].name, "job": job})
    cast: list[RecordFields] = [
        {
            "performer": people[person_id].name,
            "character": " / ".join(filter(None, parts)),
            "billing": billing if entry.has_billing else None,
        }
        for billing, (person_id, parts) in enumerate(characters.items(), 1)
    ]
    if entry.has_billing:
        return Credits(cast, crew, {})
    scores = {people[person_id].name: people[person_id].prominence or 0 for person_id in characters}
    return Credits(cast, crew, score_in_film(scores, entry.title, entry.year))


def score_in_film(cast: Mapping[str, int], title: str, year: int) -> dict[str, int]:
    """Adjusts the scores of a film's cast: listed leads rise to the top, hidden parts sink."""
    leads, hidden = leads_of(title, year), hidden_parts_of(title, year)

    def adjust(name: str, score: int) -> int:
        if name in leads:
            return _LEAD - leads.index(name)
        return score // _HIDDEN if name in hidden else score

    return {name: adjust(fold(name), score) for name, score in cast.items()}


def order_cast(
    cast: Iterable[CastMember], prominence: Iterable[dict[str, int]]
) -> tuple[CastMember, ...]:
    """Puts a cast in billing order, followed by those without a billing, by prominence."""
    highest: Counter[str] = Counter()
    for scores in prominence:
        highest |= Counter({name_key(name): score for name, score in scores.items()})
    by_place = sorted(cast, key=lambda m: (m.billing or inf, -highest[name_key(m.performer)]))
    return tuple(by_place)
