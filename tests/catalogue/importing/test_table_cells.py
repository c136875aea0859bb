"""How the cells of a table become values of a film."""

from __future__ import annotations

from pathlib import Path

import pytest

from heartcli.catalogue.importing.tables.names import split_people
from heartcli.catalogue.importing.values import parse_minutes, parse_money
from heartcli.catalogue.importing.written_ratings import parse_own_rating
from heartcli.catalogue.models import SourceFilm
from tests.catalogue.importing.reading import read_films


def read_row(folder: Path, columns: str, cells: str) -> SourceFilm:
    (folder / "t.csv").write_text(f"title;year;{columns}\nZedx;1950;{cells}\n")
    [film], _ = read_films("csv", [folder / "t.csv"])
    return film


@pytest.mark.parametrize(
    ("text", "rating"),
    [("½", (0.5, 5)), ("★½", (1.5, 5)), ("★★★★★", (5, 5)), ("7/10", (7, 10)), ("85%", (85, 100)),
     ("4.5", (4.5, 5)), ("4½/5", (4.5, 5)), ("1½", (1.5, 5)), ("3 out of 5", (3, 5)),
     ("4 stars", (4, 5)), ("4★", (4, 5)), ("★★★★☆", (4, 5)), ("6", None), ("11/10", None),
     ("7/x", None), ("-1", None), ("good", None)],
)  # fmt: skip
def test_a_rating_may_state_its_scale(text: str, rating: tuple[float, int] | None) -> None:
    assert parse_own_rating(text, 5) == rating


def test_a_cast_may_have_a_column_for_each_person(tmp_path: Path) -> None:
    film = read_row(tmp_path, "Star1;Star2;Actor3 name", "Al Pacino;;De Niro, Robert")

    assert [credit.name for credit in film.credits] == ["Al Pacino", "Robert De Niro"]


@pytest.mark.parametrize(
    ("text", "dates"), [("2 March 1950", ["1950-03-02"]), ("March 1950", ["1950-03"]), ("1950", [])]
)
def test_a_date_with_a_month_becomes_a_release(tmp_path: Path, text: str, dates: list[str]) -> None:
    film = read_row(tmp_path, "released", text)

    assert [release.date for release in film.sections.releases] == dates


@pytest.mark.parametrize(
    ("text", "amount", "currency"), [("$60M", 60_000_000, "USD"), ("60000000", 60_000_000, None)]
)
def test_an_amount_may_have_a_currency(
    tmp_path: Path, text: str, amount: int, currency: str | None
) -> None:
    [figure] = read_row(tmp_path, "budget", text).sections.figures

    assert (figure.amount, figure.currency) == (amount, currency)


def test_votes_may_be_in_thousands(tmp_path: Path) -> None:
    assert read_row(tmp_path, "votes", "12.5K").votes == 12_500


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Cher, Madonna", ["Cher", "Madonna"]),
        ("Pacino, Al | De Niro, Robert", ["Al Pacino", "Robert De Niro"]),
        ("Pacino,Al | Robert Downey, Jr.", ["Al Pacino", "Robert Downey Jr."]),
        ("['Al Pacino', 'De Niro, Jr.']", ["Al Pacino", "De Niro, Jr."]),
    ],
)
def test_commas_in_a_cast_separate_people(tmp_path: Path, cell: str, names: list[str]) -> None:
    assert [credit.name for credit in read_row(tmp_path, "cast", cell).credits] == names


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (["Mann, Michael"], ["Michael Mann"]),
        (["Mann, Michael", "Coppola, Francis Ford"], ["Michael Mann", "Francis Ford Coppola"]),
        (["García Márquez, Gabriel", "Madonna"], ["Gabriel García Márquez", "Madonna"]),
        (["Cher, Madonna", "Ann Box"], ["Cher", "Madonna", "Ann Box"]),
        (["Cher, Madonna", "Ann Box, Bo Doe"], ["Cher", "Madonna", "Ann Box", "Bo Doe"]),
        (
            ["Cher, Madonna", "Prince, Björk, Ice-T"],
            ["Cher", "Madonna", "Prince", "Björk", "Ice-T"],
        ),
        (["Cher, Madonna", "Sammy Davis, Jr."], ["Cher", "Madonna", "Sammy Davis Jr."]),
        (["Mann, Michael", "Coen, Joel; Coen, Ethan"], ["Michael Mann", "Joel Coen", "Ethan Coen"]),
    ],
    ids=["one cell", "two cells", "a single name", "a full name", "two full names", "a list",
         "a junior", "semicolons"],
)  # fmt: skip
def test_the_whole_column_shows_whether_surnames_come_first(
    tmp_path: Path, column: list[str], names: list[str]
) -> None:
    rows = [f'Zedx {number},1950,"{cell}"' for number, cell in enumerate(column)]
    (tmp_path / "t.csv").write_text("\n".join(["title,year,director", *rows]))
    films, _ = read_films("csv", [tmp_path / "t.csv"])

    assert [credit.name for film in films for credit in film.credits] == names


