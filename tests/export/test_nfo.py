"""The .nfo file of a film, as Kodi, Jellyfin and heart's own importer read it."""

import html
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tomli_w
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from heartcli import filmfile
from heartcli.catalogue import merging, open_catalogue
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.models import (
    CertificateRow,
    Credit,
    RatingRow,
    ReleaseRow,
    Sections,
    SourceFilm,
    production_companies,
)
from heartcli.catalogue.store import Catalogue
from heartcli.export import nfo
from heartcli.model.film import Film
from heartcli.model.records import Rating
from heartcli.model.sections import FACT_SECTIONS, FILM_JOBS
from heartcli.text.display import printable_line
from heartcli.text.folding import fold
from tests.catalogue.importing.reading import ALL_KINDS, read_films
from tests.conftest import Heart
from tests.export.conftest import HOSTILE
from tests.made_up import made_up

SMALL: dict[str, Any] = {"title": "Zedx", "year": 1995, "id": "zedx"}
SOURCES = {"s": {"title": "S"}}


def make_film(**fields: Any) -> Film:
    """A film with these keys in its file, besides its title and year."""
    values = {"format": 1, "sources": SOURCES, **SMALL, **fields}
    film = filmfile.parse(tomli_w.dumps(values)).film
    assert film
    return film


def export(film: Film, *, spoilers: bool = False) -> Element:
    """The <movie> element of a film's file."""
    root: Element = fromstring(nfo.write(film, spoilers).content, forbid_dtd=True)
    assert root.tag == "movie"
    return root


def texts(film: Film, tag: str, *, spoilers: bool = False) -> list[str | None]:
    return [element.text for element in export(film, spoilers=spoilers).findall(tag)]


# --- What Kodi and Jellyfin read ---------------------------------------------------------------


def test_a_file_holds_what_kodi_shows(film: Film) -> None:
    root = export(film)

    assert [root.findtext(tag) for tag in ("title", "year", "premiered", "runtime", "mpaa")] == [
        "One from the Heart", "1982", "1982-02-11", "107", "R",
    ]  # fmt: skip
    assert root.findtext("outline") == film.premise
    assert [texts(film, tag) for tag in ("director", "credits", "studio")] == [
        ["Francis Ford Coppola"], ["Armyan Bernstein", "Francis Ford Coppola"],
        ["Zoetrope Studios"],
    ]  # fmt: skip
    actors = [(a.findtext("order"), a.findtext("name"), a.findtext("role")) for a in root[-19:]]
    assert actors[:2] == [("0", "Frederic Forrest", "Hank"), ("1", "Teri Garr", "Frannie")]
    assert len(actors) == len(film.cast)


def test_a_plot_has_its_spoilers_only_if_they_are_asked_for(film: Film) -> None:
    certain = [beat for beat in film.plot if not beat.doubtful]

    assert texts(film, "plot", spoilers=True) == [" ".join(beat.text for beat in certain)]
    assert texts(film, "plot") == [" ".join(beat.text for beat in certain if not beat.spoiler)]
    assert nfo.write(film, False).hidden == sum(beat.spoiler for beat in certain)


def test_the_premise_stands_in_for_a_missing_plot() -> None:
    assert texts(make_film(premise="A plan."), "plot") == ["A plan."]


def test_no_element_is_empty() -> None:
    assert [element.tag for element in export(make_film())] == ["title", "year"]


@pytest.mark.parametrize(
    ("ids", "default"),
    [
        ({"imdb": "tt0084445", "tmdb": 5, "wikidata": "Q7"}, "imdb"),
        ({"tmdb": 5, "wikidata": "Q7"}, "tmdb"),
        ({"wikidata": "Q7"}, "wikidata"),
    ],
)
def test_one_id_is_the_default(ids: dict[str, object], default: str) -> None:
    elements = export(make_film(ids=ids)).findall("uniqueid")

    assert {e.attrib["type"]: e.text for e in elements} == {k: str(v) for k, v in ids.items()}
    assert [e.attrib["type"] for e in elements if e.attrib["default"] == "true"] == [default]


