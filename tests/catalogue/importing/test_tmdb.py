"""Films from TMDb: every shape of its documents, and what isn't a film in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.importing.readers import tmdb
from heartcli.catalogue.importing.readers.tmdb_movies import film_from_details
from heartcli.catalogue.importing.values import JsonObject
from heartcli.catalogue.models import CertificateRow, FigureRow, ReleaseRow
from heartcli.model.viewing import OwnRating
from tests.catalogue.importing.reading import read_films
from tests.conftest import Heart

Json = dict[str, Any]
ZEDX: Json = {"id": 949001, "title": "Zedx", "release_date": "1950-03-02"}
ZEDY: Json = {"id": 949002, "title": "Zedy", "release_date": "1951-03-02"}
SERIES: Json = {"id": 949001, "name": "Zed Street", "first_air_date": "2011-04-17"}
PERSON: Json = {"id": 31, "name": "Ann Bell", "known_for_department": "Acting", "known_for": [ZEDX]}


def import_tmdb(heart: Heart, folder: Path, contents: Any, name: str = "a.json") -> Any:
    text = contents if isinstance(contents, str) else json.dumps(contents)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return heart("import", "tmdb", str(path), "--json").json


SHAPES: dict[str, tuple[Any, list[str], Json]] = {
    "details": (ZEDX, ["Zedx"], {}),
    "a search": ({"page": 1, "results": [ZEDX, ZEDY]}, ["Zedx", "Zedy"], {}),
    "a multi-search": (
        {"results": [ZEDX | {"media_type": "movie"}, SERIES | {"media_type": "tv"},
                     PERSON | {"media_type": "person"}]},
        ["Zedx"], {"tvSeries": 1, "person": 1}),
    "trending": ({"results": [{"media_type": "collection", "id": 5, "name": "Zeds"},
                              ZEDX | {"media_type": "movie"}]}, ["Zedx"], {"collection": 1}),
    "an unknown kind": ({"results": [{"media_type": "x" * 900, "title": "A"}, ZEDX]},
                        ["Zedx"], {"of another kind": 1}),
    "a search for people and more": (
        {"results": [PERSON, SERIES, {"id": 1, "logo_path": None, "name": "Zed Films"}, ZEDX]},
        ["Zedx"], {"person": 1, "tvSeries": 1, "company": 1}),
    "find": ({"movie_results": [ZEDX], "person_results": [PERSON], "tv_results": [SERIES],
              "tv_episode_results": [], "tv_season_results": []},
             ["Zedx"], {"person": 1, "tvSeries": 1}),
    "a list": ({"id": "10", "name": "Mine", "item_count": 2,
                "items": [ZEDX | {"media_type": "movie"}, SERIES | {"media_type": "tv"}]},
               ["Zedx"], {"tvSeries": 1}),
    "a list of version 4": ({"id": 10, "name": "Mine", "object_ids": {}, "comments": {},
                             "results": [ZEDX | {"media_type": "movie"}]}, ["Zedx"], {}),
    "a collection": ({"id": 10, "name": "Zeds", "overview": "", "parts": [ZEDX, ZEDY]},
                     ["Zedx", "Zedy"], {}),
    "a person's movies": (
        {"id": 31, "cast": [ZEDX | {"character": "Rick", "order": 0, "credit_id": "x"}],
         "crew": [ZEDX | {"job": "Director"}, ZEDY | {"job": "Producer"}]},
        ["Zedx", "Zedy"], {}),
    "a person's credits": (
        {"id": 31, "cast": [ZEDX | {"media_type": "movie"}, SERIES | {"media_type": "tv"}],
         "crew": []}, ["Zedx"], {"tvSeries": 1}),
    "a person with movies": (PERSON | {"movie_credits": {"cast": [ZEDX], "crew": [ZEDX]}},
                             ["Zedx"], {}),
    "an array of pages": ([{"page": 1, "results": [ZEDX]}, {"page": 2, "results": [ZEDY]}],
                          ["Zedx", "Zedy"], {}),
    "movies without a date": (
        {"results": [{"id": 1, "title": "A"}, {"id": 2, "title": "B", "release_date": None},
                     {"id": 3, "title": "C", "release_date": ""}, ZEDX]},
        ["Zedx"], {"no year": 3}),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_the_movies_in_a_document_are_imported_and_the_rest_is_counted_by_kind(
    heart: Heart, tmp_path: Path, name: str
) -> None:
    contents, titles, left_out = SHAPES[name]
    summary = import_tmdb(heart, tmp_path, contents)

    assert (summary["films"], summary["bad"]) == (len(titles), 0)
    assert summary["left_out"] == left_out
    for title in titles:
        assert heart("film", title, "--json").json["film"]["title"] == title


OTHER_DOCUMENTS = {
    "an error": ({"success": False, "status_code": 34, "status_message": "It could not be found."},
                 "error from TMDb: It could not be found."),
    "an invalid key": ({"status_code": 7, "status_message": "Invalid API key.", "success": False},
                       "error from TMDb: Invalid API key."),
    "wrong parameters": ({"success": False, "errors": ["page must be less than 500"]},
                         "error from TMDb: page must be less than 500"),
    "an empty search": ({"page": 1, "results": [], "total_results": 0}, "a list without movies"),
    "a person": (PERSON, "Skipped 1 person"),
    "a series": (SERIES | {"number_of_seasons": 2}, "Skipped 1 TV series"),
    "a collection without parts": ({"results": [{"id": 5, "name": "Zeds", "backdrop_path": None}]},
                                   "Skipped 1 collection"),
    "changes": ({"results": [{"id": 5, "adult": False}]}, "not a TMDb movie: no title"),
    "a daily export": ({"adult": False, "id": 3924, "original_title": "Blondie", "popularity": 2.4,
                        "video": False}, "TMDb's daily export has ids and titles, but no years"),
    "a date in words": (ZEDX | {"release_date": "soon"}, "'Zedx' has no year"),
    "another site": ({"Title": "Zedx", "Year": "1950"}, "not a TMDb movie: no title"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_DOCUMENTS)
def test_a_document_without_movies_is_refused_with_the_reason(
    heart: Heart, tmp_path: Path, name: str
) -> None:
    contents, reason = OTHER_DOCUMENTS[name]
    (tmp_path / "a.json").write_text(json.dumps(contents))
    screen = heart("import", "tmdb", str(tmp_path / "a.json"))

    assert screen.code == 1
    assert reason in screen.err


def test_xml_is_not_called_damaged_json(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("<?xml version='1.0'?>\n<error>Sign in</error>\n")

    assert "a web page or XML instead of JSON" in heart("import", "tmdb", str(tmp_path)).err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_json_in_the_encodings_of_windows_is_read(
    heart: Heart, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ZEDX, indent=1), encoding=encoding)
    lines = f"{json.dumps(ZEDX)}\n{json.dumps(ZEDY)}\n"
    (tmp_path / "b.jsonl").write_text(lines, encoding=encoding)

    summary = heart("import", "tmdb", str(tmp_path), "--json").json

    assert (summary["rows"], summary["films"], summary["bad"]) == (3, 2, 0)


def test_series_are_imported_on_request_without_the_id_of_a_movie(
    heart: Heart, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"results": [SERIES, ZEDX]}))

    assert heart("import", "tmdb", str(path), "--kinds", "all", "--json").json["films"] == 2
    assert heart("film", "zed street", "--json").json["film"]["year"] == 2011


@pytest.mark.parametrize(
    "rating",
    [{"rating": 8.5}, {"account_rating": {"value": 8.5}},
     {"account_states": {"rated": {"value": 8.5}, "favorite": False}}],
    ids=["a rated movie", "version 4", "account states"],
)  # fmt: skip
def test_the_users_own_rating_is_kept_apart(rating: Json) -> None:
    film = film_from_details(JsonObject(ZEDX | rating | {"vote_average": 6.1, "vote_count": 9}))

    assert film.own_rating == OwnRating(8.5, 10)
    assert [(row.by, row.score) for row in film.sections.ratings] == [("TMDb", 6.1)]


def test_a_movie_that_the_user_has_not_rated_has_no_own_rating() -> None:
    movie = ZEDX | {"account_states": {"rated": False}, "vote_average": 0, "vote_count": 0}
    film = film_from_details(JsonObject(movie))

    assert (film.own_rating, film.sections.ratings) == (None, [])


def test_search_results_have_genres_languages_and_countries_by_code() -> None:
    film = film_from_details(JsonObject(ZEDX | {
        "genre_ids": [28, 80, 1], "original_language": "fr", "origin_country": ["FR", "US"],
    }))  # fmt: skip

    assert film.genres == ("Action", "Crime")
    assert film.languages == ("French",)
    assert film.countries == ("France", "United States")


def test_countries_and_languages_have_english_names() -> None:
    film = film_from_details(JsonObject(ZEDX | {
        "production_countries": [{"iso_3166_1": "US", "name": "United States of America"},
                                 {"name": "Holland"}],
        "spoken_languages": [{"iso_639_1": "fr", "name": "Français"},
                             {"iso_639_1": "cn", "english_name": "Cantonese", "name": "广州话"},
                             {"iso_639_1": "zz", "name": "Zed"}],
    }))  # fmt: skip

    assert film.countries == ("United States", "Netherlands")
    assert film.languages == ("French", "Cantonese", "Zed")


@pytest.mark.parametrize(
    "ids", [{"imdb_id": "tt0900001"}, {"external_ids": {"imdb_id": "tt0900001"}}]
)
def test_the_imdb_id_is_read_wherever_it_is(ids: Json) -> None:
    assert film_from_details(JsonObject(ZEDX | ids)).imdb == 900001


def test_a_series_has_a_title_but_not_the_id_of_a_movie() -> None:
    series = film_from_details(JsonObject(SERIES | {"original_name": "Zedstraße"}), "tvSeries")

    assert (series.title, series.original_title, series.tmdb) == ("Zed Street", "Zedstraße", None)


def test_zero_stands_for_an_unknown_amount_or_running_time() -> None:
    unknown = film_from_details(JsonObject(ZEDX | {"budget": 0, "revenue": 0, "runtime": 0}))
    known = film_from_details(
        JsonObject(ZEDX | {"budget": 63_000_000, "revenue": 0, "runtime": 95})
    )

    assert (unknown.minutes, unknown.sections.figures) == (None, [])
    assert known.sections.figures == [FigureRow("Budget", 63_000_000, "cost", "USD")]
    assert known.minutes == 95


def test_translations_are_other_titles_unless_they_repeat_the_title() -> None:
    titles = {"FR": "Zédix", "DE": "", "GB": "Zedx", "XQ": "Zq"}
    film = film_from_details(JsonObject(ZEDX | {
        "alternative_titles": {"titles": [{"iso_3166_1": "FR", "title": "Zédix"}]},
        "translations": {"translations": [{"iso_3166_1": code, "data": {"title": title}}
                                          for code, title in titles.items()]},
    }))  # fmt: skip

    assert film.titles == [("Zédix", "France"), ("Zq", "XQ")]


def test_releases_and_certificates_are_by_country() -> None:
    def release(date: str, kind: int, certificate: str = "") -> Json:
        return {"release_date": f"{date}T00:00:00.000Z", "type": kind, "certification": certificate}

    countries = {"DE": [release("1950-05-02", 3, "12"), release("1950-05-01", 2, "12")],
                 "US": [release("1950-03-02", 1), release("1951-01-01", 5, "R")]}  # fmt: skip
    results = [{"iso_3166_1": code, "release_dates": rows} for code, rows in countries.items()]
    film = film_from_details(JsonObject(ZEDX | {"release_dates": {"results": results}}))

    assert film.sections.releases == [
        ReleaseRow("1950-05-01", "theatrical", "Germany"),
        ReleaseRow("1950-03-02", "premiere", "United States"),
        ReleaseRow("1951-01-01", "home", "United States"),
    ]
    assert film.sections.certificates == [
        CertificateRow("12", "Germany"), CertificateRow("R", "United States")
    ]  # fmt: skip


def test_the_cast_is_in_billing_order_with_names_in_other_scripts() -> None:
    people = [{"id": 2, "name": "Bo Carr", "order": 1}, {"id": 1, "name": "Ann Bell", "order": 0,
              "original_name": "安貝爾", "character": "Rick"}]  # fmt: skip
    crew = [{"id": 3, "name": "Cy Dunn", "job": "Director of Photography"}]
    film = film_from_details(JsonObject(ZEDX | {"credits": {"cast": people, "crew": crew}}))

    assert [(c.name, c.job, c.character) for c in film.credits] == [
        ("Ann Bell", "cast", "Rick"), ("Bo Carr", "cast", ""), ("Cy Dunn", "Cinematography", "")
    ]  # fmt: skip
    assert film.credits[0].other_names == ("安貝爾",)


MOVIES_TABLE = (
    "budget,genres,id,original_language,original_title,overview,release_date,runtime,title,"
    "vote_average,vote_count\n"
    '1000000,"[{""id"": 28, ""name"": ""Action""}, {""id"": 18, ""name"": ""Drama""}]",949001,en,'
    "Zedx,A film.,1950-03-02,95.0,Zedx,7.2,11800\n"
    "0,[],949002,en,Zedy,,,0,Zedy,0,0\n"
)
CREDITS_TABLE = (
    "movie_id,title,cast,crew\n"
    '949001,Zedx,"[{""id"": 1, ""name"": ""Ann Bell"", ""character"": ""Rick"", ""order"": 0}]",'
    '"[{""id"": 3, ""name"": ""Cy Dunn"", ""job"": ""Director""}]"\n'
)
PLAIN_TABLE = (
    "id,title,vote_average,vote_count,release_date,original_language,genres,"
    "production_countries,spoken_languages,cast,director\n"
    '949001,Zedx,7.2,11800,1950-03-02,fr,"Action, Sci-Fi","France, Italy","French, Italian",'
    '"Ann Bell, Bo Carr",Cy Dunn\n'
)


def test_tables_with_json_in_cells_are_read(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "movies.csv").write_text(MOVIES_TABLE)
    (tmp_path / "credits.csv").write_text(CREDITS_TABLE)
    summary = heart("import", "tmdb", str(tmp_path), "--json").json
    film = heart("film", "zedx", "--json").json["film"]
    [star] = heart("cast", "zedx", "--json").json["cast"]

    assert (summary["films"], summary["bad"], summary["left_out"]) == (1, 0, {"no year": 1})
    assert film["genres"] == ["Action", "Drama"]
    assert (star["performer"], star["character"]) == ("Ann Bell", "Rick")
    assert heart("releases", "zedx", "--json").json["editions"][0]["minutes"] == 95


def test_tables_with_names_in_cells_are_read(heart: Heart, tmp_path: Path) -> None:
    summary = import_tmdb(heart, tmp_path, PLAIN_TABLE, "a.csv")
    film = heart("film", "zedx", "--json").json["film"]
    cast = heart("cast", "zedx", "--json").json["cast"]

    assert (summary["films"], summary["bad"]) == (1, 0)
    assert film["genres"] == ["Action", "Sci-Fi"]
    assert film["countries"] == ["France", "Italy"]
    assert film["languages"] == ["French", "Italian"]
    assert [member["performer"] for member in cast] == ["Ann Bell", "Bo Carr"]


@pytest.mark.parametrize(
    ("contents", "is_known"),
    [
        (ZEDX, True), ({"results": [ZEDX]}, True), ({"parts": [ZEDX]}, True),
        ({"results": [PERSON, ZEDX]}, True), ({"results": [], "total_results": 0}, True),
        ({"id": 1, "cast": [], "crew": []}, True), ({"status_message": "No."}, True),
        ({"id": 1, "original_title": "A", "popularity": 1.0}, True),
        ({"Title": "Zedx", "Year": "1950"}, False), ({"title": "Zedx", "year": 1950}, False),
        ({"results": {"bindings": []}}, False),
    ],
    ids=["details", "search", "collection", "people", "nothing",
         "credits", "error", "export", "OMDb", "CSV", "SPARQL"],
)  # fmt: skip
def test_documents_of_tmdb_are_recognised(contents: Json, is_known: bool) -> None:
    assert tmdb.is_document(JsonObject(contents)) == is_known


@pytest.mark.parametrize(
    ("table", "is_known"),
    [(MOVIES_TABLE, True), (CREDITS_TABLE, True), (PLAIN_TABLE, True),
     ("cast,crew,id\n", True), ("title,year,cast\n", False), ("movieId,title,genres\n", False)],
    ids=["movies", "credits", "names", "only credits", "a list", "MovieLens"],
)  # fmt: skip
def test_headers_of_tmdbs_tables_are_recognised(table: str, is_known: bool) -> None:
    header = table.partition("\n")[0].split(",")

    assert bool(tmdb.score_header(header)) == is_known


KAGGLE = (
    "id,imdb_id,popularity,budget,revenue,original_title,cast,director,runtime,genres,"
    "production_companies,release_date,vote_count,vote_average,release_year\n"
)


def test_tables_with_vertical_bars_and_american_dates_are_read(tmp_path: Path) -> None:
    row = "949001,,2,0,0,Zedx,Ann Bell|Bo Hall,Cy Hart,120,Action|Comedy,A|B"
    path = tmp_path / "tmdb-movies.csv"
    path.write_text(f"{KAGGLE}{row},5/13/15,6,7.1,2015\n{row},1/30/26,6,7,1926\n")
    [film, older], report = read_films("tmdb", [path])

    assert (film.title, film.year, film.genres) == ("Zedx", 2015, ("Action", "Comedy"))
    assert [credit.name for credit in film.credits] == ["Ann Bell", "Bo Hall", "Cy Hart"]
    assert [company.name for company in film.sections.companies] == ["A", "B"]
    assert [*film.sections.releases] == [ReleaseRow("2015-05-13", "theatrical")]
    assert (older.year, [*older.sections.releases], report.notes) == (1926, [], [])


def test_a_damaged_row_of_a_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "movies_metadata.csv"
    header = "adult,id,original_title,popularity,release_date,revenue,title,vote_average\n"
    path.write_text(f"{header}False,7,Zedx,1,1950-03-02,0,Zedx,7\n - by Bo,1997-08-20,[],2,1,0\n")
    films, report = read_films("tmdb", [path])

    assert [film.title for film in films] == ["Zedx"]
    assert report.problems == [f"{path}:3: not a TMDb movie: no title"]
    assert not report.notes


def test_the_date_of_a_movie_is_a_release_unless_releases_are_appended() -> None:
    assert film_from_details(JsonObject(ZEDX)).sections.releases == [
        ReleaseRow("1950-03-02", "theatrical")
    ]


def test_a_film_on_two_pages_is_counted_once(heart: Heart, tmp_path: Path) -> None:
    for page, results in enumerate([[ZEDX, ZEDY], [ZEDY]], 1):
        document = {"page": page, "results": results, "total_results": 3}
        (tmp_path / f"{page}.json").write_text(json.dumps(document))
    summary = heart("import", "tmdb", str(tmp_path), "--json").json
    sources = heart("catalogue", "--json").json["sources"]

    assert (summary["films"], summary["rows"]) == (2, 3)
    assert next(source["films"] for source in sources if source["name"] == "tmdb") == 2


def test_a_film_without_words_has_no_language() -> None:
    language = {"english_name": "No Language", "iso_639_1": "xx", "name": "No Language"}
    film = film_from_details(JsonObject(ZEDX | {"spoken_languages": [language]}))

    assert film.languages == ()
