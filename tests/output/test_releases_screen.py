"""The screen of `heart releases`."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from heartcli.model.film import Film
from tests.conftest import Heart

Screen = Callable[..., list[str]]


@pytest.fixture
def releases(heart: Heart, tmp_path: Path) -> Screen:
    """Returns the lines of the releases of a film file that has these records."""
    path = tmp_path / "film.toml"

    def run(*records: str, columns: int = 80) -> list[str]:
        path.write_text('format = 1\ntitle = "F"\nyear = 1982\n' + "".join(records), "utf-8")
        return heart("releases", str(path), COLUMNS=str(columns)).lines[2:]

    return run


def record(section: str, **values: str | int) -> str:
    lines = (f"{name} = {value!r}\n" for name, value in values.items())
    return f"[[{section}]]\n{''.join(lines)}"


def released(kind: str, **values: str) -> str:
    return record("releases", kind=kind, **values)


def test_all_blocks_share_their_columns(heart: Heart, film: Film) -> None:
    lines = heart("releases").out.split("\n\nSource:")[0].splitlines()
    dates = [line[:17].rstrip("– ") for line in lines if re.match(" {3,16}[^ ]", line[:17])]
    kinds = "Preview|Cinemas|Premiere|Reissue|Festival|VHS|DVD|Blu-ray|4K disc|TV"
    rows = [line for line in lines if re.match(rf"  .{{15}} ({kinds})  +\S", line)]

    assert {len(date) for date in dates if date} == {15}
    assert len(rows) == len(film.releases) - 1  # one has a kind that is too long for its column
    assert {line[26:28] for line in rows} == {"  "}
    assert all(line[28] != " " for line in rows)
    for name in [*(e.name for e in film.editions), *(t.title for t in film.titles), "FSK 12"]:
        assert any(line[16:].startswith(f"  {name}") for line in lines)


def test_everything_is_sorted_by_date_with_undated_entries_last(releases: Screen) -> None:
    lines = releases(
        record("editions", name="Later cut", date="1990", minutes=90),
        record("editions", name="First cut", date="1982", minutes=100),
        released("home", medium="TV set"),
        released("home", medium="Blu-ray", date="2012-12"),
        released("broadcast", date="1990~", place="Oslo"),
        released("home", medium="VHS", date="1983"),
        released("theatrical", place="Rome"),
        released("theatrical", place="Bern", date="1982-02-11"),
        released("preview", place="Oslo", date="1982-02"),
    )

    assert [line.split()[-2:] for line in lines if line] == [
        ["Cuts"], ["100", "min"], ["90", "min"],
        ["On", "screen"], ["Preview", "Oslo"], ["Cinemas", "Bern"], ["Cinemas", "Rome"],
        ["At", "home"], ["VHS", "–"], ["TV", "Oslo"], ["Blu-ray", "–"], ["set", "–"],
    ]  # fmt: skip


def test_home_releases_of_the_film_are_in_order(heart: Heart, film: Film) -> None:
    block = heart("releases").out.split("At home\n")[1].split("\n\n")[0]

    years = [int(year) for year in re.findall(r"(?m)^ {3,13}(?:\S+ )*([0-9]{4}) ", block)]
    home = [r.date for r in film.releases if r.kind == "home" and r.date]
    assert years == sorted(date.first.year for date in home)


def test_the_edition_is_at_the_right_edge_or_opens_the_note(releases: Screen) -> None:
    place, other_place = (
        f"The Royal Palace of Cinema and Everything Else, Rome {x}" for x in ("A", "B")
    )
    lines = releases(
        released("festival", place="Venice", edition="Reprise", date="2023-08-30/2023-09-09",
                 text="In a park."),
        released("premiere", place=place, edition="Reprise", date="2024", text="Sold out."),
        released("premiere", place=other_place, edition="Reprise", date="2025"),
    )  # fmt: skip

    assert lines[1:] == [
        f"      30 Aug–  Festival  Venice{'Reprise':>49}",
        "  9 Sep 2023   In a park.",
        *(f"{'2024':>12}   Premiere  {place}", "               Reprise. Sold out."),
        *(f"{'2025':>12}   Premiere  {other_place}", "               Reprise"),
    ]


def test_an_unknown_place_is_a_dash_unless_there_is_a_note(releases: Screen) -> None:
    lines = releases(
        released("premiere"),
        released("broadcast", text="On a Sunday."),
        released("home", medium="VHS and laserdisc", text="Rare."),
        released("home", medium="VHS and laserdisc", place="Japan", by="Toho"),
    )

    assert lines == [
        "On screen",
        "  –  Premiere  –",
        "",
        "At home",
        "  –  TV        On a Sunday.",
        "  –  VHS and laserdisc",
        "     Rare.",
        "  –  VHS and laserdisc",
        "               Japan, Toho",
    ]


def test_a_running_time_without_a_date_stands_next_to_its_name(releases: Screen) -> None:
    lines = releases(
        record("editions", name="The film", minutes=102),
        record("certificates", place="Sweden", certificate="15", date="1983"),
        record("certificates", place="Sweden", certificate="11", edition="Short", date="1990"),
    )

    assert lines == [
        "Running time", "  The film  102 min", "",
        "Certificates", "  Sweden    15, 1983", "            11, Short, 1990",
    ]  # fmt: skip


def test_running_times_have_no_bars(heart: Heart) -> None:
    assert "━" not in heart("releases").out


@pytest.mark.parametrize(("columns", "is_beside"), [(109, False), (110, True), (120, True)])
def test_a_wide_page_has_titles_and_certificates_next_to_the_releases(
    heart: Heart, columns: int, is_beside: bool
) -> None:
    lines = heart("releases", COLUMNS=str(columns)).lines

    assert (re.match("Cuts +Titles abroad", lines[2]) is not None) == is_beside


def test_a_narrow_page_has_dates_and_places_above(releases: Screen) -> None:
    records = (
        released("theatrical", place="Rome", edition="Uncut", date="1982-02-01/1982-02-07"),
        record("titles", place="Spain", title="El filme", text="Word for word."),
    )

    assert releases(*records, columns=59) == [
        "On screen", "  1–7 Feb 1982", "    Cinemas, Rome", "    Uncut", "",
        "Titles abroad", "  Spain", "    El filme  Word for word.",
    ]  # fmt: skip
    assert releases(*records, columns=60)[4] == "  Spain         El filme  Word for word."


@pytest.mark.parametrize(("columns", "stop"), [(40, 0), (80, 18)])
def test_nothing_is_left_out(heart: Heart, film: Film, columns: int, stop: int) -> None:
    lines = heart("releases", COLUMNS=str(columns)).lines
    shown = "".join("".join(line[stop:].split()) for line in lines)

    for section in ("editions", "releases", "titles", "certificates"):
        for part in film.section(section):
            for field in ("name", "place", "edition", "medium", "by", "title", "certificate"):
                is_label = field == "place" and section in ("titles", "certificates") and stop
                value = "" if is_label else getattr(part, field, "")
                assert "".join(value.split()) in shown
            assert "".join(part.text.split()) in shown
