"""Tables of films in the shapes that sites export and people keep, as public bug reports show."""

from __future__ import annotations

from pathlib import Path

import pytest

from heartcli.catalogue.importing.title_types import read_title_type
from heartcli.catalogue.importing.written_dates import find_year, parse_written_date
from heartcli.catalogue.importing.written_titles import split_other_title, split_year
from heartcli.catalogue.store import FILE_NAME
from heartcli.text.folding import restore_article
from tests.catalogue.importing.conftest import Importer
from tests.catalogue.importing.test_archives import zip_of
from tests.conftest import Heart

LIST_HEADER = (
    "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,"
    "Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated\n"
)


def list_row(number: int, title: str, kind: str, own_rating: str = "") -> str:
    return (
        f"{number},tt{number:07},2024-01-02,2024-01-02,A note,{title},{title},"
        f'https://www.imdb.com/title/tt{number:07}/,{kind},8.3,170,1995,"Action, Drama",800000,'
        f"1995-12-15,Michael Mann,{own_rating},\n"
    )


# --- Letterboxd -----------------------------------------------------------------------------------

BLOCK = (
    "Date,Name,Tags,URL,Description\n2021-03-04,Rainy days,,https://boxd.it/l1,For the sofa.\n\n"
)
LISTED = """Position,Name,Year,URL,Description
1,Casablanca,1942,https://boxd.it/f1,
2,The Third Man,1949,https://boxd.it/f2,"zither, zither"
"""
EXPORT = {
    "watched.csv": "Date,Name,Year,Letterboxd URI\n2020-01-01,Heat,1995,https://boxd.it/f3\n"
    "2020-01-01,Alien,1979,https://boxd.it/f4\n",
    "ratings.csv": "Date,Name,Year,Letterboxd URI,Rating\n2021-06-01,Heat,1995,https://boxd.it/f3,4.5\n",
    "diary.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    "2020-01-02,Heat,1995,https://boxd.it/d1,3,,,2020-01-01\n"
    "2022-03-02,Heat,1995,https://boxd.it/d2,,Yes,,2022-03-01\n",
    "reviews.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
    '2020-01-02,Alien,1979,https://boxd.it/d3,5,,"In space,\n\nno one: ""can""",,2019-12-31\n',
    "watchlist.csv": "Date,Name,Year,Letterboxd URI\n2020-01-01,Playtime,1967,https://boxd.it/f5\n",
    "likes/films.csv": "Date,Name,Year,Letterboxd URI\n2020-01-01,Heat,1995,https://boxd.it/f3\n",
    "likes/lists.csv": "Date,Name,Letterboxd URI\n2020-01-01,Somebody's list,https://boxd.it/l2\n",
    "likes/reviews.csv": "Date,Letterboxd URI\n2020-01-01,https://boxd.it/r1\n",
    "lists/rainy-days.csv": f"Letterboxd list export v7\n{BLOCK}{LISTED}",
    "profile.csv": "Date Joined,Username,Favorite Films\n2019-01-01,me,https://boxd.it/f3\n",
    "comments.csv": "Date,Content,Comment\n2020-01-01,https://boxd.it/r1,Quite\n",
    "deleted/diary.csv": "Date,Name,Year,Letterboxd URI\n2020-01-01,Gone,2001,https://boxd.it/d9\n",
    "orphaned/reviews.csv": "Date,Name,Year,Letterboxd URI\n2020-01-01,Lost,2001,https://boxd.it/d8\n",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [f"Letterboxd list export v7\n{BLOCK}{LISTED}", BLOCK + LISTED, LISTED,
     f"\ufeff{BLOCK}{LISTED}".replace("\n", "\r\n")],
    ids=["new", "old", "films only", "from Windows"],
)  # fmt: skip
def test_a_list_from_letterboxd_has_its_films_and_not_its_name(load: Importer, text: str) -> None:
    result = load(text)

    assert result.titles == [("Casablanca", 1942), ("The Third Man", 1949)]
    assert result.column("url") == ["https://boxd.it/f1", "https://boxd.it/f2"]
    assert (result.summary["source"], result.summary["told"]) == ("letterboxd", [])


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_a_whole_export_from_letterboxd_is_read(
    load: Importer, tmp_path: Path, packed: bool
) -> None:
    path = tmp_path / "letterboxd-me-2024.zip"
    if packed:
        path.write_bytes(zip_of({f"letterboxd-me/{name}": text for name, text in EXPORT.items()}))
    else:
        path = tmp_path / "deleted" / "letterboxd"
        for name, text in EXPORT.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text)
    result = load.path(path)
    films = {film["title"]: film for film in result.films}

    assert {*films} == {"Heat", "Alien", "Playtime", "Casablanca", "The Third Man"}
    assert (result.summary["films"], result.summary["bad"], result.summary["told"]) == (5, 0, [])
    assert (films["Heat"]["own_rating"], films["Heat"]["own_rating_scale"]) == (4.5, 5)
    assert (films["Heat"]["watched"], films["Alien"]["watched"]) == ("2022-03-01", "2019-12-31")
    assert films["Alien"]["own_rating"] == 5
    assert films["Heat"]["url"] == "https://boxd.it/f3"
    assert (films["Playtime"]["own_rating"], films["Playtime"]["watched"]) == (None, None)


