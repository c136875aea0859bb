"""Tables from film sites and their users' tools: which ratings and dates are the user's own."""

from __future__ import annotations

import pytest

from heartcli.catalogue.importing.title_types import read_title_type
from heartcli.catalogue.importing.values import parse_money
from heartcli.catalogue.importing.written_dates import find_date
from tests.catalogue.importing.conftest import Importer
from tests.catalogue.importing.test_archives import zip_of

# Tables, each with the title, own rating, scale and date of its films.
SITES: dict[str, tuple[str, list[tuple[str, float | None, int | None, str | None]]]] = {
    "TMDb's account": (
        ("TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Rating,Your Rating,Date Rated\n"
        "949,tt0113277,movie,Heat,1995-12-15T00:00:00Z,,7.9,9,2022-01-02T10:11:12Z\n"
        "1399,tt0944947,tv,Thrones,2011-04-17T00:00:00Z,,8.4,7,2022-01-03T10:11:12Z\n"),
        [("Heat", 9, 10, None)],
    ),
    "Simkl": (
        ('"SIMKL_ID","Title","Type","Year","Watchlist","WatchedDate","Rating","TMDB","IMDB"\n'
        '"53434","Heat","movie","1995","completed","2022-01-01 20:00:00","9","949","tt0113277"\n'
        '"53435","Ran","movie","1985","plantowatch","","","11645","tt0089881"\n'
        '"17465","Thrones","tv","2011","watching","2021-01-01 20:00:00","8","1399","tt0944947"\n'),
        [("Heat", 9, 10, "2022-01-01"), ("Ran", None, None, None)],
    ),
    "Trakt": (
        ("rated_at,rating,type,title,year,trakt_id,imdb_id\n"
        "2022-01-02T10:11:12.000Z,9,movie,Heat,1995,627,tt0113277\n"
        "2022-01-02T10:11:12.000Z,10,show,Thrones,2011,1390,tt0944947\n"
        "2022-01-02T10:11:12.000Z,10,season,Thrones,2011,1390,tt0944947\n"),
        [("Heat", 9, 10, None)],
    ),
    "Plex": (
        ("title;year;rating;audienceRating;userRating;lastViewedAt\n"
        "Heat;1995;8.3;9.2;8;2022-01-01 20:00:00\nRan;1985;8.1;9.1;9;\n"),
        [("Heat", 8, 10, "2022-01-01"), ("Ran", 9, 10, None)],
    ),
    "two ratings": (("Title,Year,Your Rating,Rating,Date Rated\nHeat,1995,9,7.9,2022-01-02\n"),
                    [("Heat", 9, 10, None)]),
    "Criticker": ("Score,Film Name,Year,Date Rated\n85,Heat,1995,2020-01-02\n",
                  [("Heat", 85, 100, None)]),
    "certificates": ("Title,Year,Rating,Date Watched\nHeat,1995,R,2021-01-01\n",
                     [("Heat", None, None, "2021-01-01")]),
    "anyone's ratings": ("Title,Year,Rating\nHeat,1995,8.3\n", [("Heat", None, None, None)]),
    "viewings as a number": ("Title,Year,Watched\nHeat,1995,1\n", [("Heat", None, None, None)]),
}  # fmt: skip


@pytest.mark.parametrize("name", SITES)
def test_tables_from_sites_give_the_users_own_ratings_and_dates(load: Importer, name: str) -> None:
    text, expected = SITES[name]
    result = load(text)

    assert expected == [
        (film["title"], film["own_rating"], film["own_rating_scale"], film["watched"])
        for film in result.films
    ]
    assert not any("not understood" in note for note in result.summary["told"])


