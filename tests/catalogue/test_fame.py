"""Which of several people a part of a name means, and who is better known."""

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest
import tomli

from heartcli.catalogue.search.people import find_people
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store
from heartcli.storage import paths
from tests.conftest import TESTS, Heart


@pytest.fixture(scope="module")
def catalogue() -> Iterator[Catalogue]:
    """The films that come with heart."""
    with closing(Catalogue([Store(paths.bundled_dir() / FILE_NAME)])) as opened:
        yield opened


def test_part_of_a_name_means_the_best_known_person(
    catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (TESTS / "truths" / "people-by-surname.toml").read_text(encoding="utf-8")
    truths: list[list[str]] = [*chain(*tomli.loads(text).values())]
    first = {part: find_people(catalogue, part)[0][0].name for part, *_ in truths}
    right = [part for part, *meant in truths if first[part] in meant]

    with capsys.disabled():
        print(f"\npeople by surname: {len(right)} of {len(truths)}")
    assert len(truths) >= 140
    assert len(right) >= 141


def test_a_director_can_be_the_best_known_person_with_a_name(catalogue: Catalogue) -> None:
    people, is_part = find_people(catalogue, "anderson")

    assert is_part
    assert {"Paul Thomas Anderson", "Wes Anderson"} <= {person.name for person in people[:3]}


def test_the_lead_of_a_cast_in_billing_order_is_better_known(heart: Heart, tmp_path: Path) -> None:
    names = ["Zed Quuxy", "Abe Quuxy"]
    cast = [{"id": number, "name": name, "order": number} for number, name in enumerate(names)]
    movie = {"id": 1, "title": "Zedx", "release_date": "1954-04-26", "credits": {"cast": cast}}
    (tmp_path / "movies.json").write_text(json.dumps([movie]), encoding="utf-8")
    heart("import", "tmdb", str(tmp_path / "movies.json"))

    assert heart("who", "quuxy", "--json").json["people"] == ["Zed Quuxy"]