def test_ratings_are_on_a_scale_of_ten_with_the_default_last() -> None:
    ratings = [
        {"by": "IMDb", "score": 6.5, "out_of": 10, "votes": 5700},
        {"by": "Metacritic", "score": 57, "out_of": 100},
        {"by": "Tomatometer", "score": 49, "out_of": 100},
        {"by": "Stars & bars", "score": 3.5, "out_of": 5},
        {"by": "IMDb users", "score": 1, "out_of": 10},
    ]
    [element] = export(make_film(ratings=ratings)).findall("ratings")

    assert [
        (*(r.attrib[key] for key in ("name", "max", "default")), r.findtext("value"))
        for r in element
    ] == [
        ("metacritic", "10", "false", "5.7"),
        ("tomatometerallcritics", "100", "false", "49"),
        ("Stars & bars", "10", "false", "7"),
        ("imdb", "10", "true", "6.5"),
    ]
    assert [r.findtext("votes") for r in element] == [None, None, None, "5700"]


@pytest.mark.parametrize(
    ("score", "out_of"), [(0, 10), (None, 10), (5, None), (11, 10), (5, float("inf"))]
)
def test_a_rating_without_a_usable_score_is_left_out(
    score: float | None, out_of: float | None
) -> None:
    rating = Rating(id="ratings/x", by="x", score=score, out_of=out_of)
    film = Film(**SMALL, cited={}, sources={}, people={}, pool={}, ratings=(rating,))

    assert not export(film).findall("ratings")
    assert nfo.write(film, False).left_out == ("1 rating",)


@pytest.mark.parametrize(
    ("dates", "premiered"),
    [
        ([("festival", "1995-05-01"), ("theatrical", "1995-06-01")], "1995-06-01"),
        ([("theatrical", "1995-06-02"), ("theatrical", "1995-06-01")], "1995-06-01"),
        ([("theatrical", "1995"), ("festival", "1995-05-01")], "1995-05-01"),
        ([("theatrical", "1995-06-01~"), ("home", "1995-06")], None),
        ([("theatrical", "1996-01-01")], None),
    ],
)
def test_the_premiere_is_a_day_in_the_film_year(
    dates: list[tuple[str, str]], premiered: str | None
) -> None:
    releases = [{"kind": kind, "date": day, "place": str(n)} for n, (kind, day) in enumerate(dates)]

    assert export(make_film(releases=releases)).findtext("premiered") == premiered


def test_doubtful_records_are_left_out() -> None:
    crew = [{"name": "A", "job": "Director"}, {"name": "B", "job": "Director", "doubtful": True}]

    assert texts(make_film(crew=crew), "director") == ["A"]
    assert nfo.write(make_film(crew=crew), False).left_out == ("1 crew member",)


def test_actors_are_in_billing_order() -> None:
    cast = [{"performer": "A"}, {"performer": "B", "billing": 2}, {"performer": "C", "billing": 1}]
    actors = export(make_film(cast=cast)).findall("actor")

    assert [actor.findtext("name") for actor in actors] == ["C", "B", "A"]


def test_the_comment_names_the_terms(catalogue: Catalogue) -> None:
    assert (
        b"Data from Wikidata contributors, CC0."
        in nfo.write(merging.load_film(catalogue, 132689), False)[0]
    )


def test_no_terms_can_end_the_comment() -> None:
    source = {
        "title": "S",
        "note": FORMATS["wikipedia"].terms,
        "url": "https://x.org/a--b",
    }
    film = make_film(sources={"s": source}, titles=[], cited={"title": ["s"]})

    content = nfo.write(film, False).content.decode()

    [comment] = re.findall(r"<!--(.*?)-->", content, re.DOTALL)
    assert "--" not in comment
    assert "CC BY-SA" in comment
    assert "https://x.org/a- -b" in comment
    assert texts(film, "title") == ["Zedx"]


@given(st.text(min_size=1))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    line = printable_line(text).strip()
    film = Film(
        **{**SMALL, "title": text}, genres=(text,), cited={}, sources={}, people={}, pool={}
    )

    root = export(film)

    assert [root.findtext("title"), root.findtext("genre")] == [line or None, line or None]


def test_every_section_has_a_noun() -> None:
    assert {*nfo._NOUNS} == {*FACT_SECTIONS}


# --- What heart reads back ---------------------------------------------------------------------


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    with closing(open_catalogue(print)) as catalogue:
        yield catalogue


