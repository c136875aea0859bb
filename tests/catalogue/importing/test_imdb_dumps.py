"""IMDb's dumps with the oddities that people have reported."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE
from tests.conftest import Heart

FILES = {
    "titles": ("title.basics.tsv", ("tconst titleType primaryTitle originalTitle isAdult startYear"
               " endYear runtimeMinutes genres")),
    "akas": ("title.akas.tsv", ("titleId ordering title region language types attributes"
             " isOriginalTitle")),
    "principals": ("title.principals.tsv", "tconst ordering nconst category job characters"),
    "names": ("name.basics.tsv", ("nconst primaryName birthYear deathYear primaryProfession"
              " knownForTitles")),
}  # fmt: skip
FILM = r"tt0000007 movie Zedx Zedx 0 1975 \N 137 Crime"
Import = Callable[..., dict[str, Any]]


@pytest.fixture
def import_rows(heart: Heart, tmp_path: Path) -> Import:
    """Imports rows of the dumps, written with spaces for tabs and underscores for spaces."""

    def run(titles: str = FILM, **rows: str) -> dict[str, Any]:
        for key, (name, columns) in FILES.items():
            lines = [columns, *(rows | {"titles": titles}).get(key, "").splitlines()]
            table = "".join(f"{line.replace(' ', chr(9)).replace('_', ' ')}\n" for line in lines)
            (tmp_path / name).write_text(table, encoding="utf-8")
        summary: dict[str, Any] = heart("import", "imdb", str(tmp_path), "--json").json
        return summary

    return run


def test_people_without_a_name_are_left_out_and_counted(heart: Heart, import_rows: Import) -> None:
    summary = import_rows(
        principals="\n".join(rf'tt0000007 {n} nm000000{n} actor \N ["Part"]' for n in (1, 2, 3)),
        names="nm0000001 \\N \\N \\N x x\nnm0000002  \\N \\N x x\nnm0000003 Ann_Box 40_BC 0012 x x",
    )

    assert [m["performer"] for m in heart("cast", "zedx", "--json").json["cast"]] == ["Ann Box"]
    assert summary["bad"] == 0
    assert summary["told"][-1].endswith("too many): 2 names")


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("XWG", "West Germany"), ("DDDE", "East Germany"), ("CSHH", "Czechoslovakia"),
        ("XEU", "Europe"), ("ID", "Indonesia"), ("XYU", "Yugoslavia"), ("SUHH", "Soviet Union"),
        ("XKV", "Kosovo"), ("CSXX", "Serbia and Montenegro"), ("ZRCD", "Zaire"), ("BUMM", "Burma"),
        ("XWW", "World-wide"), ("VDVN", "North Vietnam"), ("\\N", "elsewhere"),
    ],
)  # fmt: skip
def test_regions_have_names(heart: Heart, import_rows: Import, code: str, place: str) -> None:
    import_rows(akas=rf"tt0000007 1 Anders {code} \N imdbDisplay \N 0")

    [title] = heart("releases", "zedx", "--json").json["titles"]
    assert (title["title"], title["place"]) == ("Anders", place)


def test_region_codes_are_in_the_form_of_imdb() -> None:
    codes = [code for code in COUNTRY_BY_CODE if code != "\\N"]

    assert len(codes) > 250
    assert all(re.fullmatch("[A-Z]{2}|[A-Z]{4}|X[A-Z]{2}", code) for code in codes)
    assert all(name and name == name.strip() for name in map(COUNTRY_BY_CODE.get, codes))


@pytest.mark.parametrize(
    ("types", "attributes", "place"),
    [
        ("imdbDisplay", r"\N", "Germany"), (r"\N", "dvd_title", "Germany"),
        ("alternative", "new_title", "Germany"), ("working", r"\N", "elsewhere"),
        (r"\N", "literal_English_title", "elsewhere"), (r"\N", "informal_title", "elsewhere"),
    ],
)  # fmt: skip
def test_titles_that_were_never_used_in_a_country_have_no_place(
    heart: Heart, import_rows: Import, types: str, attributes: str, place: str
) -> None:
    import_rows(akas=rf"tt0000007 1 Anders DE \N {types} {attributes} 0")

    [title] = heart("releases", "zedx", "--json").json["titles"]
    assert title["place"] == place
    assert heart("film", "anders (1975)", "--json").json["film"]["title"] == "Zedx"


@pytest.mark.parametrize(
    ("row", "title", "minutes"),
    [
        (r"tt0000007 movie Zedx Zedx 0 1975 \N Reality-TV \N", "Zedx", None),
        (r"tt0000007 movie Zedx Zedx 0 1975 \N Crime,Drama \N", "Zedx", None),
        (r"tt0000007 movie \N Only_Zedx 0 1975 \N 90 Drama", "Only Zedx", 90),
        (r"tt0000007 movie A_&amp;_Zedx A_&_Zedx 0 1975 \N 90 Drama", "A & Zedx", 90),
        (r'tt0000007 movie "Zedx"_Probe "Zedx"_Probe 0 1975 \N 90 Drama', '"Zedx" Probe', 90),
        (r"tt12345678 movie Zedx\x Zedx\x 0 1975 \N 90 Drama", r"Zedx\x", 90),
    ],
)
def test_odd_rows_keep_what_can_be_read(
    heart: Heart, import_rows: Import, row: str, title: str, minutes: int | None
) -> None:
    summary = import_rows(row)
    film_id = row.partition(" ")[0]
    editions = heart("releases", film_id, "--json").json["editions"]

    assert heart("film", film_id, "--json").json["film"]["title"] == title
    assert [edition["minutes"] for edition in editions] == ([minutes] if minutes else [])
    assert summary["bad"] == 0
    assert ("Values not understood: 1 running time" in summary["told"]) == (minutes is None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (r"tt0000008 movie Tabbed Title Tabbed_Title 0 1975 \N 90 Drama", "10 columns, not 9"),
        ("tt0000008 movie Short 0 1975", "5 columns, not 9"),
        (r"tt0000008 movie \N \N 0 1975 \N 90 Drama", "invalid row"),
    ],
)
def test_rows_that_cannot_be_read_say_why(import_rows: Import, row: str, reason: str) -> None:
    summary = import_rows(f"{FILM}\n{row}")

    assert (summary["films"], summary["bad"]) == (1, 1)
    assert summary["told"][0].endswith(reason)


@pytest.mark.parametrize(
    ("cell", "character"),
    [
        (r'["Gil","\"Doc\"_Brown"]', 'Gil / "Doc" Brown'),
        (r'["Gil","\\"Doc\\"_Brown"]', 'Gil / "Doc" Brown'),
        (r'["C:\\"]', "C:\\"),
        (r'["Caf\u00e9_Owner"]', "Café Owner"),
        (r'["Gil', ""),
        (r"\N", ""),
    ],
)
def test_characters_are_unescaped(
    heart: Heart, import_rows: Import, cell: str, character: str
) -> None:
    summary = import_rows(
        principals=rf"tt0000007 1 nm0000001 actor \N {cell}",
        names=r"nm0000001 Ann_Box \N \N \N \N",
    )

    [member] = heart("cast", "zedx", "--json").json["cast"]
    assert (member["performer"], member.get("character", "")) == ("Ann Box", character)
    assert ("Values not understood: 1 character" in summary["told"]) == (cell == '["Gil')