def test_a_diary_counts_films_and_keeps_the_latest_rating(load: Importer) -> None:
    rows = [("2020", 4), ("2022", 5), ("2021", 4.5)]
    result = load(
        "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
        + "".join(f"{year}-01-01,Heat,1995,https://boxd.it/{year},{rating},,,{year}-01-01\n"
                  for year, rating in rows)
        + "2022-01-02,Alien,1979,https://boxd.it/a4,5,,,2022-01-02\n2022-01-03,Ran,1985\n"
    )  # fmt: skip

    assert (result.summary["films"], result.summary["rows"]) == (3, 5)
    assert result.column("own_rating") == [5, 5, None]
    assert result.column("watched") == ["2022-01-01", "2022-01-02", None]


def test_an_export_from_letterboxd_without_films_is_refused(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "likes").mkdir()
    for name in ("profile.csv", "likes/lists.csv", "likes/reviews.csv"):
        (tmp_path / name).write_text(EXPORT[name])

    assert heart("import", "letterboxd", str(tmp_path)).err == (
        "heart: no table of films from Letterboxd, with the columns Name and Year\n"
    )
    assert "can't recognise the format" in heart("import", str(tmp_path)).err


# --- IMDb's lists ---------------------------------------------------------------------------------

OLD_LIST = """\
"position","const","created","modified","description","Title","Title type","Directors","You rated",\
"IMDb Rating","Runtime (mins)","Year","Genres","Num. Votes","Release Date (month/day/year)","URL"
"1","tt0113277","Sun Mar  1 00:00:00 2015","","","Heat","Feature Film","Michael Mann","9","8.3",\
"170","1995","action, sci_fi","423104","1995-12-15","http://www.imdb.com/title/tt0113277/"
"2","tt0098936","Sat Jan  3 00:00:00 2015","","","Twin Peaks","TV Series","David Lynch","7","8.9",\
"47","1990","crime, drama","151390","1990-04-08","http://www.imdb.com/title/tt0098936/"
"""


def test_an_old_list_from_imdb_is_read(load: Importer, heart: Heart) -> None:
    result = load(OLD_LIST)
    [film] = result.films

    assert (result.summary["source"], result.summary["left_out"]) == ("imdb-lists", {"tvSeries": 1})
    assert (film["title"], film["year"], film["imdb"], film["minutes"]) == (
        "Heat",
        1995,
        113277,
        170,
    )
    assert (film["own_rating"], film["own_rating_scale"], film["watched"]) == (9, 10, None)
    assert heart("crew", "tt0113277", "--json").json["crew"][0]["name"] == "Michael Mann"
    rating = heart("reception", "tt0113277", "--json").json["ratings"][0]
    assert (rating["by"], rating["score"], rating["votes"]) == ("IMDb", 8.3, 423_104)
    releases = heart("releases", "tt0113277", "--json").json["releases"]
    assert [release["date"] for release in releases] == ["1995-12-15"]
    assert heart("film", "tt0113277", "--json").json["film"]["genres"] == ["Action", "Sci-Fi"]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        *((kind, 1) for kind in (
            "Film", "Película", "Filme", "Фильм", "映画", "Spielfilm", "Lungometraggio", "Movie",
            "Motion Picture", "TV Movie", "Fernsehfilm", "Téléfilm", "")),
        *((kind, 0) for kind in (
            "TV Series", "Fernsehserie", "Série télévisée", "TV-Miniserie", "Episodio de TV",
            "Short", "Kurzfilm", "Cortometraje", "Videospiel", "Podcast Series", "Music Video",
            "TV Special")),
    ],
)  # fmt: skip
def test_title_types_are_recognised_in_many_languages(
    load: Importer, kind: str, count: int
) -> None:
    rows = list_row(1, "Heat", kind) + list_row(2, "Ran", "Movie")

    assert load(LIST_HEADER + rows).summary["films"] == 1 + count


