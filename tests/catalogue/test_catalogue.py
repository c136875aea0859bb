"""The bundled catalogue: finding and showing films, and merging two sources."""

from contextlib import closing
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import tomli

from heartcli.catalogue import codec
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.merging import load_film
from heartcli.catalogue.models import CompanyRow, Credit, Sections, SourceFilm
from heartcli.catalogue.search import films
from heartcli.catalogue.search.films import FilmHit
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.normalize import index_terms, one_edit_variants, title_key
from heartcli.catalogue.search.similarity import prepare, title_similarity
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store, open_catalogue
from heartcli.catalogue.writer import CatalogueWriter, create_database
from heartcli.errors import HeartError
from heartcli.storage import paths
from tests.conftest import TESTS, Heart

BUNDLED = paths.bundled_dir() / FILE_NAME


@pytest.mark.parametrize(
    ("file", "min_count", "min_mean"), [("films", 120, 0.99), ("films-others", 700, 0.965)]
)
def test_the_right_film_comes_first(
    file: str, min_count: int, min_mean: float, capsys: pytest.CaptureFixture[str]
) -> None:
    ranks = []
    text = (TESTS / "truths" / f"{file}.toml").read_text(encoding="utf-8")
    truths: dict[str, list[list[str]]] = tomli.loads(text)
    with closing(Catalogue([Store(BUNDLED)])) as catalogue:
        [store] = catalogue.stores
        rows = store.rows("SELECT title, year FROM entry")
        known = {f"{title} ({year})" for title, year in rows} | {title for title, _ in rows}
        for query, right in (pair for pairs in truths.values() for pair in pairs):
            assert right in known
            hits = films.search(catalogue, query, FilmFilter())
            rank = next((i for i, hit in enumerate(hits, 1) if right in _names(hit)), None)
            ranks.append(1 / rank if rank else 0.0)

    mean, first = sum(ranks) / len(ranks), sum(rank == 1 for rank in ranks) / len(ranks)
    with capsys.disabled():
        print(f"\n{file}: {len(ranks)} queries, mean reciprocal rank {mean:.3f}, first {first:.1%}")
    assert len(ranks) >= min_count
    assert mean >= min_mean
    assert all(ranks) or file != "films"


def _names(hit: FilmHit) -> set[str]:
    title = hit.entry.title
    return {title, f"{title} ({hit.entry.year})"}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (["casablanca"], "Casablanca"),
        (["the", "thing", "1982"], "The Thing"),
        (["The Thing (2011)"], "The Thing"),
        (["Q132689"], "Casablanca"),
        (["tt0034583"], "Casablanca"),
        (["https://www.imdb.com/title/tt0034583/"], "Casablanca"),
        (["Matrix, The"], "The Matrix"),
    ],
    ids=" ".join,
)
def test_look_ups_find_films_of_the_catalogue_by_name(
    heart: Heart, name: list[str], title: str
) -> None:
    screen = heart("cast", *name, "--json")

    assert (screen.code, screen.err) == (0, "")
    assert screen.json["film"]["title"] == title
    assert screen.json["cast"]
    assert all(member["sources"] == ["wikidata"] for member in screen.json["cast"])
    url = f"https://www.wikidata.org/wiki/{screen.json['film']['id']}"
    assert screen.json["sources"]["wikidata"]["url"] == url


def test_a_title_with_a_typo_is_resolved_with_a_notice(heart: Heart) -> None:
    screen = heart("cast", "casabalnca", "--plain")

    assert screen.err == "'casabalnca' matched Casablanca (1942)\n"
    assert "Ingrid Bergman" in screen.out


def test_a_title_of_several_films_lists_them(heart: Heart) -> None:
    screen = heart("film", "the", "thing")

    assert screen.code == 1
    assert "The Thing (1982) Q210756" in screen.err
    assert "The Thing (2011) Q909749" in screen.err


@pytest.mark.parametrize("name", ["xyzzy qwrt", "Q1", "tt9999999", "tt99999999999"])
def test_an_unknown_film_is_reported(heart: Heart, name: str) -> None:
    screen = heart("film", name)

    assert screen.code == 1
    called = f"called '{name}'" if " " in name else f"with the id {name}"
    assert screen.err == (
        f"heart: no film {called} on your shelf or in the catalogue."
        f" To look on Wikidata: heart fetch {name}\n"
    )


def test_a_film_on_the_shelf_replaces_its_catalogue_entry(heart: Heart) -> None:
    found = heart("films", "one", "from", "the", "heart", "--json").json["films"]

    assert [film["id"] for film in found if film["title"] == "One from the Heart"] == [
        "one-from-the-heart-1982"
    ]
    for film_id in ("Q1307044", "tt0084445"):
        assert heart("cast", film_id, "--json").json["film"]["id"] == "one-from-the-heart-1982"