def read_back(folder: Path, film: Film) -> SourceFilm:
    """The film that heart's importer reads, with its ratings in alphabetical order."""
    path = folder / "film.nfo"
    path.write_bytes(nfo.write(film, True).content)
    [read], report = read_films("nfo", [path], ALL_KINDS)
    assert not report.problems
    assert not report.unreadable.total()
    ratings = [row._replace(score=round(row.score, 8)) for row in read.sections.ratings]
    return read._replace(sections=read.sections._replace(ratings=sorted(ratings)))


def plain(text: str) -> str:
    """A text as it comes back: on one line, and without entities, which many files escape twice."""
    return " ".join(html.unescape(printable_line(text)).split())


def person(name: str) -> str:
    """A crew member's name up to any bracket."""
    return plain(name.partition(" (")[0])


def country(name: str) -> str:
    """A country's name as the importer knows it."""
    return plain(name).removeprefix("Kingdom of the ")


def expected_ratings(film: Film) -> list[RatingRow]:
    rows: dict[str, RatingRow] = {}
    for rating in film.ratings:
        by = "IMDb" if rating.by == "IMDb users" else printable_line(rating.by)
        scale = 100 if by == "Tomatometer" else 10
        if rating.score and rating.out_of and rating.score > 0 and not rating.doubtful:
            score = round(rating.score / rating.out_of * scale, 8)
            rows.setdefault(by, RatingRow(by, score, scale, rating.votes))
    return sorted(rows.values())


def expected_releases(film: Film) -> list[ReleaseRow]:
    days = [
        (release.kind != "theatrical", release.date.text)
        for release in film.releases
        if release.date and not release.doubtful
        if len(release.date.text) == 10 and release.date.first.year == film.year
    ]
    return [ReleaseRow(min(days)[1], "premiere")] if days else []


def expected(film: Film) -> SourceFilm:
    """What comes back of a film.

    It loses its disputes and sources; titles, production, songs, figures, reviews, awards and
    legacy; crew except directors and writers; companies except producers; all but one edition,
    release and certificate; doubtful records; and the other fields of records. All writers have the
    same job, scores are out of ten, a short plot becomes the premise, and a company with a slash
    becomes two if it's the only one.
    """
    plot = plain(" ".join(beat.text for beat in film.plot if not beat.doubtful))
    premise = plain(film.premise)
    certain = [member for member in film.crew if not member.doubtful]
    crew = [
        Credit(person(member.name), job)
        for job, head in (("Director", "Director"), ("Writer", "Written by"))
        for member in certain
        if fold(member.job) in FILM_JOBS[head]
    ]
    cast = sorted(film.cast, key=lambda member: member.billing or 1e9)
    producers = [
        plain(company.name)
        for company in film.companies
        if company.role == "Production" and not company.doubtful
    ]
    if producers == ["The Kennedy/Marshall Company"]:
        producers = ["The Kennedy", "Marshall Company"]
    rows = expected_ratings(film)
    return SourceFilm(
        title=plain(film.title),
        year=film.year,
        imdb=int(film.ids.imdb[2:]) if film.ids.imdb else None,
        tmdb=film.ids.tmdb,
        wikidata=int(film.ids.wikidata[1:]) if film.ids.wikidata else None,
        original_title=plain(film.original_title),
        premise=premise if premise and len(plot) > 1000 else plot or premise,
        minutes=next((e.minutes for e in film.editions if e.minutes and not e.doubtful), None),
        votes=max((row.votes or 0 for row in rows), default=0) or None,
        genres=tuple(map(plain, film.genres)),
        countries=tuple(dict.fromkeys(map(country, film.countries))),
        languages=film.languages,
        titles=[],
        credits=[
            *(Credit(plain(m.performer), CAST, plain(m.character)) for m in cast if not m.doubtful),
            *dict.fromkeys(crew),
        ],
        sections=Sections(
            companies=production_companies(dict.fromkeys(producers)),
            releases=expected_releases(film),
            certificates=[
                CertificateRow(c.certificate, c.place)
                for c in film.certificates
                if c.place == "United States" and not c.doubtful
            ][:1],
            ratings=rows,
            figures=[],
            awards=[],
        ),
    )


def test_the_bundled_film_comes_back(tmp_path: Path, film: Film) -> None:
    assert read_back(tmp_path, film) == expected(film)


