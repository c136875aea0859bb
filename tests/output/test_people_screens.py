"""The screens of `heart who`: films by year, chains, and characters."""

from collections.abc import Callable
from pathlib import Path

import pytest

from heartcli.output.rich.people import _lower
from tests.conftest import Heart, Screen


@pytest.mark.parametrize("columns", ["40", "60", "80", "120"])
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("who", ["who", "teri garr"]),
        ("who to", ["who", "toshiro mifune", "--to", "rebecca de mornay"]),
    ],
)
def test_reviewed_screens(
    heart: Heart,
    assert_same_screen: Callable[[str, Screen], None],
    name: str,
    args: list[str],
    columns: str,
) -> None:
    assert_same_screen(f"{name} {columns}", heart(*args, COLUMNS=columns))


def test_a_year_is_shown_once_and_no_id_is_shown(heart: Heart) -> None:
    screen = heart("who", "teri garr")
    years = [line[2:6] for line in screen.lines if line[2:6].isdecimal()]

    assert sorted(set(years)) == years
    assert "Q221249" not in screen.out
    assert "Q221249" in heart("who", "teri garr", "--plain").out


def test_acting_goes_unsaid_and_other_jobs_follow_the_title(heart: Heart) -> None:
    screen = " ".join(heart("who", "clint eastwood", COLUMNS="120").out.split())

    assert "The Beguiled Don Siegel" in screen
    assert "Bird, director Clint Eastwood" in screen
    assert "Unforgiven, also director Clint Eastwood" in screen
    assert "Credits are for acting unless noted." in screen


def test_a_list_without_acting_credits_does_not_mention_them(heart: Heart) -> None:
    assert "acting" not in heart("who", "gray frederickson").out


def test_jobs_and_characters_of_several_people_name_them(heart: Heart) -> None:
    screen = " ".join(heart("who", "tom waits", "--with", "teri garr", COLUMNS="120").out.split())

    assert "as Frannie (Teri Garr)" in screen
    assert "(Tom Waits)" in screen


@pytest.mark.parametrize(
    ("job", "shown"),
    [
        ("Director", "director"),
        ("Director of Photography", "director of photography"),
        ("Assistant to Mr. Coppola", "assistant to Mr. Coppola"),
        ("ADR Editor", "ADR Editor"),
        ("an understudy", "an understudy"),
        ("Écriture", "écriture"),
    ],
)
def test_jobs_are_in_lower_case_but_names_are_not(job: str, shown: str) -> None:
    assert _lower(job) == shown


def test_an_unknown_value_is_a_dash(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title,year,cast\nZedx,1954,Anna Zedx\n", encoding="utf-8")
    heart("import", "csv", str(tmp_path / "a.csv"))

    assert heart("who", "anna zedx").lines[3].split() == ["1954", "Zedx", "–", "–"]


def test_json_has_what_the_table_shows(heart: Heart) -> None:
    films = heart("who", "teri garr", "--json").json["films"]
    tootsie = next(film for film in films if film["title"] == "Tootsie")

    assert tootsie["minutes"] == 112
    assert tootsie["directors"] == ["Sydney Pollack"]
    assert {"by": "Tomatometer", "score": 91, "out_of": 100} in tootsie["ratings"]
