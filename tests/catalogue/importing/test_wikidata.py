"""Films from Wikidata: what each property of an entity becomes, and downloads of query results."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing.readers import wikidata
from heartcli.catalogue.importing.readers.genres import genre_names
from heartcli.catalogue.importing.readers.sparql import QueryResults, score_header
from heartcli.catalogue.importing.readers.wikidata_entities import FilmEntity
from heartcli.catalogue.importing.readers.wikidata_names import Names
from heartcli.catalogue.importing.values import JsonObject
from heartcli.catalogue.models import AwardRow, FigureRow, RatingRow, ReleaseRow, SourceFilm
from heartcli.catalogue.store import FILE_NAME, Store
from heartcli.quiz.rounds.catalogue_facts import read_facts
from heartcli.storage import sqlite
from tests.conftest import Heart

Json = dict[str, Any]
LABELS = {
    11424: "film", 5: "human", 11: "Ann Bell", 12: "Bo Carr", 13: "Cy Dunn", 21: "Rick",
    31: "United States of America", 32: "France", 33: "2021 Zedx Film Festival",
    41: "Academy Award for Best Picture", 42: "Palme d'Or", 51: "FSK 12", 52: "PG-13",
    61: "Metacritic", 62: "IMDb", 105584: "Rotten Tomatoes", 71: "choreographer", 81: "drama film",
    91: "Irish pound",
}  # fmt: skip


def item(number: int) -> Json:
    return {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": f"Q{number}"}}


def text(value: str) -> Json:
    return {"type": "string", "value": value}


def day(time: str, precision: int = 11) -> Json:
    return {"type": "time", "value": {"time": f"{time}T00:00:00Z", "precision": precision}}


def amount(number: float, unit: int) -> Json:
    address = f"http://www.wikidata.org/entity/Q{unit}"
    return {"type": "quantity", "value": {"amount": f"{number:+}", "unit": address}}


def snak(value: Json | str) -> Json:
    """A snak with a value, or with one of the types somevalue and novalue."""
    if isinstance(value, str):
        return {"snaktype": value}
    return {"snaktype": "value", "datavalue": value}


def statement(value: Json | str, rank: str = "normal", **qualifiers: Json | list[Json]) -> Json:
    listed = {code: v if isinstance(v, list) else [v] for code, v in qualifiers.items()}
    snaks = {code: [snak(value) for value in values] for code, values in listed.items()}
    return {"mainsnak": snak(value), "rank": rank, "qualifiers": snaks}


def labels(**texts: str) -> Json:
    """Labels in several languages; an underscore stands for a hyphen."""
    names = {name.replace("_", "-"): text_ for name, text_ in texts.items()}
    return {name: {"language": name, "value": text_} for name, text_ in names.items()}


def film_entity(number: int = 1, **claims: Json | list[Json]) -> Json:
    """A film called Zedx that came out in 1950, unless the claims say otherwise."""
    known = {"P31": statement(item(11424)), "P577": statement(day("+1950-03-02"))}
    listed = {code: c if isinstance(c, list) else [c] for code, c in (known | claims).items()}
    return {"id": f"Q{number}", "labels": labels(en="Zedx"), "claims": listed}


def document(*entities: Json) -> Json:
    """A document with these entities, and with those of `LABELS`."""
    named = [{"id": f"Q{number}", "labels": labels(en=name)} for number, name in LABELS.items()]
    return {"entities": {entity["id"]: entity for entity in (*named, *entities)}}


def read_film(entity: Json, *others: Json) -> SourceFilm:
    with closing(sqlite.open_read_write(":memory:")) as database:
        names = Names(database)
        for key, other in document(*others)["entities"].items():
            names.add(key, JsonObject(other))
        return FilmEntity(JsonObject(entity), names).to_film()


def import_entities(heart: Heart, folder: Path, *entities: Json) -> Any:
    path = folder / "entities.json"
    path.write_text(json.dumps(document(*entities)), encoding="utf-8")
    return heart("import", "wikidata", str(path), "--json").json


def test_the_cast_is_in_the_items_order_with_characters_and_names_of_roles() -> None:
    film = read_film(
        film_entity(
            P161=[
                statement(item(12), P453=item(21)),
                statement(item(11), P4633=text("Ilsa"), P1810=text("Anna Bell")),
                statement(item(13), P453=[item(21)], P4633=text("A waiter")),
            ]
        )
    )

    assert film.has_billing
    assert [(c.name, c.character, c.number) for c in film.credits] == [
        ("Bo Carr", "Rick", 12), ("Ann Bell", "Ilsa", 11), ("Cy Dunn", "Rick / A waiter", 13)
    ]  # fmt: skip
    assert film.credits[1].other_names == ("Anna Bell",)


def test_series_ordinals_order_the_cast_as_numbers() -> None:
    ordinals = {11: "10", 12: "2", 13: ""}
    cast = [statement(item(n), P1545=text(ordinal)) for n, ordinal in ordinals.items()]

    assert [c.name for c in read_film(film_entity(P161=cast)).credits] == [
        "Bo Carr", "Ann Bell", "Cy Dunn"
    ]  # fmt: skip


def test_voices_are_in_the_cast_once() -> None:
    film = read_film(
        film_entity(
            P161=statement(item(11), P453=item(21)),
            P725=[statement(item(11)), statement(item(12), P4633=text("A fox"))],
        )
    )

    assert [(c.name, c.job, c.character) for c in film.credits] == [
        ("Ann Bell", CAST, "Rick"), ("Bo Carr", CAST, "A fox")
    ]  # fmt: skip


def test_the_job_of_a_crew_member_is_their_property_or_their_role() -> None:
    film = read_film(
        film_entity(
            P57=statement(item(11)),
            P1431=statement(item(12)),
            P2515=statement(item(13)),
            P3092=statement(item(12), P3831=item(71)),
        )
    )

    assert [(c.name, c.job) for c in film.credits] == [
        ("Ann Bell", "Director"), ("Bo Carr", "Executive producer"),
        ("Cy Dunn", "Costume design"), ("Bo Carr", "Choreographer"),
    ]  # fmt: skip


def test_aliases_of_a_person_are_kept_as_other_names() -> None:
    person = {"id": "Q15", "labels": labels(mul="Di Ebb"), "aliases": {
        "en": [{"value": "Diana Ebb"}, {"value": "Di Ebb"}], "fr": [{"value": "Diane Ebb"}],
    }}  # fmt: skip

    [credit] = read_film(film_entity(P161=statement(item(15))), person).credits
    assert (credit.name, credit.other_names) == ("Di Ebb", ("Diana Ebb", "Diane Ebb"))


@pytest.mark.parametrize(
    ("names", "original", "title"),
    [
        (labels(de="Zetix", en="Zedx"), "Zédix", "Zedx"),
        (labels(de="Zetix", mul="Zedx"), "Zédix", "Zedx"),
        (labels(de="Zetix", en_gb="Zedx"), "Zédix", "Zedx"),
        (labels(de="Zetix"), "Zédix", "Zédix"),
        (labels(de="Zetix"), "", "Zetix"),
        (labels(en="Zedx (1950 film)"), "", "Zedx"),
        (labels(en="Zedx (film)"), "", "Zedx"),
        ([], "Zédix", "Zédix"),  # how PHP writes an empty object
    ],
    ids=["English", "for all languages", "British", "original", "any", "year", "film", "none"],
)
def test_a_title_is_the_english_label_or_else_the_original_one(
    names: Any, original: str, title: str
) -> None:
    value = {"value": {"text": original, "language": "fr"}, "type": "monolingualtext"}
    entity = film_entity(P1476=[statement(value)] if original else []) | {"labels": names}

    film = read_film(entity)
    assert (film.title, film.original_title) == (title, original)


def test_aliases_and_labels_in_other_languages_are_other_titles() -> None:
    entity = film_entity() | {
        "labels": labels(en="Zedx", de="Zetix", fr="Zedx", pt_br="Zedês"),
        "aliases": {"en": [{"value": "Zedx, the Film"}], "de": [{"value": "Zetix 2"}]},
    }

    assert read_film(entity).titles == [
        ("Zetix", "German"), ("Zedês", "Portuguese"), ("Zedx, the Film", ""),
        ("Zetix 2", "German"),
    ]  # fmt: skip


DATES: dict[str, tuple[list[Json], int, list[ReleaseRow]]] = {
    "a day": ([statement(day("+1950-03-02"))], 1950, [ReleaseRow("1950-03-02", "premiere")]),
    "a month": ([statement(day("+1950-03-00", 10))], 1950, [ReleaseRow("1950-03", "premiere")]),
    "a year": ([statement(day("+1950-01-01", 9))], 1950, []),
    "a year in a place": ([statement(day("+1950-01-01", 9), P291=item(32))], 1950,
                          [ReleaseRow("1950", "premiere", "France")]),
    "a year of an old dump": ([statement(day("+00000001950-01-01", 9))], 1950, []),
    "a year, then a day in it": (
        [statement(day("+1950-01-01", 9)), statement(day("+1950-03-02"))], 1950,
        [ReleaseRow("1950-03-02", "premiere")]),
    "places": (
        [statement(day("+1950-05-02"), P291=item(32)),
         statement(day("+1950-03-02"), P291=item(31))],
        1950, [ReleaseRow("1950-03-02", "premiere", "United States"),
               ReleaseRow("1950-05-02", "theatrical", "France")]),
    "one day in two places": (
        [statement(day("+1950-05-02"), P291=[item(31), item(32)])], 1950,
        [ReleaseRow("1950-05-02", "premiere", "France"),
         ReleaseRow("1950-05-02", "theatrical", "United States")]),
    "a festival": (
        [statement(day("+1950-03-02")), statement(day("+1950-04-01"), P291=item(33))], 1950,
        [ReleaseRow("1950-03-02", "premiere"),
         ReleaseRow("1950-04-01", "festival", "2021 Zedx Film Festival")]),
    "a disc": (
        [statement(day("+1950-03-02")),
         statement(day("+1999-04-01"), P291=item(32), P437=item(5294))], 1950,
        [ReleaseRow("1950-03-02", "premiere"), ReleaseRow("1999-04-01", "home", "France")]),
    "a reissue": (
        [statement(day("+1950-03-02"), P291=item(32)), statement(day("+1950-03-03"), P291=item(32)),
         statement(day("+1992-03-03"), P291=item(32))],
        1950, [ReleaseRow("1950-03-02", "premiere", "France"),
               ReleaseRow("1950-03-03", "theatrical", "France"),
               ReleaseRow("1992-03-03", "re-release", "France")]),
    "a reissue where the premiere was": (
        [statement(day("+1950-03-02"), P291=item(32)),
         statement(day("+1992-03-03"), P291=item(32))],
        1950, [ReleaseRow("1950-03-02", "premiere", "France"),
               ReleaseRow("1992-03-03", "re-release", "France")]),
    "a premiere at a festival": (
        [statement(day("+1950-03-02"), P291=item(33))], 1950,
        [ReleaseRow("1950-03-02", "premiere", "2021 Zedx Film Festival")]),
    "two discs": (
        [statement(day(f"+{year}-03-02"), P291=item(32), P437=item(5294))
         for year in (1999, 2010)], 1999, [ReleaseRow("1999-03-02", "home", "France")]),
    "a preferred date": (
        [statement(day("+1949-01-01")), statement(day("+1950-03-02"), "preferred"),
         statement(day("+1950-04-01"), P291=item(32))],
        1950, [ReleaseRow("1950-03-02", "premiere"),
               ReleaseRow("1950-04-01", "theatrical", "France")]),
    "a deprecated date": (
        [statement(day("+1940-01-01"), "deprecated"), statement(day("+1950-03-02"))], 1950,
        [ReleaseRow("1950-03-02", "premiere")]),
    "disputed years": (
        [statement(day("+1951-01-01", 9)), statement(day("+1950-01-01", 9))], 1950, []),
    "an unknown date": ([statement("somevalue"), statement(day("+1950-03-02"))], 1950,
                        [ReleaseRow("1950-03-02", "premiere")]),
    "a date before Christ": ([statement(day("-0044-03-15"))], 0, []),
    "an impossible day": ([statement(day("+1950-02-31"))], 0, []),
}  # fmt: skip


@pytest.mark.parametrize("name", DATES)
def test_dates_of_publication_give_the_year_and_a_release_in_each_place(name: str) -> None:
    statements, year, releases = DATES[name]
    film = read_film(film_entity(P577=statements))

    assert film.year == year
    assert film.sections.releases == releases


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ([], "its item has no date"),
        ([statement(day("+1930-01-01", 8))], "only a decade is known, the 1930s"),
        ([statement(day("+1901-01-01", 7))], "its date is not precise enough"),
        ([statement("somevalue")], "its item has no date"),
        ([statement(day("+1950-01-01"), "deprecated")], "its item has no date"),
    ],
    ids=["none", "decade", "century", "somevalue", "deprecated"],
)
def test_a_film_without_a_year_is_reported_with_the_reason(
    heart: Heart, tmp_path: Path, dates: list[Json], reason: str
) -> None:
    summary = import_entities(heart, tmp_path, film_entity(1, P577=dates), film_entity(2))

    assert (summary["films"], summary["bad"]) == (1, 1)
    assert f"'Zedx' has no year: {reason}" in str(summary)


@pytest.mark.parametrize(
    ("lengths", "minutes"),
    [
        ([statement(amount(102, 7727))], 102),
        ([statement(amount(1.5, 25235))], 90),
        ([statement(amount(5400, 11574))], 90),
        ([statement(amount(120, 7727), P518=item(21)), statement(amount(102, 7727))], 102),
        ([statement(amount(120, 7727), P437=item(5294)), statement(amount(102, 7727))], 102),
        ([statement(amount(120, 7727), P518=item(21))], 120),
        ([statement(amount(9, 7727), "deprecated"), statement(amount(102, 7727))], 102),
        ([statement(amount(102, 577))], None),
    ],
    ids=["minutes", "hours", "seconds", "cut", "format", "only a cut", "deprecated", "years"],
)
def test_the_running_time_is_that_of_the_whole_film(
    lengths: list[Json], minutes: int | None
) -> None:
    assert read_film(film_entity(P2047=lengths)).minutes == minutes


DOLLAR, EURO, IRISH_POUND = 4917, 4916, 91


@pytest.mark.parametrize(
    ("takings", "figure"),
    [
        ([statement(amount(5e6, EURO)), statement(amount(4e6, DOLLAR))],
         FigureRow("Box office", 4_000_000, "box office", "USD")),
        ([statement(amount(5e6, EURO))], FigureRow("Box office", 5_000_000, "box office", "EUR")),
        ([statement(amount(5e6, IRISH_POUND))],
         FigureRow("Box office", 5_000_000, "box office", "Irish pound")),
        ([statement(amount(9e6, DOLLAR), P3005=item(31)),
          statement(amount(7e6, DOLLAR), P3005=item(13780930))],
         FigureRow("Box office", 7_000_000, "box office", "USD")),
        ([statement(amount(3e6, DOLLAR), P291=item(32))],
         FigureRow("Box office, France", 3_000_000, "box office", "USD")),
        ([statement(amount(3e6, DOLLAR)), statement(amount(4e6, DOLLAR))],
         FigureRow("Box office", 4_000_000, "box office", "USD")),
    ],
    ids=["dollars first", "euros", "by name", "worldwide", "one country", "highest"],
)  # fmt: skip
def test_the_box_office_is_worldwide_and_in_dollars_if_possible(
    takings: list[Json], figure: FigureRow
) -> None:
    film = read_film(film_entity(P2142=takings, P2130=statement(amount(1e6, EURO))))

    assert film.sections.figures == [FigureRow("Budget", 1_000_000, "cost", "EUR"), figure]


def test_awards_have_a_date_and_people_and_a_nomination_that_won_is_listed_once() -> None:
    film = read_film(
        film_entity(
            P166=[
                statement(item(41), P585=day("+1951-03-29"), P1346=[item(11), item(12)]),
                statement(item(42), P585=day("+1950-01-01", 9)),
            ],
            P1411=[
                statement(item(41), P2453=[item(11), item(12)]),
                statement(item(41), P2453=item(13)),
            ],
        )
    )

    assert film.sections.awards == [
        AwardRow("Academy Award", "Best Picture", "won", None, "1951-03-29",
                 ("Ann Bell", "Bo Carr")),
        AwardRow("Palme d'Or", "", "won", None, "1950", None),
        AwardRow("Academy Award", "Best Picture", "nominated", None, None, ("Cy Dunn",)),
    ]  # fmt: skip


def test_awards_are_shown_with_their_people(heart: Heart, tmp_path: Path) -> None:
    won = statement(item(41), P585=day("+1951-03-29"), P1346=item(11))
    import_entities(heart, tmp_path, film_entity(900001, P166=[won, statement(item(42))]))
    awards = heart("reception", "Q900001", "--json").json["awards"]
    shown = heart("reception", "Q900001", "--plain").out

    assert [(a["award"], a.get("category"), a.get("people"), a.get("date")) for a in awards] == [
        ("Academy Award", "Best Picture", ["Ann Bell"], "1951-03-29"),
        ("Palme d'Or", None, [], None),
    ]  # fmt: skip
    assert "Ann Bell" in shown


SCORES = {
    "8.1/10": ("Rotten Tomatoes critics", 8.1, 10),
    "91%": ("Tomatometer", 91, 100),
    "91 %": ("Tomatometer", 91, 100),
    "8,1/10": ("Rotten Tomatoes critics", 8.1, 10),
}


@pytest.mark.parametrize("score", SCORES)
def test_review_scores_go_by_the_names_of_the_bundled_catalogue(score: str) -> None:
    rated = statement(text(score), P447=item(105584), P7887=amount(62, 199))

    assert read_film(film_entity(P444=rated)).sections.ratings == [
        RatingRow(*SCORES[score], votes=62)
    ]


def test_a_score_by_the_audience_is_not_the_critics() -> None:
    method = {"id": "Q17", "labels": labels(en="audience score")}
    rated = statement(text("91%"), P447=item(105584), P459=item(17))

    assert read_film(film_entity(P444=rated), method).sections.ratings == [
        RatingRow("Rotten Tomatoes audience", 91, 100)
    ]


@pytest.mark.parametrize(
    ("claims", "is_film"),
    [
        ({"P4947": statement(text("5"))}, True),
        ({"P345": statement(text("tt0900001")), "P57": statement(item(11))}, True),
        ({"P345": statement(text("tt0900001"))}, False),
        ({"P57": statement(item(11))}, False),
    ],
    ids=["a TMDb id", "an IMDb id and a director", "an IMDb id", "a director"],
)
def test_the_ids_of_an_item_can_show_that_it_is_a_film(claims: Json, is_film: bool) -> None:
    entity = film_entity(P31=statement(item(17)), **claims)
    with closing(sqlite.open_read_write(":memory:")) as database:
        assert FilmEntity(JsonObject(entity), Names(database)).is_film == is_film


def test_the_latest_score_of_each_reviewer_counts() -> None:
    scores = [
        statement(text("85/100"), P447=item(61), P585=day("+2024-01-01")),
        statement(text("84/100"), P447=item(61), P585=day("+2020-01-01")),
        statement(text("3.5/5 stars"), P447=item(62)),
        statement(text("A+"), P447=item(62)),
        statement(text("7/10")),
    ]
    film = read_film(film_entity(900001, P444=scores))

    assert {r.by: (r.score, r.out_of) for r in film.sections.ratings} == {
        "Metacritic": (85, 100), "IMDb": (3.5, 5)
    }  # fmt: skip


def test_certificates_belong_to_the_countries_of_their_boards() -> None:
    film = read_film(film_entity(P1981=statement(item(51)), P1657=statement(item(52))))

    assert {(c.place, c.certificate) for c in film.sections.certificates} == {
        ("Germany", "12"), ("United States", "PG-13")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "genres"),
    [
        ("drama film", ("Drama",)), ("film noir", ("Film noir",)), ("Western film", ("Western",)),
        ("science fiction film", ("Sci-Fi",)), ("sci-fi action film", ("Sci-Fi", "Action")),
        ("romantic comedy", ("Romance", "Comedy")), ("comedy-drama", ("Comedy", "Drama")),
        ("black comedy", ("Comedy", "Black comedy")), ("superhero film", ("Superhero",)),
        ("biographical film", ("Biography",)), ("sports film", ("Sport",)),
        ("LGBT-related film", ("LGBT-related",)), ("film", ("Film",)),
    ],
)  # fmt: skip
def test_genres_have_the_names_of_the_bundled_catalogue(
    label: str, genres: tuple[str, ...]
) -> None:
    assert genre_names([label]) == genres


def test_genres_of_wikidata_fit_the_filter(heart: Heart, tmp_path: Path) -> None:
    animated = [statement(item(11424)), statement(item(202866))]
    import_entities(heart, tmp_path, film_entity(900001, P136=statement(item(81)), P31=animated))

    for genre in ("drama", "animation"):
        found = heart("films", "zedx", "--genre", genre, "--json").json["films"]
        assert [film["id"] for film in found] == ["Q900001"]


CLASSES: dict[str, tuple[int, Json]] = {
    "animated short film": (1, {"short": 1}), "anime film": (2, {}), "B movie": (2, {}),
    "Turkish television series": (1, {"tvSeries": 1}), "stage play": (1, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_the_kind_of_a_title_follows_from_the_name_of_its_class(
    heart: Heart, tmp_path: Path, name: str
) -> None:
    class_ = {"id": "Q17", "labels": labels(en=name)}
    title = film_entity(2, P57=statement(item(11)), P31=statement(item(17)))
    summary = import_entities(heart, tmp_path, class_, title, film_entity(1))

    assert (summary["films"], summary["left_out"]) == CLASSES[name]


def test_people_without_a_name_are_left_out_and_counted(heart: Heart, tmp_path: Path) -> None:
    cast = [statement(item(n)) for n in (11, 77, 78, 78)] + [statement("somevalue")]
    film = film_entity(900001, P161=cast, P57=statement(item(77)), P136=statement(item(79)))
    summary = import_entities(heart, tmp_path, film, {"id": "Q78", "labels": {}})

    assert "Skipped 2 people and 1 other item without a name in the files" in str(summary)
    assert [c["performer"] for c in heart("cast", "Q900001", "--json").json["cast"]] == ["Ann Bell"]


def test_missing_names_are_those_that_a_document_refers_to() -> None:
    film = film_entity(P161=statement(item(77), P453=item(78)), P57=statement(item(11)))
    with_places = film_entity(2, P577=statement(day("+1950-03-02"), P291=item(79)))

    documents = document(film, with_places), document()
    assert [wikidata.missing_names(JsonObject(d)) for d in documents] == [[77, 78, 79], []]


def test_a_redirected_item_is_returned_under_both_ids() -> None:
    person = {"id": "Q16", "labels": labels(en="Ed Fry"), "redirects": {"from": "Q15", "to": "Q16"}}
    film = film_entity(P161=[statement(item(15)), statement(item(16), P453=item(21))])

    assert {c.name for c in read_film(film, person).credits} == {"Ed Fry"}


CASABLANCA = (
    "film,filmLabel,date,directorLabel,imdb\n"
    "http://www.wikidata.org/entity/Q132689,Casablanca,1942-11-26T00:00:00Z,Michael Curtiz,"
    "tt0034583\n"
)
THIRD_MAN = (
    "http://www.wikidata.org/entity/Q271830,The Third Man,1949-09-02T00:00:00Z,Carol Reed,"
    "tt0041959\n"
)
RAW = (
    "?film\t?filmLabel\t?date\t?castLabel\n"
    '<http://www.wikidata.org/entity/Q900001>\t"Zedx"@en\t"1950-03-02T00:00:00Z"^^<http://x#d>\t'
    '"Ann Bell"@en\n'
    '<http://www.wikidata.org/entity/Q900001>\t"Zedx"@en\t"1950-03-02T00:00:00Z"^^<http://x#d>\t'
    '"Bo \\"Bud\\" Carr"@en\n'
)
ADDRESS = "http://www.wikidata.org/entity/Q"
FLAT = [
    {"film": f"{ADDRESS}900001", "filmLabel": "Zedx", "year": "1950", "castLabel": "Ann Bell"},
    {"film": f"{ADDRESS}900001", "filmLabel": "Zedx", "year": "1950", "castLabel": "Bo Carr"},
    {"film": f"{ADDRESS}900002", "filmLabel": "Zedy", "year": "1951", "castLabel": "Bo Carr"},
]


def import_text(heart: Heart, folder: Path, name: str, contents: str) -> Any:
    path = folder / name
    path.write_text(contents, encoding="utf-8")
    return heart("import", "wikidata", str(path), "--json").json


@pytest.mark.parametrize(
    "contents",
    [
        CASABLANCA + THIRD_MAN,
        (CASABLANCA + THIRD_MAN).replace(",", "\t"),
        (CASABLANCA + THIRD_MAN).replace("film", "item"),
        (CASABLANCA + THIRD_MAN).replace("film", "work"),
        (CASABLANCA + THIRD_MAN).replace("\n", "\r\n"),
        (CASABLANCA + THIRD_MAN).replace("http://www.wikidata.org/entity/", ""),
    ],
    ids=["CSV", "TSV", "item", "another variable", "Windows", "ids"],
)
def test_tables_from_the_query_page_are_read(heart: Heart, tmp_path: Path, contents: str) -> None:
    summary = import_text(heart, tmp_path, "query.csv", contents)
    film = heart("film", "Q271830", "--json").json["film"]

    assert (summary["films"], summary["bad"], summary["told"]) == (2, 0, [])
    assert (film["title"], film["year"]) == ("The Third Man", 1949)
    assert "http" not in heart("film", "Q132689").out.replace("https://www.wikidata.org/wiki", "")


def test_terms_of_sparql_are_read_in_a_raw_table(heart: Heart, tmp_path: Path) -> None:
    summary = import_text(heart, tmp_path, "raw.tsv", RAW)
    cast = heart("cast", "Q900001", "--json").json["cast"]

    assert summary["films"] == 1
    assert {c["performer"] for c in cast} == {"Ann Bell", 'Bo "Bud" Carr'}
    assert heart("film", "Q900001", "--json").json["film"]["title"] == "Zedx"


def test_rows_of_flat_json_about_one_film_become_one_film(heart: Heart, tmp_path: Path) -> None:
    summary = import_text(heart, tmp_path, "query.json", json.dumps(FLAT))
    cast = heart("cast", "Q900001", "--json").json["cast"]

    assert (summary["films"], summary["rows"]) == (2, 3)
    assert {c["performer"] for c in cast} == {"Ann Bell", "Bo Carr"}


def sparql_film(**row: str) -> SourceFilm:
    with closing(sqlite.open_read_write(":memory:")) as database:
        results = QueryResults(database)
        assert not results.add({"film": f"{ADDRESS}900001"} | row)
        [film] = results.films()
    return film


def test_columns_of_query_results_have_many_names() -> None:
    film = sparql_film(
        filmLabel="Zedx",
        filmAltLabel="Zed, Zedix",
        publication_date="1950-03-02T00:00:00Z",
        IMDb_ID="tt0900001",
        directors="Ann Bell; Bo Carr, Jr.",
        genreLabel="drama film",
        country="http://www.wikidata.org/entity/Q30",
        countryLabel="United States of America",
    )

    assert (film.title, film.year, film.imdb) == ("Zedx", 1950, 900001)
    assert film.titles == [("Zed", ""), ("Zedix", "")]
    assert [credit.name for credit in film.credits] == ["Ann Bell", "Bo Carr, Jr."]
    assert (film.genres, film.countries) == (("Drama",), ("United States",))


@pytest.mark.parametrize(
    ("date", "year", "releases"),
    [
        ("1950-03-02T00:00:00Z", 1950, [ReleaseRow("1950-03-02", "premiere")]),
        ("1950-01-01T00:00:00Z", 1950, []),
        ("1950", 1950, []),
        ("t12345", 0, []),
    ],
    ids=["a day", "a year", "only a year", "unknown"],
)
def test_a_date_in_query_results_is_a_release_if_it_has_a_month(
    date: str, year: int, releases: list[ReleaseRow]
) -> None:
    film = sparql_film(filmLabel="Zedx", date=date)

    assert (film.year, film.sections.releases) == (year, releases)


@pytest.mark.parametrize("value", [f"{ADDRESS}5", "Q5", "_:b12", "t1234567", "http://x/genid/7"])
def test_an_address_or_an_unknown_value_is_not_a_name(value: str) -> None:
    film = sparql_film(filmLabel=value, directorLabel=value, date="1950")

    assert (film.title, film.credits) == ("", [])


def test_columns_that_cannot_be_used_are_named(heart: Heart, tmp_path: Path) -> None:
    row = FLAT[0] | {"genre": f"{ADDRESS}5", "poster": "zedx.jpg", "directorLabel": "Q12"}
    summary = import_text(heart, tmp_path, "query.json", json.dumps([row]))

    assert summary["films"] == 1
    assert "ignored columns: poster" in str(summary["told"])
    assert "genre has ids instead of names. Add ?genreLabel to the query" in str(summary["told"])
    assert "Values not understood: 1 nameless item" in summary["told"]


OTHER_DOCUMENTS = {
    "a deleted item": ({"entities": {"Q5": {"id": "Q5", "missing": ""}}},
                       "Q5 has been deleted from Wikidata"),
    "an error": ({"error": {"code": "no-such-entity", "info": "Could not find Q0."}},
                 "error from Wikidata: Could not find Q0."),
    "search results": ({"query": {"search": [{"title": "Q5"}]}}, "not a Wikidata entity"),
    "a person": (document(film_entity(12, P31=statement(item(5)))), "Skipped 1 human"),
    "a book": (film_entity(12, P31=statement(item(47461344))), "Skipped 1 title of another kind"),
    "a series": (film_entity(12, P31=statement(item(5398426))), "Skipped 1 TV series"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_DOCUMENTS)
def test_a_document_without_a_film_is_refused_with_the_reason(
    heart: Heart, tmp_path: Path, name: str
) -> None:
    contents, reason = OTHER_DOCUMENTS[name]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(contents), encoding="utf-8")
    screen = heart("import", "wikidata", str(path))

    assert screen.code == 1
    assert reason in screen.err


@pytest.mark.parametrize(
    ("contents", "is_known"),
    [
        (document(), True), (film_entity(), True), (FLAT[0], True),
        ({"head": {}, "results": {"bindings": []}}, True),
        ({"id": 5, "title": "Zedx", "release_date": "1950"}, False),
        ({"id": "tt5", "labels": ["x"]}, False), ({"Title": "Zedx", "Year": "1950"}, False),
    ],
    ids=["entities", "entity", "row", "results", "TMDb", "other ids", "OMDb"],
)  # fmt: skip
def test_documents_of_wikidata_are_recognised(contents: Json, is_known: bool) -> None:
    assert wikidata.is_document(JsonObject(contents)) == is_known


@pytest.mark.parametrize(
    ("header", "is_known"),
    [
        ("film,filmLabel,date", True), ("item,itemLabel", True), ("?film\t?filmLabel", True),
        ("work,workLabel,directorLabel", True), ("film,year", False), ("title,label", False),
        ("movieId,title,genres", False),
    ],
)  # fmt: skip
def test_headers_of_query_results_are_recognised(header: str, is_known: bool) -> None:
    assert bool(score_header(header.replace("\t", ",").split(","))) == is_known


def test_hundreds_of_cast_members_in_megabytes_of_json_are_read(
    heart: Heart, tmp_path: Path
) -> None:
    people = [{"id": f"Q{n}", "labels": labels(en=f"Person {n}")} for n in range(1000, 1500)]
    cast = [statement(item(n), P4633=text("x" * 900)) for n in range(1000, 1500)]
    references = [{"snaks": {"P854": [snak(text("x" * 9_000))]}}]
    claims = [c | {"references": references} for c in cast]
    import_entities(heart, tmp_path, film_entity(900001, P161=claims), *people)

    assert (tmp_path / "entities.json").stat().st_size > 5_000_000
    assert len(heart("cast", "Q900001", "--json").json["cast"]) == 500


def test_takings_in_one_country_are_not_compared_with_those_of_other_films(
    heart: Heart, home: Path, tmp_path: Path
) -> None:
    in_france = statement(amount(3e6, DOLLAR), P291=item(32))
    films = [film_entity(1, P2142=in_france), film_entity(2, P2142=statement(amount(5e6, DOLLAR)))]
    import_entities(heart, tmp_path, *films)

    with closing(Store(home / FILE_NAME)) as store:
        ids = [entry_id for (entry_id,) in store.rows("SELECT id FROM entry ORDER BY wikidata")]
        entries = sorted(store.load_entries(ids), key=lambda entry: entry.id)
        assert [read_facts([(store, entry)]).takings for entry in entries] == [(), (5_000_000,)]
