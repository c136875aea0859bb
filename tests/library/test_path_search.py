"""The search for the shortest chain, compared with a plain one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from heartcli.catalogue.search.graph import CreditGraph
from heartcli.catalogue.store import Catalogue
from heartcli.library.path_search import Avoided, find_films_between

_PEOPLE = range(12)
_CASTS = st.lists(st.sets(st.sampled_from(_PEOPLE), min_size=1, max_size=4), max_size=14)


def shortest(casts: list[set[int]], start: int, end: int) -> int:
    """Returns the length of the shortest chain; 0 if there is none."""
    reached, length = {start}, 0
    while end not in reached:
        larger = reached.union(*(cast for cast in casts if cast & reached))
        if larger == reached:
            return 0
        reached, length = larger, length + 1
    return length


@given(_CASTS, st.sampled_from(_PEOPLE), st.sampled_from(_PEOPLE))
def test_a_chain_is_the_shortest_and_each_film_leads_to_the_next(
    casts: list[set[int]], start: int, end: int
) -> None:
    if start == end:
        return
    films = {number: [f"Person {n}" for n in cast] for number, cast in enumerate(casts, 1)}
    graph = CreditGraph(Catalogue([]), films)
    first, last = (graph.people_called(f"Person {n}") for n in (start, end))
    chain = find_films_between(graph, first, last, Avoided())
    people = [{start}, *(casts[number - 1] for number in chain), {end}]

    assert len(chain) == shortest(casts, start, end)
    assert not chain or all(a & b for a, b in pairwise(people))


@given(_CASTS)
def test_people_who_are_avoided_do_not_link_others(casts: list[set[int]]) -> None:
    films = {number: [f"Person {n}" for n in cast] for number, cast in enumerate(casts, 1)}
    graph = CreditGraph(Catalogue([]), films)
    avoided = {person for n in _PEOPLE[2:] for person in graph.people_called(f"Person {n}")}
    first, last = (graph.people_called(f"Person {n}") for n in (0, 1))

    assert len(find_films_between(graph, first, last, Avoided(avoided))) <= 1