@pytest.mark.parametrize("text", ["Ann Box, Bo Doe", "Cher, Prince, Björk", "Ann Box"])
def test_a_list_far_down_a_column_of_surnames_is_a_list(text: str) -> None:
    assert split_people(text, surnames_first=True) == tuple(text.split(", "))


def test_companies_may_be_objects_with_a_name(tmp_path: Path) -> None:
    film = read_row(tmp_path, "studios", "[{'name': 'Regency', 'id': 1}]")

    assert [company.name for company in film.sections.companies] == ["Regency"]


def test_only_columns_with_names_are_reported_as_ignored(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title,year,,rank\nZedx,1950,,7\n")
    _, report = read_films("csv", [tmp_path / "t.csv"])

    assert report.notes == [f"{tmp_path / 't.csv'}:1: ignored columns: rank"]


def test_names_in_lists_from_imdb_have_their_forenames_first(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        'Const,Title,Title Type,Year,Directors\ntt0000007,Zedx,Movie,1950,"Cher, Madonna"\n'
    )
    [film], _ = read_films("imdb-lists", [tmp_path / "t.csv"])

    assert [credit.name for credit in film.credits] == ["Cher", "Madonna"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("8160 s", 136), ("7920000 ms", 132), ("PT7920S", 132), ("98,5 min", 98), ("132.0", 132),
     ("142分钟", 142), ("2 ч 5 мин", 125), ("51420 min", 51_420), ("7920", None), ("2.2", None),
     ("3 Seasons", None)],
)  # fmt: skip
def test_running_times_have_a_unit_or_could_be_in_minutes(text: str, minutes: int | None) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "money"),
    [("1,2 Mio. €", (1_200_000, "EUR")), ("262.681.282 US-Dollar", (262_681_282, "USD")),
     ("2,923.7 M", (2_923_700_000, "")), ("60 US$ million", (60_000_000, "USD")),
     ("11.4", None), ("11,4", None), ("60000000.0", (60_000_000, ""))],
)  # fmt: skip
def test_amounts_are_read_with_their_units(text: str, money: tuple[int, str] | None) -> None:
    assert parse_money(text) == money


@pytest.mark.parametrize(
    ("column", "cell", "field"),
    [
        ("Runtime (hours)", "2.2", 132),
        ("Runtime [min]", "132", 132),
        ("Runtime (h:mm)", "2:12", 132),
        ("Length (sec)", "7920", 132),
        ("Runtime (reels)", "7", None),
    ],
)
def test_a_running_time_is_in_the_unit_of_its_column(
    tmp_path: Path, column: str, cell: str, field: int | None
) -> None:
    assert read_row(tmp_path, column, cell).minutes == field


