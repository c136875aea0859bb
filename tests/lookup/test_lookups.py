"""The look-ups as tables, JSON and plain text."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from heartcli import filmfile
from heartcli.lookup.sections import LOOKUPS
from heartcli.model.film import Film
from heartcli.model.sections import FACT_SECTIONS, SECTIONS
from tests.conftest import COMMANDS, TESTS, Heart, Screen

SameScreen = Callable[[str, Screen], None]

EVERYTHING = str(TESTS / "films" / "valid" / "everything.toml")
SMALLEST = str(TESTS / "films" / "valid" / "smallest.toml")


@pytest.mark.parametrize(
    "command",
    [
        *COMMANDS,
        "fact --seed 4",
        "search kinsky tightrope",
        "plot --spoilers",
        "compare --with Q1009788",
        "compare jaws --with alien --with Q1009788",
    ],
)
def test_each_look_up_matches_its_reviewed_screen(
    heart: Heart, assert_same_screen: SameScreen, command: str
) -> None:
    assert_same_screen(command, heart(*command.split()))


@pytest.mark.parametrize("columns", ["40", "60", "120", "200"])
@pytest.mark.parametrize("command", ["cast", "reception", "releases"])
def test_other_widths_match_their_reviewed_screens(
    heart: Heart, assert_same_screen: SameScreen, command: str, columns: str
) -> None:
    screen = heart(command, COLUMNS=columns)

    assert max(map(len, screen.lines)) <= int(columns)
    assert_same_screen(f"{command} {columns}", screen)


@pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_name_is_cut_at_any_width(heart: Heart, film: Film, command: str, columns: str) -> None:
    screen = heart(command, COLUMNS=columns)
    shown = "".join(screen.out.split())

    assert screen.code == 0
    assert "…" not in screen.out
    if command == "cast":
        assert (
            all("".join(member.performer.split()) in shown for member in film.cast)
            or columns == "20"
        )


def test_heart_alone_shows_the_film(heart: Heart) -> None:
    assert heart().out == heart("film").out
    assert heart("--json").json == heart("film", "--json").json


@pytest.mark.parametrize("command", LOOKUPS)
def test_json_has_the_film_its_sections_and_the_cited_sources(
    heart: Heart, film: Film, command: str
) -> None:
    data = heart(command, "--json", "--spoilers").json

    assert list(data) == ["film", *LOOKUPS[command], "sources"]
    assert {k: data["film"][k] for k in ("id", "title", "year")} == {
        "id": "one-from-the-heart-1982",
        "title": "One from the Heart",
        "year": 1982,
    }
    cited = set(json.dumps([data["film"].get(k) for k in ("cited", "disputes")]).split('"'))
    for section in LOOKUPS[command]:
        for record in data[section]:
            assert record["id"].startswith(f"{section}/")
            assert isinstance(record["disputes"], list)
            cited |= set(record["sources"]) | {s for d in record["disputes"] for s in d["sources"]}
    assert set(data["sources"]) <= cited
    assert all(name in data["sources"] for name in cited & set(film.sources))


def test_json_keys_are_those_of_the_film_file(heart: Heart) -> None:
    data = heart("releases", "--json").json

    [theatrical] = [
        r for r in data["releases"] if r["id"] == "releases/theatrical-cut-theatrical-united-states"
    ]
    assert theatrical == {
        "id": "releases/theatrical-cut-theatrical-united-states",
        "sources": ["afi", "wikipedia"],
        "disputes": [
            {
                "field": "date",
                "value": "1982-02-12",
                "sources": ["wikipedia-older", "wikipedia-ja", "movietalk"],
            },
            {
                "says": "Released on 17 August 1981, the date of a preview.",
                "sources": ["wikipedia-older"],
            },
        ],
        "kind": "theatrical",
        "place": "United States",
        "date": "1982-02-11",
        "edition": "Theatrical cut",
        "by": "Columbia Pictures",
    }
    assert data["sources"]["afi"] == {
        "title": "One from the Heart",
        "publisher": "AFI Catalog",
        "kind": "reference",
        "url": "https://catalog.afi.com/Catalog/moviedetails/68242",
    }


def test_json_leaves_out_absent_values_but_not_empty_lists(heart: Heart) -> None:
    member = heart("cast", "--json").json["cast"][0]

    assert member["also"] == []
    assert "doubtful" not in member
    assert "spoiler" not in member


def test_every_section_is_in_json_under_its_name_in_the_file(heart: Heart) -> None:
    shown = {
        name
        for command in LOOKUPS
        for name in heart(command, EVERYTHING, "--json", "--spoilers").json
    }

    assert set(SECTIONS) - {"questions"} <= shown


def test_json_in_a_pipe_is_one_line_of_utf8(heart: Heart) -> None:
    out = heart("releases", "--json").out

    assert out.count("\n") == 1
    assert "Coup de cœur" in out


@pytest.mark.parametrize("command", [*COMMANDS, "fact --seed 4"])
def test_plain_has_one_record_per_line_with_fixed_columns(heart: Heart, command: str) -> None:
    rows = [line.split("\t") for line in heart(*command.split(), "--plain").lines]

    assert rows
    for row in rows:
        section = row[0].split("/")[0]
        if command == "sources":
            assert len(row) == 10
        elif command.startswith("fact"):
            assert len(row) == 8
        elif command == "timeline" or section == "film":
            assert len(row) == (4 if section == "film" else 5)
        else:
            assert len(row) == len(SECTIONS[section].columns) + 3


def test_plain_shows_what_is_doubtful_and_disputed(heart: Heart) -> None:
    out = heart("releases", "--plain").out

    assert "disputed: minutes: 101 (afi,allmovie)" in out
    assert "\tdoubtful\tcinephilia" in out


def test_cast_is_in_billing_order_with_unbilled_members_last(heart: Heart) -> None:
    billing = [member.get("billing") for member in heart("cast", "--json").json["cast"]]

    assert billing[:8] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert set(billing[8:]) == {None}


def test_timeline_is_in_order(heart: Heart) -> None:
    data = heart("timeline", "--json").json["timeline"]

    dates = [entry["date"].replace("~", "") for entry in data]
    assert dates == sorted(dates)
    assert list(data[0]) == ["date", "section", "id", "text", "sources", "disputes"]


def test_spoilers_are_shown_only_with_spoilers(heart: Heart, film: Film) -> None:
    count = sum(beat.spoiler for beat in film.plot)
    hidden, shown = heart("plot", "--json").json, heart("plot", "--json", "--spoilers").json

    assert hidden["hidden"] == count
    assert "hidden" not in shown
    assert len(shown["plot"]) == len(hidden["plot"]) + count
    assert f"{count} spoilers hidden: --spoilers" in heart("plot").out
    assert "made a mistake" not in heart("plot").out + heart("plot", "--plain").out
    assert "(spoiler)" in heart("plot", "--spoilers").out


@pytest.mark.parametrize("seed", range(40))
def test_a_fact_is_neither_doubtful_nor_a_spoiler(heart: Heart, film: Film, seed: int) -> None:
    data = heart("fact", "--seed", str(seed), "--json").json

    [record] = [r for _, r in film.records() if r.id == data["fact"]["id"]]
    assert not record.doubtful
    assert not record.spoiler
    assert data["sources"]


def test_a_seed_repeats_a_fact_and_other_seeds_give_others(heart: Heart) -> None:
    facts = [heart("fact", "--seed", str(seed)).out for seed in (1, 1, 2, 3, 5)]

    assert facts[0] == facts[1]
    assert len(set(facts)) >= 4


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "film"])
def test_a_screen_without_anything_says_so_and_is_a_failure(heart: Heart, command: str) -> None:
    nothing = {
        "timeline": "Nothing with a date in",
        "sources": "No sources for",
    }.get(command, f"Nothing about the {command} of")

    screen = heart(command, SMALLEST)
    as_json, as_plain = heart(command, SMALLEST, "--json"), heart(command, SMALLEST, "--plain")

    message = f"{nothing} Film (1982). heart film {SMALLEST} shows what there is\n"
    assert (screen.code, screen.out, screen.err) == (1, "", message)
    assert (as_plain.code, as_plain.out, as_plain.err) == (1, "", message)
    assert (as_json.code, as_json.err) == (1, message)
    assert as_json.json["film"]["title"] == "Film"
    assert not any(as_json.json[name] for name in as_json.json if name != "film")


def test_an_empty_screen_suggests_a_command_with_the_film_as_typed(heart: Heart) -> None:
    assert heart("music", "toy story").err.endswith(
        "Nothing about the music of Toy Story (1995). heart film 'toy story' shows what there is\n"
    )
    assert heart("music", HEART_FILM=SMALLEST).err.endswith(". heart film shows what there is\n")


def test_fact_fails_for_a_film_without_facts(heart: Heart) -> None:
    screen = heart("fact", SMALLEST)

    assert (screen.code, screen.out) == (1, "")
    assert "nothing worth telling about" in screen.err


def test_sources_count_the_facts_that_rest_on_each_including_the_head(
    heart: Heart, tmp_path: Path
) -> None:
    path = tmp_path / "film.toml"
    path.write_text(
        """\
