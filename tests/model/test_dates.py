"""Parsing, showing and comparing dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartcli.model.dates import Date


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("1982", date(1982, 1, 1), date(1982, 12, 31), "1982"),
        ("1982-02", date(1982, 2, 1), date(1982, 2, 28), "Feb 1982"),
        ("1980-02", date(1980, 2, 1), date(1980, 2, 29), "Feb 1980"),
        ("1982-12", date(1982, 12, 1), date(1982, 12, 31), "Dec 1982"),
        ("1982-02-11", date(1982, 2, 11), date(1982, 2, 11), "11 Feb 1982"),
        ("1980-10/1981-09", date(1980, 10, 1), date(1981, 9, 30), "Oct 1980 – Sep 1981"),
        ("1983-07-01/1983-07-07", date(1983, 7, 1), date(1983, 7, 7), "1–7 Jul 1983"),
        ("2023-08-30/2023-09-09", date(2023, 8, 30), date(2023, 9, 9), "30 Aug – 9 Sep 2023"),
        ("2015/2016", date(2015, 1, 1), date(2016, 12, 31), "2015–2016"),
        ("2003-11/..", date(2003, 11, 1), date.max, "since Nov 2003"),
        ("1982~", date(1980, 12, 31), date(1984, 1, 1), "about 1982"),
        ("1982-11-17~", date(1982, 11, 16), date(1982, 11, 18), "about 17 Nov 1982"),
        ("9999-12", date(9999, 12, 1), date.max, "Dec 9999"),
        ("0001~", date.min, date(2, 12, 31) + timedelta(1), "about 0001"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(text: str, first: date, last: date, words: str) -> None:
    read = Date.parse(text)

    assert (read.first, read.last, read.words) == (first, last, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "82",
        "1982-2",
        "1982-13",
        "1982-02-30",
        "Feb 1982",
        "1982/",
        "../1982",
        "1983/1982",
        "1982-02-11T00:00",
        "１９８２",
    ],
)
def test_a_text_that_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|calendar|before"):
        Date.parse(text)


days = st.dates(min_value=date(1870, 1, 1), max_value=date(2100, 1, 1))
points = st.builds(lambda day, size: day.isoformat()[:size], days, st.sampled_from([4, 7, 10]))


@given(points, points)
def test_a_date_is_before_another_only_if_all_its_days_are(text: str, other_text: str) -> None:
    a, b = Date.parse(text), Date.parse(other_text)
    every = [(x, y) for x in (a.first, a.last) for y in (b.first, b.last)]

    assert a.is_before(b) == all(x < y for x, y in every)
    assert not (a.is_before(b) and b.is_before(a))
    assert not a.is_before(a)


@given(points)
def test_about_a_date_includes_the_date_and_the_days_around_it(point: str) -> None:
    exact, about = Date.parse(point), Date.parse(point + "~")

    assert about.first < exact.first
    assert exact.last < about.last
