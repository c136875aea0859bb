"""The words that a shell is offered at Tab. Only a shell that completes runs these functions."""

from collections.abc import Iterable

from heartcli.catalogue.formats import FORMATS


def complete_film(incomplete: str) -> list[str]:
    """Offers the ids of the films on the shelf."""
    from heartcli.library.shelf import Shelf

    return _matching((entry.id for entry in Shelf(lambda *_: None).entries), incomplete)


def complete_section(incomplete: str) -> list[str]:
    """Offers the sections that can be asked about."""
    from heartcli.model.sections import FACT_SECTIONS

    return _matching(("film", *FACT_SECTIONS), incomplete)


def complete_format(incomplete: str) -> list[str]:
    """Offers the formats that can be imported."""
    return _matching(FORMATS, incomplete)


def complete_source(incomplete: str) -> list[str]:
    """Offers the sources that have been imported."""
    from heartcli.catalogue import store

    return _matching(store.imported_source_names(), incomplete)


def _matching(names: Iterable[str], incomplete: str) -> list[str]:
    """The names that start with what is typed, if they are letters, digits and hyphens.

    A shell may run any other.
    """
    from heartcli.text.folding import slug

    def is_plain(name: str) -> bool:
        return name.removeprefix("Q") == slug(name.removeprefix("Q")) != ""

    return [name for name in names if name.startswith(incomplete) and is_plain(name)]