def test_an_empty_section_is_reported_and_others_are_shown(heart: Heart) -> None:
    assert heart("plot", "casablanca").err == (
        "Nothing about the plot of Casablanca (1942). heart film casablanca shows what there is\n"
    )
    assert heart("releases", "casablanca").out.count("Premiere") == 1
    assert "1942  ●  26 Nov  Premiere.\n" in heart("timeline", "casablanca").out


def test_a_cast_without_billing_says_how_it_is_sorted(heart: Heart) -> None:
    screen = heart("cast", "casablanca")

    assert "Among the cast" in screen.out
    with closing(open_catalogue(print)) as catalogue:
        cast = load_film(catalogue, 132689).cast
    assert cast[0].performer == "Humphrey Bogart"


def test_filters_find_films(heart: Heart) -> None:
    westerns = heart("films", "--genre", "western", "--year", "1950-1959", "--json").json
    both = heart("films", "--person", "Teri Garr", "--person", "tom waits", "--json").json
    french = heart("films", "--country", "France", "--year", "1960", "--limit", "3", "--plain")

    assert all(1950 <= film["year"] <= 1959 for film in westerns["films"])
    assert all("Western" in film["genres"] for film in westerns["films"])
    assert westerns["found"] > 50
    assert [film["id"] for film in both["films"]] == ["one-from-the-heart-1982"]
    assert len(french.lines) == 3
    assert all(line.split("\t")[2] == "1960" for line in french.lines)


def test_the_most_popular_films_come_first(heart: Heart) -> None:
    def first(*options: str) -> set[str]:
        found = heart("films", *options, "--limit", "5", "--json").json["films"]
        return {film["title"] for film in found}

    assert {"The Searchers", "High Noon", "Rio Bravo"} <= first(
        "--genre", "western", "--year", "1950-1959"
    )
    assert {"The Godfather", "Alien", "Chinatown"} <= first("--year", "1970-1979")


def test_the_table_of_films_says_how_many_there_are(heart: Heart) -> None:
    assert "Francis Ford Coppola" in heart("films", "godfather").out
    screen = heart("films", "--genre", "horror")
    assert screen.lines[0].endswith("10 of 1,922")
    assert "All of them: --limit 0" in screen.out
    nothing = heart("films", "qqqq", "--genre", "western")
    assert nothing.code == 1
    assert "To look on Wikidata: heart fetch qqqq" in nothing.err
    elsewhen = heart("films", "--year", "2031")
    assert "The catalogue has 17,472 films from 1940 to 2014" in elsewhen.err
    assert heart("films", "--person", "Nobody Whosoever Xyz").code == 1


@pytest.mark.parametrize("year", ["82", "1990-1980", "abc", "1980-19x0"])
def test_an_invalid_year_is_a_usage_error(heart: Heart, year: str) -> None:
    assert heart("films", "--year", year).code == 2


@pytest.mark.parametrize(
    ("title", "variant"),
    [
        ("The Good, the Bad & the Ugly", "good the bad and the ugly"),
        ("Rocky II", "rocky two"),
        ("One Hundred and One Dalmatians", "101 dalmatians"),
        ("Matrix, The", "the matrix"),
        ("Amélie", "AMELIE"),
        ("Twenty-One Grams", "21 grams"),
        ("Two Hundred Motels", "200 motels"),
        ("WALL-E", "walle"),
        ("Kramer vs. Kramer", "kramer versus kramer"),
    ],
)
def test_spellings_of_one_title_have_the_same_key(title: str, variant: str) -> None:
    assert title_key(title) == title_key(variant)
    assert title_similarity(prepare(variant), title) >= 0.99


def test_titles_are_normalized_for_the_index() -> None:
    assert title_key("!!!") == "!!!"
    assert index_terms(["Rocky II"]) == ({"rocky2"}, "^rocky2$ ^rockyii$")
    assert "her" in one_edit_variants("hre")


def test_sections_and_credits_survive_being_stored() -> None:
    sections = Sections(companies=[CompanyRow("Z", "Production")])

    assert codec.unpack_sections(codec.pack_sections(sections._asdict(), "P.")) == (
        {"companies": [{"name": "Z", "role": "Production"}]},
        "P.",
    )
    credits_ = [(7, CAST, "Rick"), (8, CAST, ""), (7, "Writer", "")]
    assert codec.decode_credits(codec.encode_credits(credits_)) == credits_


def test_rows_have_the_fields_that_are_stored() -> None:
    row_classes = {name: get_args(hint)[0] for name, hint in get_type_hints(Sections).items()}

    assert {name: cls._fields for name, cls in row_classes.items()} == codec.PACKED_FIELDS


