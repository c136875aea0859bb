"""The order of casts that aren't in billing order."""

from contextlib import closing
from itertools import chain

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from heartcli.catalogue.credits import score_in_film
from heartcli.catalogue.merging import load_film
from heartcli.catalogue.prominence import score_people, stored_score
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store
from heartcli.storage import paths
from heartcli.text.folding import fold
from tests.conftest import TESTS

_SHOWN = 4  # places at the top of a cast
_CASTS = st.lists(st.tuples(st.integers(0, 10**6), st.sets(st.integers(0, 30))), max_size=20)
STAR, EXTRA = 1, 2


def test_casts_begin_with_the_leads_of_well_known_films(capsys: pytest.CaptureFixture[str]) -> None:
    text = (TESTS / "truths" / "leads.toml").read_text(encoding="utf-8")
    truths: list[tuple[str, list[str]]] = tomli.loads(text)["films"]
    in_first_places, first = 0, 0
    with closing(Catalogue([Store(paths.bundled_dir() / FILE_NAME)])) as catalogue:
        rows = catalogue.stores[0].rows("SELECT title, year, wikidata FROM entry")
        numbers = {f"{title} ({year})": wikidata for title, year, wikidata in rows}
        for film, names in truths:
            cast = [fold(m.performer) for m in load_film(catalogue, numbers[film]).cast]
            leads = [*map(fold, names)]
            in_first_places += sum(name in cast[:_SHOWN] for name in leads)
            first += cast[0] in leads

    share = in_first_places / len([*chain(*(names for _, names in truths))])
    with capsys.disabled():
        print(f"\nleads: {share:.3f} in the first {_SHOWN}, first {first / len(truths):.3f}")
    assert len(truths) >= 150
    assert share >= 0.63
    assert first / len(truths) >= 0.62


def test_a_star_in_small_casts_is_more_prominent_than_an_extra_in_many_films() -> None:
    starring = [(1000, {STAR, person}) for person in range(10, 14)]
    crowds = [(1000, {EXTRA, *range(n * 100, n * 100 + 30)}) for n in range(1, 11)]
    scores = score_people([*starring, *crowds])

    assert scores[STAR] > scores[EXTRA]


def test_people_who_share_films_with_stars_are_less_prominent() -> None:
    scores = score_people([*[(1000, {STAR, n}) for n in range(10, 20)], (1000, {EXTRA, 20})])

    assert scores[EXTRA] > scores[10]


@given(_CASTS)
def test_everybody_in_a_cast_gets_a_score(casts: list[tuple[int, set[int]]]) -> None:
    scores = score_people(casts)

    assert {*scores} == {*chain(*(cast for _, cast in casts))}
    assert all(score >= 0 for score in scores.values())


def test_a_film_without_popularity_or_cast_changes_no_score() -> None:
    assert score_people([(0, set()), (10, set()), (10, {STAR})]) == score_people([(10, {STAR})])


def test_known_stars_score_higher_than_strangers_with_the_same_films() -> None:
    assert stored_score(5, "Brad Pitt") > stored_score(5, "Abbie Cornish") > stored_score(5, "X")


def test_known_leads_come_first_and_hidden_parts_last() -> None:
    cast = {"Bruce Willis": 1, "Nobody": 9, "Brad Pitt": 1}
    scores = score_in_film(cast, "12 Monkeys", 1995)

    assert sorted(scores, key=lambda name: -scores[name]) == ["Bruce Willis", "Brad Pitt", "Nobody"]
    assert score_in_film({"James Caan": 100, "Nobody": 9}, "1941", 1979)["James Caan"] < 9
    assert score_in_film({"James Caan": 100}, "Misery", 1990) == {"James Caan": 100}
