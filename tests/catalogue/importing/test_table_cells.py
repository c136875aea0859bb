"""How the cells of a table become values of a film."""

from __future__ import annotations

from pathlib import Path

import pytest

from heartcli.catalogue.importing.tables.films import parse_own_rating
from heartcli.catalogue.importing.tables.names import split_people
from heartcli.catalogue.models import SourceFilm
from tests.catalogue.importing.reading import read_films


def read_row(folder: Path, columns: str, cells: str) -> SourceFilm:
    (folder / "t.csv").write_text(f"title;year;{columns}\nZedx;1950;{cells}\n")
    [film], _ = read_films("csv", [folder / "t.csv"])
    return film


@pytest.mark.parametrize(
    ("text", "rating"),
    [("½", (0.5, 5)), ("★½", (1.5, 5)), ("★★★★★", (5, 5)), ("7/10", (7, 10)), ("85%", (85, 100)),
     ("4.5", (4.5, 5)), ("6", None), ("11/10", None), ("7/x", None)],
)  # fmt: skip
def test_a_rating_may_state_its_scale(text: str, rating: tuple[float, int] | None) -> None:
    assert parse_own_rating(text, 5) == rating


def test_a_cast_may_have_a_column_for_each_person(tmp_path: Path) -> None:
    film = read_row(tmp_path, "Star1;Star2;Actor3 name", "Al Pacino;;De Niro, Robert")

    assert [credit.name for credit in film.credits] == ["Al Pacino", "Robert De Niro"]


@pytest.mark.parametrize(
    ("text", "dates"), [("2 March 1950", ["1950-03-02"]), ("March 1950", ["1950-03"]), ("1950", [])]
)
def test_a_date_that_is_more_than_a_year_becomes_a_release(
    tmp_path: Path, text: str, dates: list[str]
) -> None:
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
def test_commas_in_a_cast_are_between_people(tmp_path: Path, cell: str, names: list[str]) -> None:
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


def test_only_columns_with_names_are_called_ignored(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("title,year,,rank\nZedx,1950,,7\n")
    _, report = read_films("csv", [tmp_path / "t.csv"])

    assert report.notes == [f"{tmp_path / 't.csv'}:1: ignored columns: rank"]


def test_names_in_lists_from_imdb_have_their_forenames_first(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        'Const,Title,Title Type,Year,Directors\ntt0000007,Zedx,Movie,1950,"Cher, Madonna"\n'
    )
    [film], _ = read_films("imdb-lists", [tmp_path / "t.csv"])

    assert [credit.name for credit in film.credits] == ["Cher", "Madonna"]
