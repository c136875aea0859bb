"""Every section is in every table that needs it."""

from typing import get_args

import pytest

from heartcli.lookup.sections import LOOKUPS
from heartcli.model.film import Film
from heartcli.model.sections import FACT_SECTIONS, SECTIONS


def test_the_sections_are_the_fields_of_film_that_hold_records() -> None:
    fields = [name for name in Film.FIELDS if name in SECTIONS]

    assert fields == list(SECTIONS), "heartcli/model/film.py and sections.py don't match"
    for name, section in SECTIONS.items():
        assert get_args(Film.FIELDS[name])[0] is section.record_class, f"Film.{name}"


@pytest.mark.parametrize("name", FACT_SECTIONS)
def test_a_section_is_shown_searched_and_printed(name: str) -> None:
    section = SECTIONS[name]
    fields = section.record_class.FIELDS

    assert section.search_words, f"{name} has no search words"
    assert section.shown_by, f"no command shows {name}"
    assert section.shown_by.keys() <= LOOKUPS.keys(), f"{name} is shown by an unknown command"
    assert section.columns, f"{name} has no columns"
    assert {*section.columns, *section.name_fields} <= fields.keys(), f"{name}: unknown field"


def test_a_look_up_shows_the_sections_that_name_it() -> None:
    for command, names in LOOKUPS.items():
        assert set(names) == {name for name in SECTIONS if command in SECTIONS[name].shown_by}