@pytest.mark.parametrize(
    ("column", "cell", "amounts"),
    [
        ("Revenue (Millions)", "151.06", [(151_060_000, None)]),
        ("Budget ($M)", "11.4", [(11_400_000, "USD")]),
        ("Worldwide Gross (in millions)", "$2,923.7", [(2_923_700_000, "USD")]),
        ("Budget (USD thousands)", "60", [(60_000, "USD")]),
        ("Budget (Millions)", "$60M", [(60_000_000, "USD")]),
        ("Gross (domestic)", "60000000", []),
        ("Budget", "11.4", []),
    ],
)
def test_an_amount_is_in_the_unit_of_its_column(
    tmp_path: Path, column: str, cell: str, amounts: list[tuple[int, str | None]]
) -> None:
    figures = read_row(tmp_path, column, cell).sections.figures

    assert [(figure.amount, figure.currency) for figure in figures] == amounts


@pytest.mark.parametrize(
    ("column", "rating"),
    [("My Rating (out of 10)", (4, 10)), ("My Rating (1-100)", (4, 100)),
     ("My Rating (%)", (4, 100)), ("My Rating (stars)", (4, 5)), ("My Rating (mine)", (4, 5))],
)  # fmt: skip
def test_a_rating_is_on_the_scale_of_its_column(
    tmp_path: Path, column: str, rating: tuple[float, int]
) -> None:
    assert read_row(tmp_path, column, "4").own_rating == rating


@pytest.mark.parametrize(
    ("column", "cells", "dates"),
    [
        ("Release Date (month/day/year)", ["4/7/1933"], ["1933-04-07"]),
        ("Release Date (DD/MM/YYYY)", ["4/7/1933"], ["1933-07-04"]),
        ("Release Date", ["10/4/2019", "05/30/2019"], ["2019-10-04", "2019-05-30"]),
        ("Release Date", ["30/5/2019", "10/4/2019"], ["2019-05-30", "2019-04-10"]),
        ("Release Date", ["10/4/2019", "30/5/2019", "5/30/2019"], ["2019-05-30", "2019-05-30"]),
        ("Release Date", ["20-Dec-19"], ["2019-12-20"]),
    ],
)
def test_a_column_shows_whether_days_come_before_months(
    tmp_path: Path, column: str, cells: list[str], dates: list[str]
) -> None:
    rows = [f"Zedx {number},{cell}" for number, cell in enumerate(cells)]
    (tmp_path / "t.csv").write_text("\n".join([f"title,{column}", *rows]))
    films, _ = read_films("csv", [tmp_path / "t.csv"])

    assert [release.date for film in films for release in film.sections.releases] == dates


@pytest.mark.parametrize(
    ("column", "cell", "release"),
    [
        ("released", '"October 4, 2019 (USA)"', ("2019-10-04", "theatrical", "United States")),
        ("Release date", "2019-10-04 (limited)", ("2019-10-04", "theatrical", None)),
        ("Premiere", "2019-08-31", ("2019-08-31", "premiere", None)),
    ],
)  # fmt: skip
def test_only_a_column_of_premieres_has_premieres(
    tmp_path: Path, column: str, cell: str, release: tuple[str, str, str | None]
) -> None:
    assert [*read_row(tmp_path, column, cell).sections.releases] == [release]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Title,Year,My Rating,Date Watched", ["4,2019-10-20", "8,2022-02-01", "6,2021-01-01"]),
        ("Title,Year,Rating10,WatchedDate", ["4,2019-10-20", "8,2022-02-01", "6,"]),
        ("title,year,rating,rated_at", ["8,2022-02-02T10:11:12Z", "4,2019-10-20T10:11:12Z"]),
    ],
)  # fmt: skip
def test_the_latest_of_several_ratings_counts(tmp_path: Path, header: str, rows: list[str]) -> None:
    (tmp_path / "t.csv").write_text("\n".join([header, *(f"Zedx,1950,{row}" for row in rows)]))
    [film], _ = read_films("csv", [tmp_path / "t.csv"])

    assert film.own_rating == (8, 10)