format = 1
title = "F"
year = 1999
cited = { title = ["a"], year = ["a", "b"] }
disputes = [{ field = "year", value = 1998, sources = ["a"] }]
[sources.b]
title = "B"
[sources.a]
title = "A"
kind = "book"
[[cast]]
performer = "Ann"
sources = ["a"]
""",
        encoding="utf-8",
    )

    data = heart("sources", str(path), "--json").json["sources"]
    counts = {name: (source["records"], source["facts"]) for name, source in data.items()}
    assert list(counts.items()) == [("a", (1, 3)), ("b", (0, 1))]
    assert data["a"]["kind"] == "book"
    assert heart("sources", str(path), "--plain").lines == [
        "a\t1\t\t\tA\t\t\tbook\t3\t",
        "b\t0\t\t\tB\t\t\t\t1\t",
    ]


def test_sources_of_a_catalogue_film_are_reference_works(heart: Heart) -> None:
    [source] = heart("sources", "dune", "--json").json["sources"].values()

    assert source["kind"] == "reference"
    assert source["facts"] > source["records"] > 0


def test_sources_show_how_many_records_cite_each(heart: Heart, film: Film) -> None:
    data = heart("sources", "--json").json["sources"]

    assert next(iter(data)) == "wikipedia"
    assert set(data) == set(film.sources)
    assert data["afi"]["records"] == sum(
        "afi" in record.sources or any("afi" in d.sources for d in record.disputes)
        for _, record in film.records()
    )


def test_json_with_plain_is_a_usage_error(heart: Heart) -> None:
    screen = heart("cast", "--json", "--plain")

    assert screen.code == 2
    assert "use --json or --plain, not both" in screen.err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_film_and_an_empty_one_are_shown(heart: Heart, command: str) -> None:
    for film in (EVERYTHING, SMALLEST):
        assert heart(command, film).code == int(film == SMALLEST and command != "film")


def test_film_shows_unbilled_stars_and_crew_by_job(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    jobs = ["Director", "Composer", "Cinematographer", "Storyboard artist", "Music editor"]
    path.write_text(
        'format = 1\ntitle = "F"\nyear = 1999\n'
        + "".join(f'[[crew]]\nname = "N {job}"\njob = "{job}"\n' for job in jobs)
        + "".join(f'[[cast]]\nperformer = "P{i}"\n' for i in range(9)),
        encoding="utf-8",
    )

    data = heart("film", str(path), "--json").json
    assert [member["job"] for member in data["crew"]] == jobs[:3]
    assert [member["performer"] for member in data["cast"]] == [f"P{i}" for i in range(6)]


def test_disputes_are_shown_for_every_kind_of_field(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text(
        """\
