"""A fetch that is killed leaves the catalogue whole, and the next one goes on where it ended."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from heartcli.catalogue.store import FILE_NAME, Store
from tests.conftest import ROOT, TIMEOUT_SECONDS, Heart, environment_without_coverage
from tests.loopback import Wikimedia, add_casablanca, claim, film, item_value, person

FILMS = 12
# The program without pauses, which fills the catalogue after every other film.
PROGRAM = """
import time
from heartcli.catalogue.fetching import client, run
from heartcli.cli import app
client._PAUSE, run._UPDATE_AFTER = 0, 2
app(prog_name="heart")
"""


@pytest.fixture
def titles(wikimedia: Wikimedia, heart: Heart, tmp_path: Path) -> list[str]:
    """The titles of an import, which the services know; one film has been fetched before."""
    names = [f"Reel no. {n} zed" for n in range(FILMS)]
    for n, name in enumerate(names):
        director = claim("P57", item_value(700 + n))
        wikimedia.add(film(5000 + n, name, "2018-01-01", director), person(700 + n, f"Ida {n}"))
    add_casablanca(wikimedia)
    assert heart("fetch", "casablanca", **wikimedia.environment).code == 0
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["title,year", *(f"{name},2018" for name in names)]), "utf-8")
    assert heart("import", "csv", str(path), "--as", "mine").code == 0
    return names


def start(home: Path, wikimedia: Wikimedia) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "fetch", "--source", "mine", "--json"],
        env=environment_without_coverage(home) | wikimedia.environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def check(home: Path) -> int:
    """Checks that everything on the disk is whole; returns how many documents there are."""
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(Store(home / FILE_NAME)) as store:
        counts = {source.name: source.film_count for source in store.sources.values()}
        assert counts["mine"] == FILMS
        assert 132689 in store.film_numbers_of_source("fetched")
        assert 132689 in store.film_numbers_of_source("wikipedia")
    documents = [json.loads(path.read_text("utf-8")) for path in (home / "fetched").glob("Q*.json")]
    assert counts["fetched"] <= len(documents)
    return len(documents)


def kill_again_and_again(
    heart: Heart, home: Path, wikimedia: Wikimedia, titles: list[str], kills: int
) -> None:
    rng, before = Random(4711), 1  # noqa: S311
    for number in range(kills):
        process = start(home, wikimedia)
        with process:
            time.sleep(0.2 + rng.random() * 0.5)
            process.send_signal(signal.SIGKILL)
        kept = check(home)
        assert kept >= before
        before = kept
        if kept == FILMS + 1 and number + 1 < kills:
            heart("catalogue", "--remove", "fetched", "--yes")
            heart("fetch", "casablanca", **wikimedia.environment)
            before = 1
    out, err = start(home, wikimedia).communicate(timeout=TIMEOUT_SECONDS)
    assert json.loads(out)["missing"] == [], err
    assert check(home) == FILMS + 1
    for number, title in enumerate(titles):
        document = heart("crew", title, "--json").json
        assert document["film"]["id"] == f"Q{5000 + number}"
        assert [member["name"] for member in document["crew"]] == [f"Ida {number}"]


def test_three_kills_leave_everything_whole(
    heart: Heart, home: Path, wikimedia: Wikimedia, titles: list[str]
) -> None:
    kill_again_and_again(heart, home, wikimedia, titles, kills=3)


@pytest.mark.long
def test_thirty_kills_leave_everything_whole(
    heart: Heart, home: Path, wikimedia: Wikimedia, titles: list[str]
) -> None:
    kill_again_and_again(heart, home, wikimedia, titles, kills=30)


def test_ctrl_c_adds_what_has_arrived(
    heart: Heart, home: Path, wikimedia: Wikimedia, titles: list[str]
) -> None:
    process = start(home, wikimedia)
    while len([*(home / "fetched").glob("Q*.json")]) < 4:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=TIMEOUT_SECONDS)

    assert (process.returncode, out) == (130, ""), err
    with closing(Store(home / FILE_NAME)) as store:
        assert len(store.film_numbers_of_source("fetched")) == check(home)
    assert heart("fetch", titles[-1], "2018", **wikimedia.environment).code == 0