def test_two_sources_of_one_film_are_merged_with_their_disputes(tmp_path: Path) -> None:
    stores = []
    for minutes, part in ((102, "Rick"), (99, "Rick")):
        path = tmp_path / f"{minutes}.db"
        connection = create_database(path)
        writer = CatalogueWriter(connection, 0)
        people = [Credit("Ann Bó", CAST, part), Credit("Cy Doe", "Director")]
        writer.add_film(
            SourceFilm("A Film", 1950, wikidata=7, imdb=8, minutes=minutes, genres=("War",),
                   titles=[("Ein Film", "Germany")], original_title="Un film", credits=people)
        )  # fmt: skip
        writer.build_indexes(lambda _: None)
        writer.record_source("tmdb", "tmdb", "2026", 1, 0)
        connection.close()
        stores.append(Store(path))

    with closing(Catalogue(stores)) as catalogue:
        film = load_film(catalogue, 7)
        [hit] = films.search(catalogue, "ein film", FilmFilter(genres=("war",), people=("ann bo",)))

    assert (film.title, film.cast[0].character, film.cast[0].billing) == ("A Film", "Rick", 1)
    assert film.cited["genres"] == ("tmdb", "tmdb-2")
    [edition] = film.editions
    assert edition.minutes == 102
    assert [(d.field, d.value, d.sources) for d in edition.disputes] == [
        ("minutes", 99, ("tmdb-2",))
    ]
    assert hit.similarity == 1


def test_an_unreadable_user_catalogue_is_skipped_with_a_message(heart: Heart, home: Path) -> None:
    (home / FILE_NAME).write_bytes(b"no database at all" * 100)
    assert "Skipped your catalogue: " in heart("cast", "casablanca", "--plain").err
    (home / FILE_NAME).unlink()
    create_database(home / FILE_NAME).execute("PRAGMA user_version = 9")
    assert "is from a newer version of heart" in heart("cast", "casablanca", "--plain").err


def test_another_programs_file_is_not_a_catalogue(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()

    with pytest.raises(HeartError, match="not a heart catalogue"):
        Store(tmp_path / "empty.db")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--genre", "westrn"], "Did you mean 'Western'?"),
        (["--genre", "xyzzy"], "No films have the genre 'xyzzy'. Genres: Drama, Comedy"),
        (["--country", "Swizerland"], "Did you mean 'Switzerland'?"),
    ],
)
def test_a_filter_that_no_film_passes_is_explained(
    heart: Heart, options: list[str], message: str
) -> None:
    screen = heart("films", *options)

    assert (screen.code, screen.out) == (1, "")
    assert message in screen.err


@pytest.mark.parametrize(
    ("options", "same"),
    [
        (["--country", "UK"], ["--country", "United Kingdom"]),
        (["--country", "usa"], ["--country", "United States"]),
        (["--genre", "science fiction"], ["--genre", "Sci-Fi"]),
    ],
)
def test_countries_and_genres_have_several_names(
    heart: Heart, options: list[str], same: list[str]
) -> None:
    assert heart("films", *options, "--json").out == heart("films", *same, "--json").out


def test_filters_apply_before_the_text_search(heart: Heart) -> None:
    every = heart("films", "man", "--country", "France", "--limit", "100", "--json").json
    with closing(Catalogue([Store(BUNDLED)])) as catalogue:
        [store] = catalogue.stores
        rows = store.rows("SELECT title FROM entry WHERE countries LIKE '%France%'")
    titles = [title for (title,) in rows if "man" in title.lower().split()]

    assert {*titles} <= {film["title"] for film in every["films"]}


def test_films_are_found_by_their_ids(heart: Heart) -> None:
    for film_id in ("Q132689", "tt0034583", "TT0034583"):
        [film] = heart("films", film_id, "--json").json["films"]
        assert film["title"] == "Casablanca"
    assert heart("films", "tt0084445", "--json").json["films"][0]["path"]


def test_film_names_only_the_commands_that_have_something_to_show(heart: Heart) -> None:
    offered = heart("film", "casablanca").out.partition("More:")[2]

    assert "reception" in offered
    assert "music" not in offered
    assert "plot" not in offered


@pytest.mark.parametrize("text", ["." * 100_000, "(" * 100_000, "x" * 3 + " " * 99_990 + "y"])
def test_overlong_text_is_shortened_in_messages(heart: Heart, text: str) -> None:
    for command in (["films", text], ["cast", text], ["who", text], ["new", text, "-o", "-"]):
        screen = heart(*command)
        assert screen.code in (0, 1, 2)
        assert len(screen.err) < 2_000


def test_an_empty_name_finds_nobody(heart: Heart) -> None:
    for command in (["who", " "], ["who", "&"], ["films", "--person", " "]):
        screen = heart(*command)
        assert (screen.code, f"no person called '{command[-1]}'" in screen.err) == (1, True)


def test_fractions_in_titles_are_not_mistaken_for_dates() -> None:
    assert title_key("8 1/2") == title_key("8½") == title_key("eight and a half")
    assert title_key("11/22/63") == title_key("11 22 63")


def test_arguments_that_are_not_unicode_find_nothing(program: Heart) -> None:
    for command in ("films", "cast", "who", "search"):
        screen = program(command, "zzq\udcff")
        assert screen.code == 1
        assert "Traceback" not in screen.err