format = 1
title = "F"
year = 1999
disputes = [{ field = "title", value = "G" }, { says = "It is not a film." }]
[sources.a]
title = "A Book"
[[cast]]
performer = "Ann"
character = "Ann"
cameo = true
disputes = [{ field = "cameo", value = false, sources = ["a"] }]
[[editions]]
name = "Uncut"
minutes = 100
disputes = [{ field = "minutes", value = 99, sources = ["a"] }, { field = "minutes", value = 98 }]
""",
        encoding="utf-8",
    )

    film = heart("film", str(path)).out
    assert "F (1999)¹²" in film
    assert "¹ G: others  ² It is not a film: others  ³ 98 to 99 elsewhere" in film
    assert "Running time  100 min³" in film
    assert "film/dispute\tIt is not a film.\t\t\n" in heart("film", str(path), "--plain").out
    assert "but: no¹" in heart("cast", str(path)).out


def test_a_plot_that_is_all_spoilers_is_not_called_empty(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    beat = '[[plot]]\nid = "a"\ntext = "x"\nspoiler = true\n'
    path.write_text(f'format = 1\ntitle = "F"\nyear = 1999\n{beat}', encoding="utf-8")

    screen = heart("plot", str(path))
    assert (screen.code, screen.err) == (0, "")
    assert "1 spoiler hidden" in screen.out


def test_reviews_are_split_into_then_and_since(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    dates = ["1999", "2020", "2000"]
    reviews = "".join(
        f'[[reviews]]\ncritic = "C{date}"\nstance = "mixed"\ndate = {date}\n' for date in dates
    )
    path.write_text(f'format = 1\ntitle = "F"\nyear = 1999\n{reviews}', encoding="utf-8")

    then, since = heart("reception", str(path)).out.split("Reviews since")
    assert ("C1999" in then, "C2000" in then, "C2020" in then) == (True, True, False)
    assert "C2020" in since


def test_no_two_sources_have_the_same_footnote_name(film: Film) -> None:
    names = film.source_names()

    assert len(set(names.values())) == len(names)
    assert names["time-skow"] == "Time (John Skow), 25 Jan 1982"
    assert names["time-money"] == "Time, 23 Feb 1981"


def test_sources_that_share_a_name_get_their_author_or_title() -> None:
    sources = """
