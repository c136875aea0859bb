"""Splits table cells that hold several names."""

from collections.abc import Callable, Iterable

from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.tables.cells import parse_cell
from heartcli.model.records import Strings

_CODE_LENGTH = 2  # letters


def split_list(text: str, translate: Callable[[str], str | None] = lambda _: None) -> Strings:
    """Returns the names in a cell; `translate` gives the names of two-letter codes."""
    if not text:
        return ()
    value = parse_cell(text)
    if isinstance(value, list):
        texts = [str(item.get("name", "") if isinstance(item, dict) else item) for item in value]
        names = tuple(dict.fromkeys(filter(None, map(str.strip, texts))))
    else:
        names = values.split_names(text, _separator(text))
    return tuple((translate(name) if len(name) == _CODE_LENGTH else None) or name for name in names)


def split_people(text: str, *, surnames_first: bool = False) -> Strings:
    """Returns the people in a cell, with their forenames first.

    With surnames first, a single comma is within a name: "Mann, Michael" is one person.
    """
    separator = _separator(text)
    if separator != ",":
        return tuple(map(_put_forename_first, values.split_names(text, separator)))
    if not isinstance(parse_cell(text), str):
        return split_list(text)
    people = values.split_people(text)
    is_one = surnames_first and len(people) == 2 and not all(" " in name for name in people)
    return (_put_forename_first(text),) if is_one else people


def has_surnames_first(cells: Iterable[str]) -> bool:
    """Whether all the cells in a column could be single people, written as "Mann, Michael".

    They can't if one holds a longer list, a full name such as "Michael Mann", or two of these.
    """
    has_pair = False
    for cell in cells:
        if _separator(cell) != ",":
            continue  # doesn't show what commas mean
        people = values.split_people(cell)
        if len(people) > 2 or (people and all(" " in name for name in people)):
            return False
        has_pair |= len(people) == 2
    return has_pair


def _separator(text: str) -> str:
    if ";" in text:
        return ";"
    return "|" if "|" in text else ","


def _put_forename_first(name: str) -> str:
    """Puts the first name first: "Mann, Michael" → "Michael Mann"."""
    return " ".join(reversed(values.split_people(name)))
