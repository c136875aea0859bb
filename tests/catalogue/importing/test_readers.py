"""Importing: each format's facts reach the films, and problems are reported and counted."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.formats import FORMATS, IMPORT_FORMATS
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.json_documents import parse_json
from heartcli.catalogue.importing.readers import READERS, load_reader
from heartcli.catalogue.store import FILE_NAME, Store
from tests.conftest import Heart

BASICS = (
    "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes"
    "\tgenres\n"
)


def basics(*rows: tuple[int, str], kind: str = "movie", year: str = "1950") -> str:
    lines = [
        f"tt{number:07}\t{kind}\t{title}\t{title}\t0\t{year}\t\\N\t90\tDrama,War\n"
        for number, title in rows
    ]
    return BASICS + "".join(lines)


def dump(folder: Path) -> Path:
    """A dump of two films, a series and their people, in IMDb's format."""
    folder.mkdir()
    files = {
        "title.basics": basics((7, "The Quarry Road"), (8, 'The "Other" Road'))
        + basics((9, "Series of Roads"), kind="tvSeries").removeprefix(BASICS)
        + basics((10, "Not Made Yet"), year="\\N").removeprefix(BASICS),
        "title.ratings": "tconst\taverageRating\tnumVotes\ntt0000007\t7.5\t1200\n"
        "tt0000008\t5.0\t8\n",
        "title.akas": "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\t"
        "isOriginalTitle\ntt0000007\t1\tDie Steinbruchstraße\tDE\t\\N\t\\N\t\\N\t0\n"
        "tt0000007\t2\tThe Quarry Road\t\\N\t\\N\toriginal\t\\N\t1\n",
        "title.crew": "tconst\tdirectors\twriters\ntt0000007\tnm0000001\tnm0000002,nm0000001\n"
        "tt0000008\tnm0000001\t\\N\n",
        "title.principals": "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"
        'tt0000007\t1\tnm0000003\tactress\t\\N\t["Nell \\"Nelly\\" Ash","Her Sister"]\n'
        "tt0000007\t2\tnm0000004\tactor\t\\N\t\\N\n"
        "tt0000007\t3\tnm0000001\tdirector\t\\N\t\\N\n"
        "tt0000009\t1\tnm0000005\tactor\t\\N\t\\N\n",
        "name.basics": "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession"
        "\tknownForTitles\nnm0000001\tOda Maker\t1900\t1980\tdirector\t\\N\n"
        "nm0000002\tPen Writer\t\\N\t\\N\twriter\t\\N\n"
        "nm0000003\tStella First\t\\N\t\\N\t\\N\t\\N\n"
        "nm0000003\tStella First\t\\N\t\\N\t\\N\t\\N\nnm0000004\tBo Second\t\\N\t\\N\t\\N\t\\N\n"
        "nm0000005\tOnly Series\t\\N\t\\N\t\\N\t\\N\n",
        "title.episode": "tconst\tparentTconst\tseasonNumber\tepisodeNumber\n",
    }
    for name, text in files.items():
        (folder / f"{name}.tsv.gz").write_bytes(gzip.compress(text.encode()))
    return folder


TMDB = {
    "id": 41, "imdb_id": "tt0000007", "title": "The Quarry Road", "original_title": "Quarry",
    "release_date": "1951-03-02", "runtime": 95, "overview": "A road, a quarry.", "vote_count": 9,
    "vote_average": 6.5, "budget": 50000, "revenue": 0, "genres": [{"id": 1, "name": "Drama"}],
    "production_countries": [{"iso_3166_1": "FR", "name": "France"}],
    "spoken_languages": [{"english_name": "French", "iso_639_1": "fr", "name": "Français"}],
    "production_companies": [{"name": "Quarry Films"}],
    "credits": {
        "cast": [{"name": "Bo Second", "character": "Ash", "order": 1},
                 {"name": "Stella First", "character": "Nell", "order": 0}],
        "crew": [{"name": "Oda Maker", "job": "Director"}],
    },
    "alternative_titles": {"titles": [{"iso_3166_1": "IT", "title": "La cava"}]},
    "release_dates": {"results": [{"iso_3166_1": "DE", "release_dates": [
        {"certification": "12", "release_date": "1952-01-05T00:00:00.000Z", "type": 3}]}]},
}  # fmt: skip
OMDB = {
    "Title": "The Quarry Road", "Year": "1950", "Rated": "PG", "Released": "02 Mar 1951",
    "Runtime": "95 min", "Genre": "Drama, War", "Director": "Oda Maker", "Writer": "N/A",
    "Actors": "Stella First, Bo Second", "Plot": "A road.", "Language": "French",
    "Country": "France", "Ratings": [{"Source": "Rotten Tomatoes", "Value": "56%"}],
    "imdbVotes": "1,200", "imdbID": "tt0000007", "Type": "movie", "BoxOffice": "$1,234,567",
    "Response": "True",
}  # fmt: skip
NFO = """<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>
<movie>
  <title>The Quarry Road</title><originaltitle>Quarry</originaltitle>
  <ratings>
    <rating name="imdb" max="10" default="true"><value>7.5</value><votes>1200</votes></rating>
  </ratings>
  <plot>A road.</plot><runtime>95</runtime><mpaa>Germany:12</mpaa>
  <uniqueid type="imdb" default="true">tt0000007</uniqueid>
  <genre>Drama</genre><country>France</country><credits>Pen Writer</credits>
  <director>Oda Maker</director><premiered>1950-03-02</premiered><studio>Quarry Films</studio>
  <actor><name>Bo Second</name><role>Ash</role><order>1</order></actor>
  <actor><name>Stella First</name><role>Nell</role><order>0</order></actor>
</movie>
https://example.org/behind-the-xml
"""
CSV = """Title;Year;Directors;Actors;Genres;Const;My mark
The Quarry Road;1950;Oda Maker;Stella First, Bo Second;"Drama, War";tt0000007;5
"""
IMDB_LIST = """\
Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,\
Genres,Num Votes,Release Date,Directors
tt0000007,8,2024-03-01,The Quarry Road,Quarry,https://www.imdb.com/title/tt0000007/,Movie,7.5,95,\
1950,"Drama, War",1200,1950-03-02,Oda Maker
"""
LETTERBOXD = "Date,Name,Year,Letterboxd URI\n2024-03-01,The Quarry Road,1950,https://boxd.it/a1\n"
MOVIELENS = 'movieId,title,genres\n1,"Quarry Road, The (1950)",Drama|War\n'


