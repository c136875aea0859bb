"""Which figures can be compared, and what they are called."""

from typing import Any

import pytest

from heartcli.lookup.money import scale_of, share_of_cost, short_label, takings_label
from heartcli.model.records import Figure
from heartcli.text.display import shorten_number


def _figure(name: str, **fields: Any) -> Figure:
    values: dict[str, Any] = {"topic": "box office", "currency": "USD", "amount": 1.0}
    return Figure(name=name, **values | fields)


@pytest.mark.parametrize(
    ("name", "fields", "label"),
    [
        ("US gross", {"place": "United States"}, "Took in the US"),
        ("Gross in the UK", {"place": "United Kingdom"}, "Took in the UK"),
        ("Japanese gross", {"place": "Japan"}, "Took in Japan"),
        ("Box office, Germany", {}, "Took in Germany"),
        ("Box office", {}, "Took worldwide"),
        ("Total worldwide takings", {}, "Took worldwide"),
        ("Domestic gross", {}, "Domestic gross"),
        ("Gross of the opening weekend", {"place": "United States"}, ""),
        ("Average per screen", {}, ""),
        ("Admissions", {"currency": "", "unit": "admissions"}, ""),
        ("Box office", {"topic": "cost"}, ""),
    ],
)
def test_only_takings_of_the_whole_run_are_labelled_as_takings(
    name: str, fields: dict[str, Any], label: str
) -> None:
    assert takings_label(_figure(name, **fields)) == label


def test_unknown_currencies_are_the_same_only_in_one_source() -> None:
    table, dump = ({"currency": "", "sources": (name,)} for name in ("table", "dump"))

    assert scale_of(_figure("Gross", **table)) == scale_of(_figure("Budget", **table))
    assert scale_of(_figure("Gross", **table)) != scale_of(_figure("Budget", **dump))
    assert scale_of(_figure("Gross")) == scale_of(_figure("Budget", sources=("dump",))) == "USD"


@pytest.mark.parametrize(
    ("name", "unit", "label"),
    [
        ("Gross of the opening weekend", "", "Opening weekend"),
        ("Admissions in France", "admissions", "France"),
        ("Days of shooting", "days", "Shooting"),
        ("Film exposed", "feet", "Film exposed"),
        ("Days of rehearsal", "(", "Days of rehearsal"),
    ],
)
def test_a_label_leaves_out_what_the_amount_says(name: str, unit: str, label: str) -> None:
    assert short_label(_figure(name, unit=unit)) == label


@pytest.mark.parametrize(
    ("took", "cost", "words"),
    [
        (636_796, 26_000_000, "2% of the cost"),
        (1, 26_000_000, "under 1% of the cost"),
        (99.4, 100, "99% of the cost"),
        (99.6, 100, "about the cost"),
        (104, 100, "about the cost"),
        (120, 100, "1.2 times the cost"),
        (500, 100, "5 times the cost"),
        (1_234_567, 100, "12,346 times the cost"),
    ],
)
def test_takings_are_compared_with_the_cost(took: float, cost: float, words: str) -> None:
    assert share_of_cost(took, cost) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (23_000_000, "23 million"),
        (1_250_000_000, "1.25 billion"),
        (22_200_000, "22.2 million"),
        (637_355, "637,355"),
        (22_200_001, "22,200,001"),
        (2.5, "2.5"),
    ],
)
def test_a_number_is_shortened_only_if_it_stays_exact(amount: float, words: str) -> None:
    assert shorten_number(amount) == words