TABLES: dict[str, tuple[str, str, list[tuple[str, int]]]] = {
    "Rotten Tomatoes": ("t.csv", ("movie_title,streaming_release_date,original_release_date\n"
                        "Heat,2005-02-22,1995-12-15\n"), [("Heat", 1995)]),
    "cinemas and streams": ("t.csv", ("title,releaseDateTheaters,releaseDateStreaming\n"
                            "Heat,1995-12-15,2010-01-01\n"), [("Heat", 1995)]),
    "German": ("t.csv", ("Titel;Originaltitel;Produktionsjahr;Länge;Meine Bewertung\n"
               "Der Clou;The Sting;1973;2 Std. 9 Min.;9,5\n"), [("Der Clou", 1973)]),
    "French": ("t.csv", ("Titre;Titre original;Date de sortie;Durée;Vu le\n"
               "Le Mépris;;20/12/1963;1h43;2021-04-03\n"), [("Le Mépris", 1963)]),
    "Excel's text": ("t.csv", 'sep=;\n"Title";"Year";"IMDb"\n"1984";"=""1956""";"=""0048918"""\n',
                     [("1984", 1956)]),
    "unescaped quotes": ("t.tsv", ('Title\tYear\tNotes\n"Crocodile" Dundee\t1986\tsee "II"\n'
                         'Heat\t1995\t\n12" of Snow\t1999\t"ok\n"Ran"\t1985\t"x"\n'),
                         [('"Crocodile" Dundee', 1986), ("Heat", 1995), ('12" of Snow', 1999),
                          ("Ran", 1985)]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables_with_other_column_names_are_read(load: Importer, name: str) -> None:
    file, text, films = TABLES[name]
    result = load(text, file)

    assert result.titles == films
    assert (result.summary["source"], result.summary["bad"]) == ("csv", 0)
    assert not any("not understood" in note for note in result.summary["told"])


@pytest.mark.parametrize("variable", ["film", "movie1", "werk"])
def test_the_terms_of_a_query_in_tsv_are_recognised(load: Importer, variable: str) -> None:
    date = '"1949-09-02T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    result = load(
        f"?{variable}\t?{variable}Label\t?date\t?imdb\t?duration\n"
        f'<http://www.wikidata.org/entity/Q132689>\t"Casablanca"@en\t{date}\t"tt0034583"\t"102"^^<http://x#d>\n'
        f'<http://www.wikidata.org/entity/Q7>\t"The \\"Third\\" Man"@en\t{date}\t"tt0041959"\t"104"^^<http://x#d>\n',
        "query.tsv",
    )

    assert result.summary["source"] == "wikidata"
    assert result.titles == [("Casablanca", 1949), ('The "Third" Man', 1949)]
    assert result.column("imdb") == [34583, 41959]


def test_a_query_for_films_needs_no_labels(load: Importer) -> None:
    result = load("film,title,date\nhttp://www.wikidata.org/entity/Q132689,Casablanca,1942\n")

    assert (result.summary["source"], result.titles) == ("wikidata", [("Casablanca", 1942)])


def test_movielens_data_sets_without_a_header_are_read(load: Importer) -> None:
    movies = "6::Heat (1995)::Crime\n73::Misérables, Les (1995)::Drama\n8::Zedx: A (1979)::Drama\n"
    path = load.folder / "ml-1m.zip"
    path.write_bytes(zip_of({"ml-1m/movies.dat": movies.encode("latin-1"),
                             "ml-1m/ratings.dat": "1::6::5::978300760\n"}))  # fmt: skip
    result = load.path(path)

    assert result.titles == [("Heat", 1995), ("Les Misérables", 1995), ("Zedx: A", 1979)]
    assert (result.summary["source"], result.column("own_rating")) == ("movielens", [None] * 3)


def test_ratings_of_many_users_are_not_the_users_own(load: Importer) -> None:
    result = load("userId,movieId,rating,title\n1,6,4.5,Heat (1995)\n2,6,1.0,Heat (1995)\n")

    assert {*result.column("own_rating")} == {None}


@pytest.mark.parametrize(
    ("text", "date"),
    [("1942年11月26日", "1942-11-26"), ("1984年12月", "1984"), ("15 декабря 1995", "1995"),
     ("1 Haziran 1985", "1985"), ("4 juillet 1943", "1943-07-04"), ("soon", "")],
)  # fmt: skip
def test_a_date_in_another_language_has_at_least_its_year(text: str, date: str) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("text", "kind"), [("tv", "tvSeries"), ("show", "tvSeries"), ("season", "season"),
                       ("person", "person"), ("movie", "movie")],
)  # fmt: skip
def test_the_title_types_of_film_sites_are_recognised(text: str, kind: str) -> None:
    assert read_title_type(text) == kind


def test_a_currency_may_follow_an_amount() -> None:
    assert parse_money("60.000.000 €") == (60_000_000, "EUR")
    assert parse_money("1,5 million USD") == (1_500_000, "USD")
    assert parse_money("12 votes") is None