def entity(item_id: str, label: str, **claims: list[Any]) -> dict[str, Any]:
    """An entity in Wikidata's JSON format."""
    snaks = {
        code: [
            {"rank": "normal", "mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}
            for value in values
        ]
        for code, values in claims.items()
    }
    labels = {"en": {"language": "en", "value": label}}
    return {"id": item_id, "type": "item", "labels": labels, "claims": snaks}


WIKIDATA = {
    "entities": {
        "Q900001": entity(
            "Q900001",
            "The Quarry Road",
            P31=[{"id": "Q11424"}],
            P345=["tt0000007"],
            P57=[{"id": "Q900002"}],
            P161=[{"id": "Q900003"}, {"id": "Q900004"}],
            P136=[{"id": "Q900005"}],
            P577=[{"time": "+1950-03-02T00:00:00Z", "precision": 11}],
            P2047=[{"amount": "+95", "unit": "http://www.wikidata.org/entity/Q7727"}],
        ),
        "Q900002": entity("Q900002", "Oda Maker"),
        "Q900003": entity("Q900003", "Stella First"),
        "Q900004": entity("Q900004", "Bo Second"),
        "Q900005": entity("Q900005", "Drama"),
    }
}


def value(text: str) -> dict[str, str]:
    return {"type": "literal", "value": text}


SPARQL = {
    "head": {"vars": ["film", "filmLabel", "directorLabel", "castLabel", "date", "imdb"]},
    "results": {
        "bindings": [
            {
                "film": {"type": "uri", "value": "http://www.wikidata.org/entity/Q900001"},
                "filmLabel": value("The Quarry Road"),
                "directorLabel": value("Oda Maker"),
                "castLabel": value(name),
                "genreLabel": value("Drama"),
                "date": value("1950-03-02T00:00:00Z"),
                "imdb": value("tt0000007"),
            }
            for name in ("Stella First", "Bo Second")
        ]
    },
}
FILES: dict[str, tuple[str, str]] = {
    "tmdb": ("film.json", json.dumps(TMDB)),
    "omdb": ("film.json", json.dumps(OMDB)),
    "wikidata": ("film.json", json.dumps(WIKIDATA)),
    "sparql": ("film.json", json.dumps(SPARQL)),
    "nfo": ("film.nfo", NFO),
    "csv": ("films.csv", CSV),
    "imdb-lists": ("ratings.csv", IMDB_LIST),
    "letterboxd": ("watched.csv", LETTERBOXD),
    "movielens": ("movies.csv", MOVIELENS),
}

LISTS = ("imdb-lists", "letterboxd", "movielens")  # of films without their casts


def file_of(name: str, folder: Path) -> Path:
    """Writes a file or folder in an import format."""
    if name == "imdb":
        return dump(folder / "imdb")
    path = folder / f"{name}-{FILES[name][0]}"
    path.write_text(FILES[name][1], encoding="utf-8")
    return path


def test_every_format_has_a_reader_and_a_file_here() -> None:
    assert FORMATS.keys() <= READERS.keys()
    assert all(callable(load_reader(name).read) for name in FORMATS)
    assert {*IMPORT_FORMATS} <= {*FILES, "imdb"}


@pytest.mark.parametrize("name", ["imdb", *(name for name in FILES if name not in LISTS)])
def test_facts_of_an_imported_file_are_shown(heart: Heart, tmp_path: Path, name: str) -> None:
    format_ = name if name in FORMATS else "wikidata"
    screen = heart("import", format_, str(file_of(name, tmp_path)))
    cast = heart("cast", "the", "quarry", "road", "--json").json
    crew = heart("crew", "the quarry road", "--json").json["crew"]
    film = heart("film", "the quarry road", "--json").json

    assert screen.code == 0
    assert FORMATS[format_].attribution in " ".join(screen.out.split())
    assert {member["performer"] for member in cast["cast"]} == {"Stella First", "Bo Second"}
    assert {"Oda Maker"} == {one["name"] for one in crew if one["job"] == "Director"}
    assert "Drama" in film["film"]["genres"]
    assert film["film"]["ids"]["imdb"] == "tt0000007"
    assert {*cast["sources"]} == {format_}
    if name != "sparql":  # whose rows are in no order
        assert [m["performer"] for m in cast["cast"]] == ["Stella First", "Bo Second"]
        assert cast["cast"][0]["billing"] == 1
    heart("reception", "the quarry road")
    heart("releases", "the quarry road")


def test_an_imdb_dump_is_imported_with_titles_credits_and_ratings(
    heart: Heart, tmp_path: Path
) -> None:
    screen = heart("import", "imdb", str(dump(tmp_path / "imdb")), "--json").json

    assert (screen["films"], screen["bad"]) == (2, 0)
    assert screen["rows"] == 20
    releases = heart("releases", "tt0000007", "--json").json
    assert [(one["place"], one["title"]) for one in releases["titles"]] == [
        ("Germany", "Die Steinbruchstraße")
    ]
    assert heart("cast", "tt0000007", "--json").json["cast"][0]["character"] == (
        'Nell "Nelly" Ash / Her Sister'
    )
    crew = heart("crew", "tt0000007", "--json").json["crew"]
    assert {(one["name"], one["job"]) for one in crew} == {
        ("Oda Maker", "Director"), ("Oda Maker", "Writer"), ("Pen Writer", "Writer")
    }  # fmt: skip
    rating = heart("reception", "tt0000007", "--json").json["ratings"][0]
    assert (rating["score"], rating["votes"]) == (7.5, 1200)
    assert heart("films", "steinbruchstrasse", "--json").json["films"][0]["id"] == "tt0000007"
    assert heart("film", "series of roads").code == 1


def test_titles_are_filtered_by_kind_and_votes(heart: Heart, tmp_path: Path) -> None:
    folder = str(dump(tmp_path / "imdb"))

    assert heart("import", "imdb", folder, "--kinds", "all", "--json").json["films"] == 3
    assert heart("import", "imdb", folder, "--min-votes", "100", "--json").json["films"] == 1
    assert heart("import", "imdb", folder, "--kinds", "tvSeries", "--json").json["films"] == 1


def test_importing_a_source_again_replaces_it(heart: Heart, tmp_path: Path) -> None:
    path = file_of("csv", tmp_path)
    heart("import", "csv", str(path))
    before = heart("film", "quarry road", "--json").out
    heart("import", "csv", str(path))
    assert heart("film", "quarry road", "--json").out == before

    path.write_text(CSV.replace("Quarry", "Gravel"), encoding="utf-8")
    heart("import", "csv", str(path))

    assert heart("film", "gravel road", "--json").json["film"]["title"] == "The Gravel Road"
    found = heart("films", "quarry road", "--json").json["films"]
    assert "The Quarry Road" not in {one["title"] for one in found}


def test_each_value_cites_its_source_and_differing_values_are_disputes(
    heart: Heart, tmp_path: Path
) -> None:
    for name in ("imdb", "tmdb", "omdb"):
        heart("import", name, str(file_of(name, tmp_path)))
    film = heart("film", "tt0000007", "--json").json

    assert film["film"]["year"] == 1950
    assert {*film["film"]["cited"]["year"]} == {"imdb", "omdb"}
    assert [(d["field"], d["value"], d["sources"]) for d in film["film"]["disputes"]
            if d["field"] == "year"] == [("year", 1951, ["tmdb"])]  # fmt: skip
    [edition] = film["editions"]
    assert (edition["minutes"], {*edition["sources"]}) == (95, {"tmdb", "omdb"})
    assert {"field": "minutes", "value": 90, "sources": ["imdb"]} in edition["disputes"]


def test_films_without_ids_are_matched_by_title_year_and_director(
    heart: Heart, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "Name,Year,Director\nCasablanca,1942,Michael Curtiz\nCasablanca,1942,Somebody Else\n"
        "CASABLANCA,1943,Michael Curtiz\n",
        encoding="utf-8",
    )
    heart("import", "csv", str(path), "--as", "mine")
    cited = heart("film", "Q132689", "--json").json["sources"]

    assert {*cited} == {"mine", "wikidata"}
    found = heart("films", "casablanca", "--json").json["films"]
    assert [one["id"] for one in found[:3]].count("Q132689") == 1
    assert {"casablanca-1942", "casablanca-1943"} <= {one["id"] for one in found}


def test_entries_of_a_film_are_linked_whatever_the_order_of_imports(
    heart: Heart, home: Path, tmp_path: Path
) -> None:
    """CSV and IMDb entries share title and director, IMDb and Wikidata entries share an id."""
    path = tmp_path / "mine.csv"
    path.write_text("Title,Year,Director\nThe Quarry Road,1950,Oda Maker\n", encoding="utf-8")
    places = {"csv": path} | {n: file_of(n, tmp_path) for n in ("imdb", "wikidata")}
    for order in (["csv", "imdb", "wikidata"], ["wikidata", "imdb", "csv"]):
        (home / FILE_NAME).unlink(missing_ok=True)
        for name in order:
            heart("import", name, str(places[name]))

        summary = heart("film", "the quarry road", "--json").json
        assert summary["film"]["id"] == "Q900001"
        assert {*summary["sources"]} == {"csv", "imdb", "wikidata"}


def test_removing_a_source_needs_a_confirmation(heart: Heart, home: Path, tmp_path: Path) -> None:
    for name in ("csv", "nfo"):
        heart("import", name, str(file_of(name, tmp_path)))

    assert heart("catalogue", "--remove", "csv").code == 2
    assert (
        "no source called 'imdb'. Sources: csv, nfo"
        in heart("catalogue", "--remove", "imdb").err  # before it asks
    )
    assert heart("catalogue", "--remove", "csv", "--yes").code == 0
    assert [s["name"] for s in heart("catalogue", "--json").json["sources"]] == ["nfo", "wikidata"]
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        assert database.execute("SELECT count(*) FROM entry").fetchone() == (1,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert heart("catalogue", "--remove", "nfo", "--yes").code == 0
    assert not (home / FILE_NAME).exists()


def test_the_catalogue_command_lists_sources_and_files(heart: Heart, tmp_path: Path) -> None:
    heart("import", "csv", str(file_of("csv", tmp_path)), "--as", "my-list")
    summary = heart("catalogue", "--json").json

    assert [(s["name"], s["films"], s["bundled"]) for s in summary["sources"]] == [
        ("my-list", 1, False), ("wikidata", 17_472, True)
    ]  # fmt: skip
    assert all(file["bytes"] > 0 for file in summary["files"])
    assert "from 1940 to 2014" in heart("catalogue").out
    assert heart("catalogue", "--plain").lines[0].startswith("my-list\tcsv\t1\t")
    assert heart("import", "csv", "x.csv", "--as", "My List").code == 2


# --- Problems --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("tt2\tmovie\n", "invalid row"),
        ("tt2\tmovie\tA\tA\t0\t1x\t\\N\t90\tDrama\n", "invalid row"),
        ("xx2\tmovie\tA\tA\t0\t1950\t\\N\t90\tDrama\n", "invalid row"),
        ("tt99999999999\tmovie\tA\tA\t0\t1950\t\\N\t90\tDrama\n", "invalid row"),
        ("tt2\tmovie\t\\N\t\\N\t0\t1950\t\\N\t90\tDrama\n", "invalid row"),
        ("tt2\tmovie\tA\0\tA\t0\t1950\t\\N\t90\tDrama\n", "NUL byte"),
        ("tt2\tmovie\t\udcff\tA\t0\t1950\t\\N\t90\tDrama\n", "invalid UTF-8"),
        ("tt2\tmovie\tA\tA\t0\t1950\t\\N\t99999999999999999999\tDrama\n", "invalid row"),
        ("tt2\tmovie\tA\tA\t0\t1950\t\\N\t-5\tDrama\n", "invalid row"),
        ("tt1_2\tmovie\tA\tA\t0\t1950\t\\N\t90\tDrama\n", "invalid row"),
        ("x" * 3_000_000 + "\n", "longer than 1 MB"),
    ],
    ids=[
        "short",
        "year",
        "letters",
        "large",
        "no-title",
        "nul",
        "utf-8",
        "minutes",
        "negative",
        "underscore",
        "long",
    ],
)
def test_a_bad_row_is_reported_with_its_line_and_the_rest_is_imported(
    heart: Heart, tmp_path: Path, row: str, reason: str
) -> None:
    path = tmp_path / "title.basics.tsv"
    text = basics((1, "First")) + row + basics((3, 'A "quoted" one')).removeprefix(BASICS)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    summary = heart("import", "imdb", str(path), "--json").json

    assert (summary["rows"], summary["films"], summary["bad"]) == (3, 2, 1)
    assert summary["told"][0].startswith(f"{path}:3: ")
    assert reason in summary["told"][0]


