"""Scores how well known people are, by the popularity of the films that they made.

Without a billing order, the stored prominence is a better guide to the leads.
"""

from collections.abc import Iterable
from typing import NamedTuple

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.search.known import find_entries_of, people_by_job
from heartcli.catalogue.store import Store

# Multiplies a film's popularity for somebody who did the job alone. Prominence has the scale of
# the first one.
_ACTING, _DIRECTING, _OTHER_JOBS = 10, 5, 2
_SHARE_POWER = 0.7  # how much smaller the shares are in a large cast, or far down in the billing
_DIRECTOR = "Director"


class Fame(NamedTuple):
    """A person's fame in one source, and their number of films there."""

    score: float
    film_count: int


def score_fame(store: Store, people: Iterable[int]) -> dict[int, Fame]:
    """Returns the fame of these people in a source, by id."""
    known = store.load_people(people)
    entries = find_entries_of(store, known)
    query = "SELECT id, popularity, coalesce(has_billing, 0) FROM entry WHERE id IN"
    films = {entry: row for entry, *row in store.select_in(query, entries, types=(int, int, int))}
    counts, shares = dict.fromkeys(known, 0), dict.fromkeys(known, 0.0)
    for entry, jobs in people_by_job(store, films).items():
        popularity, has_billing = films[entry]
        for person in known.keys() & {person for ids in jobs.values() for person in ids}:
            counts[person] += 1
        for job, ids in jobs.items():
            for place, person in enumerate(ids, 1):
                if person in known and (job != CAST or known[person].prominence is None):
                    rank = place if job == CAST and has_billing else len(ids)
                    shares[person] += popularity * _share(job, rank)
    return {
        person: Fame(shares[person] + (about.prominence or 0), counts[person])
        for person, about in known.items()
    }


def _share(job: str, rank: int) -> float:
    """Returns a person's share in a film: of `rank` people with a job, or at this place."""
    if job == CAST:
        return _ACTING * float(rank**-_SHARE_POWER)
    return (_DIRECTING if job == _DIRECTOR else _OTHER_JOBS) / rank
