"""How the cells of a table become values of a film."""

from __future__ import annotations

from pathlib import Path

import pytest

from heartcli.catalogue.importing.tables.films import parse_own_rating
from heartcli.catalogue.models import SourceFilm
from tests.catalogue.importing.reading import read_films


def read_row(folder: Path, columns: str, cells: str) -> SourceFilm:
    (folder / "t.csv").write_text(f"title;year;{columns}\nZedx;1950;{cells}\n")
    [film], _ = read_films("csv", [folder / "t.csv"])
    return film


@pytest.mark.parametrize(("stars", "score"), [("½", 0.5), ("★½", 1.5), ("★★★★★", 5)])
def test_stars_and_half_stars_are_ratings_out_of_five(stars: str, score: float) -> None:
    assert parse_own_rating(stars, 10) == (score, 5)


def test_votes_may_be_in_thousands(tmp_path: Path) -> None:
    assert read_row(tmp_path, "votes", "12.5K").votes == 12_500


@pytest.mark.parametrize(
    ("column", "cell", "names"),
    [
        ("cast", "Cher, Madonna", ["Cher", "Madonna"]),
        ("cast", "A, B", ["A", "B"]),
        ("cast", "Pacino, Al | De Niro, Robert", ["Al Pacino", "Robert De Niro"]),
        ("directors", "Mann, Michael", ["Michael Mann"]),
    ],
)
def test_commas_in_a_cast_are_between_people(
    tmp_path: Path, column: str, cell: str, names: list[str]
) -> None:
    assert [credit.name for credit in read_row(tmp_path, column, cell).credits] == names
