"""The JSON Schema is up to date and agrees with the reader as far as a schema can."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from hypothesis import given, settings

from heartcli import filmfile
from heartcli.filmfile.json_schema import schema
from heartcli.model.film import Film
from tests.conftest import ROOT, Heart
from tests.filmfile.test_toml import INVALID, VALID
from tests.strategies import films

VALIDATOR = jsonschema.Draft202012Validator(schema())
# A schema can't detect missing references or duplicates.
UNSEEN = {"dangling-sources", "same-ids"}


def as_json(value: Any) -> Any:
    """Converts a TOML document as an editor's validator does: dates become text."""
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def accepted(text: str) -> bool:
    return bool(VALIDATOR.is_valid(as_json(tomli.loads(text))))


def test_the_schema_is_valid_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_schema_in_the_repository_is_up_to_date(heart: Heart) -> None:
    assert (ROOT / "data" / "film.schema.json").read_text(encoding="utf-8") == heart("schema").out
    assert heart("schema").json == json.loads(json.dumps(schema()))


@pytest.mark.parametrize("path", [*VALID, ROOT / "data" / "film.toml"], ids=lambda path: path.stem)
def test_the_schema_accepts_valid_film_files(path: Path) -> None:
    assert accepted(path.read_text(encoding="utf-8-sig"))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_the_schema_refuses_invalid_film_files(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    assert accepted(text) == (path.stem in UNSEEN)


@settings(max_examples=25)
@given(films())
def test_the_schema_accepts_every_film_that_is_written(film: Film) -> None:
    assert accepted(filmfile.dump(film))