MANY = basics(*((number, f"No. {number}") for number in range(1, 2_000))).encode()
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<movie><title>&a;</title><year>1950</year></movie>"""
BAD_FILES: dict[str, tuple[str, str, bytes, str]] = {
    "no-imdb": ("imdb", "a.tsv", b"a\tb\n1\t2\n", "not an IMDb file"),
    "no-titles": ("imdb", "title.crew.tsv", b"tconst\tdirectors\twriters\n", "title.basics"),
    "empty": ("imdb", "title.basics.tsv", b"", "is empty"),
    "cut": ("imdb", "title.basics.tsv", (basics((1, "First")) + "tt2\tmov").encode(),
            "incomplete. Download it again"),
    "cut-gzip": ("imdb", "title.basics.tsv.gz", gzip.compress(basics((1, "First")).encode())[:-9],
                 "incomplete. Download it again"),
    "large": ("tmdb", "a.json", b'{"a": [\n' + (b'"' + b"x" * 1_000_000 + b'",\n') * 17,
              "larger than 16 MB. Split it into several files"),
    "large-line": ("tmdb", "a.json", b'{"a": "' + b"x" * 18_000_000, "a line longer than 16 MB"),
    "no-json": ("tmdb", "a.json", b"nothing", "invalid or incomplete JSON"),
    "no-movie": ("tmdb", "a.json", b'{"status": 34}', "no title"),
    "deep": ("tmdb", "a.json", b"[" * 100_000, "nested too deeply"),
    "no-columns": ("csv", "a.csv", b"a,b\n1,2\n", "missing column 'title'"),
    "no-list": ("imdb-lists", "a.csv", b"a,b\n1,2\n", "a.csv:1: not a list from IMDb: no column"),
    "no-xml": ("nfo", "a.nfo", b"<movie><title></movie>", "invalid XML"),
    "no-row-of-names": ("csv", "a.csv", b"A,1950\nB,1951\n", "No line names the columns"),
    "no-years": ("csv", "a.csv", b"title,genre\nA,Drama\n",
                 ("missing column 'year'. The year may also end the title, as in Heat (1995). "
                 "Known columns: title")),
    "nothing-at-all": ("csv", "a.csv", b"", "is empty"),
    "no-end": ("tmdb", "a.json", b'[\n{"id":1,"title":"A","release_date":"1950"},\n',
               "incomplete. Download it again"),
    "half-a-character": ("tmdb", "a.json", b'{"id":1,"title":"a\xed\xb2\x80"}', "UTF-8"),
    "deep-with-halves": ("tmdb", "a.json", b'{"title":"\\ud83d","x":' + b"[" * 50_000 + b"}",
                         "nested too deeply"),
    "forged": ("omdb", "a.json", b'{"Response":"False","Error":"a\\nheart: all is gone"}',
               "error from OMDb: a heart: all is gone"),
    "episode": ("nfo", "a.nfo", b"<episodedetails></episodedetails>", "1 TV episode"),
    "entities": ("nfo", "a.nfo", b'<!DOCTYPE x [<!ENTITY a "b">]><movie><title>&a;</title></movie>',
                 "DTD"),
    "external": ("nfo", "a.nfo", OUTSIDE, "DTD"),
    "answer": ("omdb", "a.json", b'{"Response":"False","Error":"Movie not found!"}', "not found"),
    "no-entity": ("wikidata", "a.json", b'{"a": 1}', "not a Wikidata entity"),
    "no-item": ("wikidata", "a.json", b'{"head":{},"results":{"bindings":[{"x":{"value":"1"}}]}}',
                "row without a film"),
    "damaged": ("imdb", "title.basics.tsv.gz", gzip.compress(b"a" * 1000)[:20] + b"zzzz" * 20,
                "damaged"),
    "unfinished": ("imdb", "title.basics.tsv.gz", gzip.compress(MANY)[:-900], "incomplete"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_an_unusable_file_is_reported_and_leaves_the_catalogue_unchanged(
    heart: Heart, home: Path, tmp_path: Path, name: str
) -> None:
    heart("import", "csv", str(file_of("csv", tmp_path)))
    before = (home / FILE_NAME).read_bytes()
    format_, file_name, contents, reason = BAD_FILES[name]
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / file_name).write_bytes(contents)
    screen = heart("import", format_, str(tmp_path / "bad" / file_name))

    assert (screen.code, screen.out) == (1, "")
    assert screen.err.startswith("heart: ")
    assert reason in screen.err
    assert (home / FILE_NAME).read_bytes() == before
    assert sorted(path.name for path in home.iterdir()) == [FILE_NAME, f"{FILE_NAME}.lock", "films"]


def test_a_compression_bomb_is_refused(heart: Heart, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "title.basics.tsv.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(basics((1, "First")).encode())
        for _ in range(100):
            file.write(bytes(1_000_000))
    screen = heart("import", "imdb", str(path))

    assert screen.code == 1
    assert screen.err.count("\n") == 1
    assert "won't unpack" in screen.err
    assert not (home / FILE_NAME).exists()


@pytest.mark.parametrize("path", ["/nonexistent/file", "/dev/null", "."])
def test_a_path_that_is_not_a_file_is_an_error(heart: Heart, path: str, tmp_path: Path) -> None:
    screen = heart("import", "imdb", str(tmp_path) if path == "." else path)

    assert screen.code == 1
    assert screen.err.count("\n") == 1


def test_an_unknown_format_is_a_usage_error(heart: Heart) -> None:
    assert "Did you mean 'imdb'" in heart("import", "imbd", "x").err
    assert heart("import", "imbd", "x").code == 2


def test_unusable_values_are_skipped_and_the_film_is_kept(heart: Heart, tmp_path: Path) -> None:
    strange = TMDB | {
        "title": "Strange",
        "imdb_id": 5,
        "genres": 7,
        "runtime": -3,
        "vote_count": 10**40,
        "vote_average": "NaN",
        "overview": "half \ud800 a character",
        "credits": {"cast": [{"name": None}, 3, {"name": "Ann", "character": ["x"]}], "crew": {}},
        "release_dates": {"results": [{"release_dates": [{"type": 3, "release_date": "soon"}]}]},
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(strange), encoding="utf-8")

    assert heart("import", "tmdb", str(path), "--json").json["films"] == 1
    assert [m["performer"] for m in heart("cast", "strange", "--json").json["cast"]] == ["Ann"]


def test_a_file_can_hold_several_documents(heart: Heart, tmp_path: Path) -> None:
    films = [TMDB | {"id": n, "imdb_id": "", "title": f"Film {n}"} for n in (1, 2, 3)]
    ways = {
        "array": json.dumps(films),
        "spread": json.dumps(films, indent=1),
        "lines": "\n".join(map(json.dumps, films)),
        "dump": "[\n" + ",\n".join(map(json.dumps, films)) + "\n]\n",
        "search": json.dumps({"page": 1, "results": films}),
    }
    for name, text in ways.items():
        path = tmp_path / f"{name}.json"
        path.write_text(text, encoding="utf-8")
        assert heart("import", "tmdb", str(path), "--json").json["films"] == 3, name


def test_separate_credits_go_to_their_movie(heart: Heart, tmp_path: Path) -> None:
    movie = {key: item for key, item in TMDB.items() if key != "credits"}
    (tmp_path / "movie.json").write_text(json.dumps(movie), encoding="utf-8")
    credits_ = {"id": 41, **json.loads(json.dumps(TMDB["credits"]))}
    (tmp_path / "credits.json").write_text(json.dumps(credits_), encoding="utf-8")
    other = {"id": 42, "cast": []}
    (tmp_path / "other.json").write_text(json.dumps(other), encoding="utf-8")
    summary = heart("import", "tmdb", str(tmp_path), "--json").json

    assert (summary["films"], summary["bad"]) == (1, 1)
    assert len(heart("cast", "quarry road", "--json").json["cast"]) == 2


def test_missing_names_of_wikidata_items_are_counted(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "alone.json"
    path.write_text(json.dumps(WIKIDATA["entities"]["Q900001"]), encoding="utf-8")
    summary = heart("import", "wikidata", str(path), "--json").json

    assert summary["films"] == 1
    assert "Skipped 3 people and 1 other item without a name" in summary["told"][0]


def test_a_bundled_source_of_the_same_name_is_not_part_of_an_import(
    heart: Heart, tmp_path: Path
) -> None:
    entity = {**WIKIDATA["entities"]["Q900001"]}
    entity["claims"] = {name: entity["claims"][name] for name in ("P31", "P577")}
    (tmp_path / "alone.json").write_text(json.dumps(entity), encoding="utf-8")

    assert "The film has no cast" in heart("import", "wikidata", str(tmp_path)).out
    requests = heart("fetch", "--source", "wikidata", "--dry-run").out
    assert requests.count("Q900001")
    assert requests.count("Q") < 20


def test_a_catalogue_of_several_sources_passes_integrity_checks(
    heart: Heart, home: Path, tmp_path: Path
) -> None:
    for name in ("imdb", "tmdb", "omdb", "wikidata", "nfo", "csv"):
        heart("import", name, str(file_of(name, tmp_path)))
    heart("catalogue", "--remove", "imdb", "--yes")
    heart("import", "imdb", str(tmp_path / "imdb"))

    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        numbers = [n for (n,) in database.execute("SELECT id FROM source")]
        for number in numbers:
            for table in ("titles", "names", "facets"):
                database.execute(
                    f"INSERT INTO {table}_{number} ({table}_{number}) VALUES ('integrity-check')"  # noqa: S608
                )
    with closing(Store(home / FILE_NAME)) as store:
        assert len(store.film_numbers(None)) == 2


def test_titles_with_large_ids_keep_their_votes(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "title.basics.tsv").write_text(basics((21_454_134, "A Late One")))
    (tmp_path / "title.ratings.tsv").write_text(
        "tconst\taverageRating\tnumVotes\ntt21454134\t7.5\t1200000\n"
    )
    summary = heart("import", "imdb", str(tmp_path), "--min-votes", "1000", "--json").json

    assert (summary["films"], summary["bad"]) == (1, 0)
    [rating] = heart("reception", "tt21454134", "--json").json["ratings"]
    assert (rating["score"], rating["votes"]) == (7.5, 1_200_000)


def test_a_title_may_lack_a_place_and_a_character_may_be_a_lone_surrogate(
    heart: Heart, tmp_path: Path
) -> None:
    folder = dump(tmp_path / "imdb")
    akas = "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
    (folder / "title.akas.tsv.gz").write_bytes(
        gzip.compress(f"{akas}tt0000007\t1\tAlt\t\\N\t\\N\t\\N\t\\N\t0\n".encode())
    )
    principals = "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"
    (folder / "title.principals.tsv.gz").write_bytes(
        gzip.compress(f'{principals}tt0000007\t1\tnm0000003\tactress\t\\N\t["\\ud800"]\n'.encode())
    )
    heart("import", "imdb", str(folder))

    [title] = heart("releases", "tt0000007", "--json").json["titles"]
    assert (title["title"], title["place"]) == ("Alt", "elsewhere")
    assert heart("cast", "tt0000007").code == 0


INCOMPLETE: dict[str, tuple[str, str, str]] = {
    "a certificate without a value": (
        "nfo", NFO.replace("Germany:12", "US:"), "1 certificate"),
    "a blank certificate": ("nfo", NFO.replace("Germany:12", "US: \u3000"), "1 certificate"),
    "a rating without a name": (
        "nfo", NFO.replace('name="imdb"', 'name=" "'), "1 rating"),
    "a long foreign title": ("tmdb", json.dumps(TMDB | {"alternative_titles": {"titles": [
        {"iso_3166_1": "IT", "title": "x" * 2_000}]}}), "1 title"),
    "a long genre": ("omdb", json.dumps(OMDB | {"Genre": f"Drama, {'x' * 2_000}"}), "1 genre"),
    "many genres": ("omdb", json.dumps(
        OMDB | {"Genre": ", ".join(["Drama", *map(str, range(300))])}), "201 genres"),
    "a long premise": ("omdb", json.dumps(OMDB | {"Plot": "x" * 50_000}), "1 premise"),
    "a long certificate": ("omdb", json.dumps(OMDB | {"Rated": "R" * 2_000}), "1 certificate"),
    "a long name": ("omdb", json.dumps(OMDB | {"Director": f"Oda Maker, {'x' * 2_000}"}),
        "1 credit"),
    "a name with a NUL": ("omdb", json.dumps(OMDB | {"Actors": "Stella First, \0"}), "1 credit"),
    "many credits": ("omdb", json.dumps(OMDB | {"Actors": ", ".join(
        ["Stella First", "Bo Second", *(f"X {n}" for n in range(6_000))])}), "credits"),
}  # fmt: skip


@pytest.mark.parametrize("name", INCOMPLETE)
def test_incomplete_overlong_and_excess_parts_are_skipped_and_counted(
    heart: Heart, tmp_path: Path, name: str
) -> None:
    format_, text, left_out = INCOMPLETE[name]
    path = tmp_path / FILES[format_][0]
    path.write_text(text, encoding="utf-8")
    summary = heart("import", format_, str(path), "--json").json

    assert summary["films"] == 1
    assert "Skipped parts (incomplete, too long or too many): " in summary["told"][-1]
    assert left_out in summary["told"][-1]
    for command in ("film", "cast", "crew", "releases", "reception"):
        screen = heart(command, "the quarry road", "--json")
        assert screen.json["film"]["title"] == "The Quarry Road"
        assert "x" * 2_000 not in screen.out


def test_incomplete_and_overlong_parts_of_an_imdb_dump_are_skipped_and_counted(
    heart: Heart, tmp_path: Path
) -> None:
    folder = dump(tmp_path / "imdb")
    title = "tt0000007\t1\t{}\tDE\t\\N\t\\N\t\\N\t0\n"
    credit = "tt0000007\t{}\tnm0000003\t{}\t\\N\t{}\n"
    more = {
        "title.akas": title.format("x" * 2_000) + title.format("Anderswo") * 1_100,
        "title.principals": credit.format(4, "", "\\N")
        + credit.format(5, "\\N", "\\N")
        + credit.format(6, "actor", json.dumps(["x" * 2_000])),
        "title.basics": basics((11, "x" * 2_000)).removeprefix(BASICS),
        "name.basics": f"nm0000003\t{'x' * 2_000}\t\\N\t\\N\t\\N\t\\N\n",
    }
    for name, text in more.items():
        path = folder / f"{name}.tsv.gz"
        path.write_bytes(path.read_bytes() + gzip.compress(text.encode()))
    summary = heart("import", "imdb", str(folder), "--json").json

    assert (summary["films"], summary["bad"]) == (2, 2)
    assert summary["told"][-1].endswith("too long or too many): 3 credits, 601 titles")
    for command in ("film", "cast", "crew", "releases"):
        screen = heart(command, "tt0000007", "--json")
        assert (screen.code, "x" * 2_000 in screen.out) == (0, False)


@pytest.mark.parametrize("format_", ["tmdb", "omdb", "wikidata", "nfo", "csv"])
def test_a_film_with_an_overlong_title_is_reported(
    heart: Heart, tmp_path: Path, format_: str
) -> None:
    path = tmp_path / FILES[format_][0]
    path.write_text(FILES[format_][1].replace("The Quarry Road", "x" * 2_000), encoding="utf-8")
    screen = heart("import", format_, str(path))

    assert screen.code == 1
    assert "title longer than 1,000 characters" in screen.err
    assert "x" * 100 not in screen.err


def test_unsorted_rows_of_a_title_are_limited(heart: Heart, tmp_path: Path) -> None:
    folder = dump(tmp_path / "imdb")
    row = "tt000000{}\t1\t" + "x" * 900 + " {}\tDE\t\\N\t\\N\t\\N\t0\n"
    rows = "".join(row.format(number, n) for n in range(300) for number in (7, 8))
    path = folder / "title.akas.tsv.gz"
    path.write_bytes(path.read_bytes() + gzip.compress(rows.encode()))
    summary = heart("import", "imdb", str(folder), "--json").json

    assert summary["told"][-1].endswith(" titles")
    titles = heart("releases", "tt0000007", "--json").json["titles"]
    assert 100 < len(titles) < 150


def test_skipped_titles_are_counted_by_reason(heart: Heart, tmp_path: Path) -> None:
    folder = str(dump(tmp_path / "imdb"))
    summary = heart("import", "imdb", folder, "--json").json
    screen = heart("import", "imdb", folder)

    assert summary["left_out"] == {"tvSeries": 1, "no year": 1}
    assert "1 TV series" in screen.out
    assert "--kinds all" in screen.out
    assert "replacing 2 films" in screen.out
    nothing = heart("import", "imdb", folder, "--kinds", "video")
    assert (nothing.code, "3 films" in nothing.err) == (1, True)
    mistyped = heart("import", "imdb", folder, "--kinds", "tvserie", COLUMNS="120")
    assert "Did you mean 'tvSeries'" in mistyped.err


CSVS: dict[str, tuple[str, dict[str, int], list[str]]] = {
    "a film site's export": ("Date,Name,Year,Letterboxd URI\n2023-05-01,Zedx,1942,http://x\n",
                               {"Zedx": 1942}, [":1: ignored columns: Date"]),
    "a short row": ("Year,Title\n1950\n1951,Zedx\n", {"Zedx": 1951}, [":2: no title"]),
    "a stray mark": ('title,year\n"Weirdx Al,1950\n' + "Other,1951\n" * 30 + "Zedx,1952\n",
                        {"Zedx": 1952}, [":2: unclosed quotation mark"]),
    "a two-line cell": ('title,year\n"Zedx\n and Annax",1950\nZedy,1951\n', {"Zedy": 1951}, []),
    "a mark inside a cell": ('title;year\n5" Zedx;1950\n', {'5" Zedx': 1950}, []),
    "a cell too long": (f"title,year,plot\nZedx,1950,{'p' * 140_000}\nZedy,1951,\n",
                        {"Zedx": 1950, "Zedy": 1951}, ["1 premise"]),
    "no line break at the end": ("title,year\nZedx,1950", {"Zedx": 1950}, []),
    "juniors": ('title,year,cast\nZedx,1950,"Ann Box, Bo Doe, Jr."\n', {"Zedx": 1950}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", CSVS)
def test_csv_files_found_in_practice_are_read(heart: Heart, tmp_path: Path, name: str) -> None:
    text, films, problems = CSVS[name]
    path = tmp_path / "films.csv"
    path.write_text(text, encoding="utf-8")
    summary = heart("import", "csv", str(path), "--json").json

    if name == "a stray mark":
        assert (summary["films"], summary["bad"]) == (2, 1)
    for title, year in films.items():
        film = heart("film", f"{title} ({year})", "--json").json["film"]
        assert (film["title"], film["year"]) == (title, year)
    for problem in problems:
        assert any(problem in line for line in summary["told"])
    if name == "juniors":
        cast = heart("cast", "zedx", "--json").json["cast"]
        assert [one["performer"] for one in cast] == ["Ann Box", "Bo Doe Jr."]


def test_one_unusable_file_among_several_is_reported(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,year\nZedx,1950\n")
    (tmp_path / "b.csv").write_text("nothing\n")
    summary = heart("import", "csv", str(tmp_path), "--json").json

    assert (summary["films"], summary["bad"]) == (1, 1)
    assert "b.csv:1: missing column 'title'" in summary["told"][-1]


def test_a_broken_json_line_costs_only_that_line(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "movies.jsonl"
    lines = [json.dumps({"id": n, "title": f"Zedx {n}", "release_date": "1950"}) for n in range(5)]
    path.write_text("\n".join(["\ufeff" + lines[0][:20], *lines[1:]]), encoding="utf-8")
    summary = heart("import", "tmdb", str(path), "--json").json

    assert (summary["rows"], summary["films"], summary["bad"]) == (5, 4, 1)


def test_wikidata_games_and_series_are_not_films(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "entities.json"
    claims: dict[str, list[Any]] = {"P345": ["tt0000007"], "P57": [{"id": "Q900002"}]}
    when = {"P577": [{"time": "+1950-03-02T00:00:00Z", "precision": 11}]}
    kinds = {"Q900001": "Q7889", "Q900003": "Q5398426", "Q900004": "Q11424"}
    entities = {
        item_id: entity(item_id, f"Zedx {item_id}", P31=[{"id": kind}], **claims, **when)
        for item_id, kind in kinds.items()
    }
    path.write_text(json.dumps({"entities": entities}), encoding="utf-8")
    summary = heart("import", "wikidata", str(path), "--json").json

    assert (summary["films"], summary["left_out"]) == (1, {"videoGame": 1, "tvSeries": 1})


def test_time_spans_and_impossible_scores_are_skipped(heart: Heart, tmp_path: Path) -> None:
    span = {"time": "+1981-10/1982-03T", "precision": 11}
    year = {"time": "+1950-00-00T", "precision": 9}
    length = {"amount": "+1.5", "unit": "http://www.wikidata.org/entity/Q25235"}
    film = entity("Q900001", "Zedx", P31=[{"id": "Q11424"}], P577=[span, year], P2047=[length])
    (tmp_path / "a.json").write_text(json.dumps(film))
    heart("import", "wikidata", str(tmp_path / "a.json"))
    scores = '<ratings><rating name="y" max="1e-300"><value>1000</value></rating></ratings>'
    (tmp_path / "a.nfo").write_text(f"<movie><title>Zedy</title><year>1950</year>{scores}</movie>")
    heart("import", "nfo", str(tmp_path / "a.nfo"))

    assert heart("film", "Q900001", "--json").json["film"]["year"] == 1950
    assert heart("releases", "Q900001", "--json").json["editions"][0]["minutes"] == 90
    assert heart("reception", "zedy", "--json").json["ratings"] == []


def test_an_archive_may_end_in_zeros(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "title.basics.tsv.gz"
    path.write_bytes(gzip.compress(basics((1, "First")).encode()) + bytes(512))

    assert heart("import", "imdb", str(path), "--json").json["films"] == 1


def test_a_lock_file_that_is_not_hearts_is_reported(
    heart: Heart, home: Path, tmp_path: Path
) -> None:
    (home / f"{FILE_NAME}.lock").write_bytes(b"somebody's letters" * 1000)
    screen = heart("import", "csv", str(file_of("csv", tmp_path)))

    assert (screen.code, f"{FILE_NAME}.lock is not a heart lock file" in screen.err) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "[{}, \n {}]",
        '{{"page":1,"results":[\n{},\n{}\n]}}',
        "[\n{},\n{}]\n",
        '[\n{{ "results": [{}, {}] }}\n]',
        "{}\n{}",
    ],
    ids=["json-agg", "results", "listed", "spaced", "lines"],
)
def test_json_is_read_in_any_layout(heart: Heart, tmp_path: Path, text: str) -> None:
    movies = [{"id": n, "title": f"Zedx {n}", "release_date": "1950"} for n in (1, 2)]
    (tmp_path / "a.json").write_text(text.format(*map(json.dumps, movies)))
    summary = heart("import", "tmdb", str(tmp_path / "a.json"), "--json").json

    assert (summary["rows"], summary["films"], summary["bad"]) == (2, 2, 0)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("95", 95),
        ("95 min", 95),
        ("1:35", 95),
        ("1h 35m", 95),
        ("2 hrs", 120),
        ("ninety", None),
        ("95:00", 95),
        ("1:35:00", 95),
        ("1.5 hours", 90),
        ("1,5 Std.", 90),
        ("12:55:00", 775),
        ("0", None),
        ("100001", None),
        ("9999 hours", None),
    ],
)
def test_running_times_are_read_in_many_spellings(text: str, minutes: int | None) -> None:
    assert values.parse_minutes(text) == minutes


def test_only_strings_and_numbers_in_json_are_text() -> None:
    document = values.JsonObject({"flag": True, "list": ["x"], "number": 7, "absent": " N/A "})

    assert [document.text(key) for key in document.data] == ["", "", "7", ""]
    assert document.texts("flag") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (rb'"\ud800"', "\ufffd"),
        (rb'"\uD83D\uDE00"', "\U0001f600"),
        (rb'"\uDE00\ud83d\ude00\ud83d"', "\ufffd\U0001f600\ufffd"),
        (rb'"\\ud800"', r"\ud800"),
        (rb'"\\\ud800"', "\\\ufffd"),
    ],
    ids=["half", "whole", "half, whole, half", "no escape", "after a backslash"],
)
def test_escapes_of_half_a_character_are_replaced(text: bytes, value: str) -> None:
    assert parse_json(text) == value


@pytest.mark.parametrize("text", [b"[" + b"{}," * 400_000 + b"{}]", b"{" + b'"a":0,' * 600_001])
def test_a_json_document_of_too_many_values_is_not_parsed(text: bytes) -> None:
    with pytest.raises(ValueError, match="too many values"):
        parse_json(text)