@pytest.mark.parametrize(
    "number",
    [
        132689,  # Casablanca
        22432,  # Signs: the Kennedy/Marshall Company
        3110266,  # Farewell: a writer with another name in brackets
        942581,  # Violeta: two spaces in a row in an actor's name
        12100227,  # '71
        11648811,  # Blue Is the Warmest Colour: NC-17
    ],
)
def test_a_film_of_the_catalogue_comes_back(
    tmp_path: Path, catalogue: Catalogue, number: int
) -> None:
    film = merging.load_film(catalogue, number)

    assert read_back(tmp_path, film) == expected(film)


@pytest.mark.long
def test_one_in_twenty_films_of_the_catalogue_comes_back(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    numbers = chain.from_iterable(store.film_numbers() for store in catalogue.stores)
    for number in sorted(numbers)[::20]:
        film = merging.load_film(catalogue, number)
        assert read_back(tmp_path, film) == expected(film)


@pytest.mark.parametrize("seed", range(40))
def test_a_made_up_film_comes_back(tmp_path: Path, seed: int) -> None:
    film = made_up(seed)
    read, hoped = read_back(tmp_path, film), expected(film)

    # The importer knows American certificates, but not made-up ones.
    sections = [result.sections._replace(certificates=[]) for result in (read, hoped)]
    assert read._replace(sections=sections[0]) == hoped._replace(sections=sections[1])


def test_hostile_text_comes_back(tmp_path: Path) -> None:
    film = make_film(
        title=f"Title {HOSTILE}", original_title=f"Original {HOSTILE}", premise=f"P {HOSTILE}",
        cast=[{"performer": f"A {HOSTILE}", "character": f"C {HOSTILE}"}],
        plot=[{"id": "x", "text": f"Plot {HOSTILE}"}],
        ratings=[{"by": f"R {HOSTILE}", "score": 4, "out_of": 5}],
    )  # fmt: skip

    assert read_back(tmp_path, film) == expected(film)


def test_an_exported_film_can_be_imported(heart: Heart, tmp_path: Path) -> None:
    cast = [{"performer": "Zoë Søn", "character": "Q & <A>"}]
    film = tmp_path / "film.toml"
    film.write_text(filmfile.dump(make_film(title="Zedx & Quuz", premise="A plan.", cast=cast)))
    path = str(tmp_path / "film.nfo")

    assert heart("export", "nfo", str(film), "-o", path).code == 0
    assert heart("import", "nfo", path).code == 0
    read = heart("film", "Zedx & Quuz", "--json").json

    assert (read["film"]["year"], read["film"]["premise"]) == (1995, "A plan.")
    assert [(m["performer"], m["character"]) for m in read["cast"]] == [("Zoë Søn", "Q & <A>")]


# --- The command -------------------------------------------------------------------------------


def test_an_export_names_what_it_leaves_out(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.nfo"

    screen = heart("export", "nfo", "-o", str(path))

    assert (screen.out, screen.code) == ("", 0)
    spoilers, left_out, exported = screen.err.splitlines()
    assert re.fullmatch(r"Left out \d+ spoilers. Use --spoilers to include them", spoilers)
    assert left_out.startswith("Left out what an .nfo file can't hold: 9 other titles, ")
    assert exported == f"Exported One from the Heart (1982) to {path}"
    assert path.read_bytes().startswith(b"<?xml")


def test_spoilers_are_not_left_out_if_they_are_asked_for(heart: Heart) -> None:
    screen = heart("export", "nfo", "--spoilers")

    assert fromstring(screen.out).tag == "movie"
    assert "spoilers" not in screen.err


@pytest.mark.parametrize(
    "options",
    [
        ("--count", "3"), ("--all",), ("--form", "choice"), ("--section", "cast"),
        ("--difficulty", "easy"), ("--seed", "1"), ("--daily",), ("--shelf",),
        ("--film", "jaws"), ("--without", "jaws"), ("--catalogue",), ("--source", "wikidata"),
        ("--year", "1982"), ("--genre", "noir"), ("--person", "bogart"),
    ],
)  # fmt: skip
def test_options_for_questions_are_refused_with_a_film(heart: Heart, options: list[str]) -> None:
    screen = heart("export", "nfo", *options)

    assert (screen.code, screen.out) == (2, "")
    assert screen.err == f"heart: {options[0]} is for questions, but nfo exports a film\n"
