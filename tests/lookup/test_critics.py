"""Critics are counted once, on release and since."""

import pytest

from heartcli import filmfile
from heartcli.lookup.critics import Critic, critics_of, tally
from heartcli.model.film import Film


def _critics(*reviews: str) -> tuple[list[Critic], list[Critic]]:
    """Groups the reviews of a film of 1999, each given as the lines of a record."""
    records = "".join(f'[[reviews]]\nid = "r{i}"\n{text}\n' for i, text in enumerate(reviews))
    film = filmfile.parse(f'format = 1\ntitle = "F"\nyear = 1999\n{records}').film
    assert film
    return critics_of(film, film.reviews)


def _review(critic: str, stance: str = "positive", date: str = "", **fields: str) -> str:
    values = {"critic": critic, "stance": stance, "date": date, **fields}
    return "\n".join(f'{name} = "{value}"' for name, value in values.items() if value)


def test_a_critic_who_is_quoted_several_times_counts_once(film: Film) -> None:
    on_release, since = critics_of(film, film.reviews)

    assert sum(review.critic == "Pauline Kael" for review in film.reviews) == 3
    [kael] = [critic for critic in on_release if critic.name == "Pauline Kael"]
    assert len(kael.reviews) == 3
    assert tally(on_release) == {"positive": 5, "mixed": 4, "negative": 8}
    assert tally(since) == {"positive": 9, "mixed": 2, "negative": 3}


def test_a_critic_of_both_periods_counts_in_each() -> None:
    on_release, since = _critics(_review("Ann Bell", "negative", "1999"), _review("Ann Bell"))
    assert ([c.stance for c in on_release], since) == (["mixed"], [])

    on_release, since = _critics(
        _review("Ann Bell", "negative", "1999"), _review("Ann Bell", "positive", "2020")
    )
    assert [c.stance for c in on_release] == ["negative"]
    assert [c.stance for c in since] == ["positive"]


@pytest.mark.parametrize(("date", "is_since"), [("2000-12-31", False), ("2001-01-01", True)])
def test_reviews_from_the_second_year_after_the_films_look_back(date: str, is_since: bool) -> None:
    critics = _critics(_review("Ann Bell", date=date))

    assert len(critics[is_since]) == 1


def test_an_undated_review_goes_with_the_critics_others_or_else_with_the_one_before() -> None:
    on_release, since = _critics(
        _review("Ann Bell", date="1999"),
        _review("Bob Carr", date="2020"),
        _review("Ann Bell"),
        _review("Cy Dean", date="2020"),
        _review("Eve Fox"),
    )

    assert [critic.name for critic in on_release] == ["Ann Bell"]
    assert [critic.name for critic in since] == ["Bob Carr", "Cy Dean", "Eve Fox"]


def test_doubtful_reviews_count_for_neither_side() -> None:
    on_release, _ = _critics(
        _review("Ann Bell", date="1999"),
        _review("Ann Bell", "negative") + "\ndoubtful = true",
        _review("Bob Carr", "negative") + "\ndoubtful = true",
    )

    assert [critic.stance for critic in on_release] == ["positive", "negative"]
    assert tally(on_release) == {"positive": 1}


def test_critics_are_sorted_by_their_most_exact_date_and_undated_ones_come_last() -> None:
    on_release, _ = _critics(
        _review("Eve Fox"),
        _review("Ann Bell", date="1999"),
        _review("Bob Carr", date="1999-05-02"),
        _review("Ann Bell", date="1999-04-01"),
    )

    dates = [(critic.name, critic.date and critic.date.words) for critic in on_release]
    assert dates == [("Ann Bell", "1 Apr 1999"), ("Bob Carr", "2 May 1999"), ("Eve Fox", None)]


def test_critics_with_the_same_single_name_are_distinguished_by_their_papers() -> None:
    on_release, _ = _critics(
        _review("Thomas", publication="The Times"),
        _review("Thomas", publication="The Sun"),
        _review("Ann Bell", publication="The Sun"),
        _review("Ann Bell", publication="Radio One"),
        _review("", publication="The Sun"),
        _review(""),
        _review(""),
    )

    assert [(c.name, c.publications) for c in on_release] == [
        ("Thomas", ("The Times",)),
        ("Thomas", ("The Sun",)),
        ("Ann Bell", ("The Sun", "Radio One")),
        ("", ("The Sun",)),
        ("", ()),
        ("", ()),
    ]