[sources]
skow = { title = "Gamble", author = "John Skow", publisher = "Time", date = 1982-01-25 }
corliss = { title = "Dream", author = "Richard Corliss", publisher = "Time", date = 1982-01-25 }
older = { title = "Money", author = "Richard Corliss", publisher = "Time", date = 1981 }
one = { title = "Picks", publisher = "People" }
two = { title = "Pans", publisher = "People" }
"""
    film = filmfile.parse(f'format = 1\ntitle = "F"\nyear = 1999\n{sources}').film

    assert film
    assert list(film.source_names().values()) == [
        "Time (John Skow), 25 Jan 1982",
        "Time (Richard Corliss), 25 Jan 1982",
        "Time, 1981",
        "People (Picks)",
        "People (Pans)",
    ]


def test_a_shared_label_is_shown_once_without_a_gap(heart: Heart) -> None:
    for columns in ("40", "60", "80"):
        crew = heart("crew", COLUMNS=columns).out
        assert crew.count("Editor") == 1
        assert crew.count("Special and visual") == 1
        names = crew[crew.index("Joe Lombardi") : crew.index("Greg Jein")]
        assert names.count("\n") == 1


def test_departments_have_aligned_columns(heart: Heart) -> None:
    lines = heart("crew").lines
    names = ("Armyan Bernstein", "Dean Tavoularis", "Kenny Ortega")

    starts = {line.index(name) for line in lines for name in names if name in line}
    assert len(starts) == 1


def test_crew_without_a_department_and_a_department_called_crew_are_both_shown(
    heart: Heart, tmp_path: Path
) -> None:
    path = tmp_path / "film.toml"
    path.write_text(
        'format = 1\ntitle = "F"\nyear = 1999\n'
        '[[crew]]\nname = "Ann"\njob = "Grip"\n'
        '[[crew]]\nname = "Bob"\njob = "Grip"\ndepartment = "Crew"\n',
        encoding="utf-8",
    )

    data = heart("crew", str(path)).out
    assert "Ann" in data
    assert "Bob" in data


def test_reviews_then_are_apart_from_reviews_since(heart: Heart) -> None:
    data = heart("reception").out
    then, since = data.split("Reviews on release")[1].split("Reviews since")

    assert "Vincent Canby" in then
    assert "Susan King" in since
    assert "Susan King" not in then


def test_everything_shows_each_section_of_a_film(heart: Heart) -> None:
    film = filmfile.load(Path(EVERYTHING))
    shown = " ".join(heart("film", EVERYTHING, "--all", "--spoilers").out.split()).casefold()

    for name in FACT_SECTIONS:
        for record in film.section(name):
            value = str(getattr(record, SECTIONS[name].columns[0]) or record.text)
            label = "Cost" if value == "Budget" else value
            assert label.casefold() in shown, record.id


def test_everything_is_one_document_with_all_sections(heart: Heart, film: Film) -> None:
    data = heart("film", "--all", "--json", "--spoilers").json

    assert list(data) == ["film", *FACT_SECTIONS, "sources"]
    assert data["film"]["premise"] == film.premise
    for name in FACT_SECTIONS:
        assert len(data[name]) == len(film.section(name))
    assert heart("film", "--all", "--json").json["hidden"] == sum(
        record.spoiler for _, record in film.records()
    )


def test_everything_in_plain_text_has_each_record_once(heart: Heart, film: Film) -> None:
    ids = [line.split("\t")[0] for line in heart("film", "--all", "--plain", "--spoilers").lines]

    records = [id_ for id_ in ids if not id_.startswith("film/")]
    assert records == [record.id for _, record in film.records()]


def test_a_film_fits_a_terminal_of_24_lines(heart: Heart) -> None:
    for film in ((), ("casablanca",), ("the", "godfather"), ("amelie",), ("dune",)):
        assert len(heart("film", *film).lines) <= 23, film


def test_the_main_source_is_named_once_and_not_numbered(heart: Heart) -> None:
    screen = heart("cast")

    assert "Source: Nostalgia Central, except" in screen.out
    assert screen.out.count("Nostalgia Central") == 1
    assert "  Raul Julia          Ray\n    A waiter who claims" in screen.out
    assert "cocktail bars.\n" in screen.out


def test_a_block_of_one_other_source_is_numbered_at_its_heading(heart: Heart) -> None:
    out = heart("cast").out

    [heading] = [line for line in out.splitlines() if line.startswith("Also in the cast")]
    number = heading.removeprefix("Also in the cast")
    assert f"{number} Christoph Hartung" in out
    assert f"Jeff Hamlin{number}" not in out


def test_cite_numbers_every_source_of_every_value(heart: Heart, film: Film) -> None:
    out = heart("cast", "--cite").out

    assert "Sources:" in out
    cited = {name for member in film.cast for name in member.sources}
    shown = " ".join(out.split())
    assert all(film.source_names()[name] in shown for name in cited)
    assert re.search("Moe run a wrecking yard.¹·²·³", shown)


def test_a_footnote_number_never_touches_a_digit(heart: Heart) -> None:
    for command in COMMANDS:
        assert not re.search("[0-9][¹²³⁴⁵⁶⁷⁸⁹]", heart(command, "--cite").out), command