def test_an_unknown_type_counts_as_a_film_and_is_noted(load: Importer) -> None:
    rows = "".join(list_row(n, f"Film {n}", "Kvikmynd") for n in (1, 2, 3))
    result = load(LIST_HEADER + rows)

    assert result.summary["films"] == 3
    assert result.summary["told"] == ["Read 3 titles of the unknown type 'Kvikmynd' as films"]


LIST = "Position,Const,Created,Modified,Description"
FACTS = "Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors"
LISTS = {
    "a list": f"{LIST},Title,Original Title,URL,{FACTS},Your Rating,Date Rated",
    "a list of 2018": f"{LIST},Title,URL,{FACTS},Your Rating,Date Rated",
    "another's list": f"{LIST},Title,Original Title,URL,{FACTS}",
    "another's list of 2018": f"{LIST},Title,URL,{FACTS}",
    "ratings": f"Const,Your Rating,Date Rated,Title,Original Title,URL,{FACTS}",
    "ratings of 2018": f"Const,Your Rating,Date Rated,Title,URL,{FACTS}",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_by_position_if_its_columns_have_other_names(
    load: Importer, name: str
) -> None:
    names = LISTS[name].split(",")
    film = {"Const": "tt0113277", "Title": "Film", "Title Type": "Movie", "Year": "1995",
            "Your Rating": "8", "Date Rated": "2024-01-02"}  # fmt: skip
    series = film | {"Const": "tt0089881", "Title": "Ran", "Title Type": "Сериал"}
    rows = [[f"Столбец {n}" for n, _ in enumerate(names)]]
    rows += [[title.get(column, "") for column in names] for title in (film, series)]
    result = load("".join(f"{','.join(row)}\n" for row in rows))

    assert (result.titles, result.column("imdb")) == ([("Film", 1995)], [113277])
    assert result.column("own_rating") == [8 if "Your Rating" in names else None]
    assert result.summary["source"] == "imdb-lists"


def test_the_latest_rating_in_several_lists_counts(load: Importer, tmp_path: Path) -> None:
    header = "Const,Your Rating,Date Rated,Title,Title Type,Year\n"
    for number, rating in (("1", "7,2020-01-02"), ("2", "9,2024-01-02"), ("3", "8,2022-01-02")):
        row = f"tt0113277,{rating},Heat,Movie,1995\n"
        (tmp_path / f"{number}.csv").write_text(header + row)

    assert load.path(tmp_path, "--as", "all").column("own_rating") == [9]


def test_a_list_of_ratings_without_original_titles_is_read(load: Importer) -> None:
    header = (
        "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,"
        "Num Votes,Release Date,Directors\n"
    )
    row = (
        "tt0113277,9,2019-05-01,Heat,https://www.imdb.com/title/tt0113277/,movie,8.2,170,1995,"
        '"Crime",500000,1995-12-15,Michael Mann\n'
    )
    [film] = load(header + row).films

    assert (film["title"], film["own_rating"], film["imdb"]) == ("Heat", 9, 113277)


# --- MovieLens ------------------------------------------------------------------------------------

MOVIELENS = {
    "ml/movies.csv": "movieId,title,genres\n"
    '1,"Matrix, The (1999)",Action|Sci-Fi\n'
    '2,"City of Lost Children, The (Cité des enfants perdus, La) (1995)",(no genres listed)\n'
    "3,Seven (a.k.a. Se7en) (1995),Crime\n"
    "4,(500) Days of Summer (2009),Comedy\n"
    "5,Birdman: Or (The Unexpected Virtue of Ignorance) (2014),Comedy\n"
    "6,Babylon 5,Sci-Fi\n",
    "ml/links.csv": "movieId,imdbId,tmdbId\n1,0133093,603\n2,112682,902\n3,0114369,\n",
    "ml/ratings.csv": "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n",
    "ml/tags.csv": "userId,movieId,tag,timestamp\n1,1,sci-fi,964982703\n",
}


def test_movielens_is_read_with_ids_and_without_other_peoples_ratings(
    load: Importer, tmp_path: Path
) -> None:
    (tmp_path / "ml.zip").write_bytes(zip_of({**MOVIELENS}))
    result = load.path(tmp_path / "ml.zip")

    assert result.titles == [
        ("The Matrix", 1999), ("The City of Lost Children", 1995), ("Seven", 1995),
        ("(500) Days of Summer", 2009), ("Birdman: Or (The Unexpected Virtue of Ignorance)", 2014),
    ]  # fmt: skip
    assert result.column("imdb") == [133093, 112682, 114369, None, None]
    assert result.column("tmdb") == [603, 902, None, None, None]
    assert result.column("own_rating") == [None] * 5
    assert result.column("genres") == ["Action|Sci-Fi", None, "Crime", "Comedy", "Comedy"]
    problem, *notes = result.summary["told"]
    assert problem.endswith("ml/movies.csv:7: 'Babylon 5' has no year")
    assert [note.rpartition("/")[2].partition(":")[0] for note in notes] == [
        "ratings.csv",
        "tags.csv",
    ]


def test_movielens_without_its_movies_is_refused(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text(MOVIELENS["ml/links.csv"])

    assert "no table of movies, such as MovieLens's movies.csv" in (
        heart("import", str(tmp_path / "links.csv")).err
    )


def test_the_users_own_ratings_from_movielens_are_kept(load: Importer) -> None:
    result = load(
        "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n"
        '1,0114709,862,4.5,3.9,Toy Story (1995)\n2,0133093,603,,4.2,"Matrix, The (1999)"\n'
    )

    assert result.summary["source"] == "movielens"
    assert result.titles == [("Toy Story", 1995), ("The Matrix", 1999)]
    assert result.column("own_rating") == [4.5, None]
    assert result.column("imdb") == [114709, 133093]


# --- Any table ------------------------------------------------------------------------------------

TABLES: dict[str, tuple[str | bytes, list[tuple[str, int]]]] = {
    "titles of media": ("Title,Year,Type\nHeat,1995,Blu-ray\nRan,1985,4K UHD\n",
                        [("Heat", 1995), ("Ran", 1985)]),
    "UTF-16 with tabs": ("title\tyear\nHeat\t1995\nAmélie\t2001\n".encode("utf-16"),
                         [("Heat", 1995), ("Amélie", 2001)]),
    "UTF-16 in Cyrillic": ("title\tyear\nСолярис\t1972\n".encode("utf-16"), [("Солярис", 1972)]),
    "a block before": ("\n\nMy films\ntitle,year\nHeat,1995\n", [("Heat", 1995)]),
    "a report before": ("Export of 2024-01-01;;\nOwner;Ann;\n\nTitle;Year;Notes\nHeat;1995;x\n",
                        [("Heat", 1995)]),
    "two tables": ("name,count\nMine,2\n\ntitle,year\nHeat,1995\n", [("Heat", 1995)]),
    "numbered": ("#,Film,Year\n1,Heat,1995\n", [("Heat", 1995)]),
    "a viewing date": ("Title,Date,Year\nHeat,2021-01-01,1995\n", [("Heat", 1995)]),
    "a date added": ("Created,Date Rated,Title,Release Date\n2020,2021-01-01,Heat,15.12.1995\n",
                     [("Heat", 1995)]),
    "only an original title": ("Title (Original),Year of release,Director(s)\nHeat,1995,M. Mann\n",
                               [("Heat", 1995)]),
    "addresses as films": ("film,name,year\nhttps://x.org/1,Heat,1995\n", [("Heat", 1995)]),
    "years in titles": ("Movie\nHeat (1995)\nBirdman (I) (2014)\nThe Thing [1982]\n",
                        [("Heat", 1995), ("Birdman", 2014), ("The Thing", 1982)]),
    "years that differ": ("Title,Year\nHeat (1995),1996\nThe Thing (1982),2011\n",
                          [("Heat", 1996), ("The Thing (1982)", 2011)]),
    "a title of digits": ("Title,Year\n1984 (1956),\n2012,2009\n(500) Days of Summer,2009\n",
                          [("1984", 1956), ("2012", 2009), ("(500) Days of Summer", 2009)]),
    "articles behind": (('Title;Year\n"Good, the Bad and the Ugly, The";1966\nAvventura, L\';1960\n'
                        "Ladri di biciclette, I;1948\nGo, Johnny, Go!;1959\n"),
                        [("The Good, the Bad and the Ugly", 1966), ("L'Avventura", 1960),
                         ("Ladri di biciclette, I", 1948), ("Go, Johnny, Go!", 1959)]),
    "commas in one column": ("Title (Year)\nGo, Johnny, Go! (1959)\n", [("Go, Johnny, Go!", 1959)]),
    "years in brackets": (("title,year\nHeat,(1995)\nBirdman,(I) (2014)\nThe Thing,-1982\n"
                          "Alien,c. 1979\nRan,1985.0\n"),
                          [("Heat", 1995), ("Birdman", 2014), ("The Thing", 1982),
                           ("Alien", 1979), ("Ran", 1985)]),
    "American dates": ("title,release date\nHeat,12/15/1995\nThe Thing,6/25/82\n",
                       [("Heat", 1995), ("The Thing", 1982)]),
    "dates in words": (('title,release_date\nHeat,"December 15, 1995 (United States)"\n'
                       "The Thing,25 June 1982\nDas Boot,17. September 1981\n"),
                       [("Heat", 1995), ("The Thing", 1982), ("Das Boot", 1981)]),
    "a ranking": (("Poster_Link,Series_Title,Released_Year,IMDB_Rating,Star1,Star2\n"
                  "https://m.x/1.jpg,Heat,1995,8.3,Al Pacino,Robert De Niro\n"), [("Heat", 1995)]),
    "Kaggle": (("names,date_x,score,genre,orig_title,budget_x,revenue,country\n"
               'Heat,12/15/1995 ,78.0,"Crime, Drama",Heat,60000000.0,187436818.0,US\n'),
               [("Heat", 1995)]),
    "addresses at Letterboxd": ("Title,Release Year,Link\nHeat,1995,https://boxd.it/f3\n",
                                [("Heat", 1995)]),
    "a missing title": ("Title,Original Title,Year\n,Ran,1985\n\\N,Heat,1995\n",
                        [("Ran", 1985), ("Heat", 1995)]),
    "entities of HTML": ("title,year\nAm&eacute;lie,2001\nR&amp;D &#39;C&#39;,1990\nA&not B,1991\n",
                         [("Amélie", 2001), ("R&D 'C'", 1990), ("A&not B", 1991)]),
    "German": ("Titel;Jahr;Regie\nDas Boot;1981;Wolfgang Petersen\n", [("Das Boot", 1981)]),
    "titles like placeholders": ("title,year\nUnknown,2011\nNone,2010\n",
                                [("Unknown", 2011), ("None", 2010)]),
    "original first": ("Title (Original),Title,Year\nRan,Chaos,1985\n", [("Chaos", 1985)]),
    "remarks in the header": ("Title,Year (UK),Length (min)\nHeat,1996,170\n", [("Heat", 1996)]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables_as_people_keep_them_are_read(load: Importer, name: str) -> None:
    contents, films = TABLES[name]
    result = load(contents)

    assert result.titles == films
    assert (result.summary["source"], result.summary["bad"]) == ("csv", 0)


def test_ids_are_read_from_addresses_and_without_their_prefix(load: Importer) -> None:
    result = load(
        "title,year,imdb,tmdb,wikidata\n"
        "Heat,1995,https://www.imdb.com/title/tt0113277/?ref_=x,"
        "https://www.themoviedb.org/movie/949-heat,\n"
        "The Thing,1982,0084787,1091,http://www.wikidata.org/entity/Q105031\n"
        "Alien,1979,tt78748,348.0,Q103569\n"
        "Ran,1985,TT0089881,11645,\n"
        "Playtime,1967,none,nm0000001,https://x.org\n"
    )

    assert result.column("imdb") == [113277, 84787, 78748, 89881, None]
    assert result.column("tmdb") == [949, 1091, 348, 11645, None]
    assert result.column("wikidata") == [None, 105031, 103569, None, None]
    assert result.summary["told"] == ["Values not understood: 1 TMDb id, 1 Wikidata id"]


@pytest.mark.parametrize(
    ("column", "text", "rating"),
    [
        ("My Rating", "8", (8, 10)),
        ("My Rating", "4,5", (4.5, 5)),
        ("Your Rating", "★★★½", (3.5, 5)),
        ("Rating10", "3", (3, 10)),
        ("Your Rating", "4", (4, 10)),
        ("My rating", "7/10", (7, 10)),
        ("own_rating", "85%", (85, 100)),
        ("My score", "77", (77, 100)),
        ("imdb_my_rating", "9", (9, 10)),
        ("Rating", "4", (None, None)),
        ("Critics' rating", "4", (None, None)),
    ],
)
def test_only_the_users_ratings_are_kept_as_their_own(
    load: Importer, column: str, text: str, rating: tuple[float | None, int | None]
) -> None:
    [film] = load(f'title,year,{column}\nHeat,1995,"{text}"\n').films

    assert (film["own_rating"], film["own_rating_scale"]) == rating


def test_amounts_and_lists_in_cells_are_read(load: Importer, heart: Heart) -> None:
    result = load(
        "title,year,budget,revenue,genres,votes,imdb rating,country,director,production_companies\n"
        'Zedx,1995,$60M,"187,436,818","[\'Crime\', \'Drama\']",12.345,"8,3",US,"Mann, Michael",'
        "\"[{'name': 'Regency', 'id': 1}]\"\n"
        "Zedy,1996,$0,0.0,[],0,0,,,[]\n"
    )
    film = heart("film", "zedx 1995", "--json").json
    reception = heart("reception", "zedx 1995", "--json").json

    assert film["film"]["genres"] == ["Crime", "Drama"]
    assert film["film"]["countries"] == ["United States"]
    figures = {figure["topic"]: figure["amount"] for figure in reception["figures"]}
    assert figures["box office"] == 187_436_818
    rating = reception["ratings"][0]
    assert (rating["score"], rating["votes"]) == (8.3, 12_345)
    crew = heart("crew", "zedx 1995", "--json").json["crew"]
    assert [member["name"] for member in crew] == ["Michael Mann"]
    assert result.summary["told"] == []


def test_values_that_are_not_understood_are_counted_by_kind(load: Importer) -> None:
    result = load(
        "title,year,released,runtime,my rating,imdb\nHeat,1995,soon,long,great,x\n"
        "Ran,1985,,90,8,\nAlien,1979,later,N/A,-,\n"
    )

    assert result.summary["told"] == [
        "Values not understood: 1 IMDb id, 2 dates, 1 rating, 1 running time"
    ]


def test_an_address_is_not_a_title(load: Importer) -> None:
    result = load("title,year\nHeat,1995\nhttps://x.org/1,1995\n")

    assert result.titles == [("Heat", 1995)]
    assert result.summary["told"] == [f"{load.folder / 't.csv'}:3: the title is an address"]


def test_rows_about_one_film_become_one_film(load: Importer) -> None:
    result = load(
        "title,year,imdb,director,genre,watched\n"
        "Heat,1995,tt0113277,Michael Mann,Crime,2020-01-01\n"
        "HEAT,1995,,Michael Mann,Drama,2021-01-01\n"
        "Heat,1995,tt0113277,,,\n"
        "Heat,1995,tt0000001,Somebody Else,,\n"
        "Heat,1986,,,,\n"
        "Ran,1985,,Akira Kurosawa,,\n"
        "Ran,1985,,Another Director,,\n"
    )

    assert result.titles == [
        ("Heat", 1995), ("Heat", 1995), ("Heat", 1986), ("Ran", 1985), ("Ran", 1985),
    ]  # fmt: skip
    assert result.films[0]["watched"] == "2021-01-01"
    assert (result.summary["rows"], result.summary["films"]) == (7, 5)


NOTHING: dict[str, tuple[str, str]] = {
    "no header": ("Heat,1995\nRan,1985\n", "which begins with Heat, 1995. heart reads"),
    "no titles": ("year,genre\n1995,Crime\n", "can't recognise the format of"),
    "ids and titles": ("const,title\ntt0113277,Heat\n", "missing column 'year'"),
    "no rows": ("title,year\n", "nothing imported because there are no rows"),
    "no years": (
        "title,genre\nHeat,Crime\n", "missing column 'year'. The year may also end the title",
    ),
    "only series": (LIST_HEADER + list_row(1, "Twin Peaks", "TV Series"), "--kinds"),
    "only addresses": ("title,year\nhttps://x.org/1,1995\n", "can't recognise the format of"),
    "a web page": ("<!DOCTYPE html><title>Log in</title>\n", "is a web page (HTML)"),
    "an empty file": ("", "t.csv is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_the_reason_is_right_when_nothing_is_imported(
    heart: Heart, home: Path, tmp_path: Path, name: str
) -> None:
    text, reason = NOTHING[name]
    (tmp_path / "t.csv").write_text(text)
    screen = heart("import", str(tmp_path / "t.csv"))

    assert screen.code == 1
    assert reason in " ".join(screen.err.split())
    assert not (home / FILE_NAME).exists()


# --- Values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1995-12-15", "1995-12-15"),
        ("1995-12-15T00:00:00Z", "1995-12-15"),
        ("1995-12-15 20:15", "1995-12-15"),
        ("12/15/1995", "1995-12-15"),
        ("15/12/1995", "1995-12-15"),
        ("6/25/82", "1982-06-25"),
        ("6/25/02", "2002-06-25"),
        ("15.12.1995", "1995-12-15"),
        ("1. 2. 1995", "1995-02-01"),
        ("03/04/1995", "1995"),
        ("5/5/1995", "1995-05-05"),
        ("1995/12/15", "1995-12-15"),
        ("19951215", "1995-12-15"),
        ("25 June 1982", "1982-06-25"),
        ("25th of June 1982", "1982-06-25"),
        ("December 15, 1995 (United States)", "1995-12-15"),
        ("15. Dezember 1995", "1995-12-15"),
        ("15 décembre 1995", "1995-12-15"),
        ("2 de mayo de 1990", "1990-05-02"),
        ("15-Dec-1995", "1995-12-15"),
        ("Sun Mar  1 00:00:00 2015", "2015-03-01"),
        ("June 1982", "1982-06"),
        ("1995", "1995"),
        ("31/02/1995", ""),
        ("13/13/1995", ""),
        ("soon", ""),
        ("15 blurb 1995", ""),
        ("x" * 1_000_000, ""),
    ],
    ids=lambda text: text[:40],
)
def test_dates_are_read_as_people_write_them(text: str, date: str) -> None:
    assert parse_written_date(text) == date


@pytest.mark.parametrize(
    ("text", "year"),
    [("(1995)", 1995), ("(I) (2014)", 2014), ("-1982", 1982), ("c. 1979", 1979), ("1995–98", 1995),
     ("6/25/82", 1982), ("2049", 2049), ("19951", 0), ("95", 0), ("unknown", 0)],
)  # fmt: skip
def test_years_are_found_in_longer_texts(text: str, year: int) -> None:
    assert find_year(text) == year


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Heat (1995)", ("Heat", 1995)),
        ("Heat (1995/II)", ("Heat", 1995)),
        ("Birdman (I) (2014)", ("Birdman", 2014)),
        ("Blade Runner 2049", ("Blade Runner 2049", 0)),
        ("(1995)", ("(1995)", 0)),
        ("1917 (2019)", ("1917", 2019)),
        ("Death Race 2000", ("Death Race 2000", 0)),
    ],
)
def test_a_year_in_brackets_after_a_title_is_its_year(title: str, parts: tuple[str, int]) -> None:
    assert split_year(title) == parts


@pytest.mark.parametrize(
    ("title", "better"),
    [("Matrix, The", "The Matrix"), ("matrix, the", "The matrix"), ("Avventura, L'", "L'Avventura"),
     ("Dolce vita, La", "La Dolce vita"), ("Go, Johnny, Go!", "Go, Johnny, Go!"),
     ("Sex, Lies, and Videotape", "Sex, Lies, and Videotape"), ("The", "The")],
)  # fmt: skip
def test_an_article_after_a_comma_comes_first(title: str, better: str) -> None:
    assert restore_article(title) == better


def test_a_title_in_brackets_is_another_title() -> None:
    assert split_other_title("Seven (a.k.a. Se7en)") == ("Seven", "Se7en")
    assert split_other_title("Postman, The (Postino, Il)") == ("The Postman", "Il Postino")
    assert split_other_title("Birdman: Or (The Unexpected Virtue)")[1] == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [("DVD", ""), ("Blu-ray", ""), ("Digital (4K)", ""), ("Feature", "movie"), ("Films", "movie"),
     ("tvMovie", "tvMovie"), ("Mini-Series", "tvMiniSeries"), ("Owned", None), ("", "")],
)  # fmt: skip
def test_a_medium_is_not_a_title_type(text: str, kind: str | None) -> None:
    assert read_title_type(text) == kind
