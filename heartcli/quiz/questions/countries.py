"""Countries as wrong options: similar enough to be plausible, but with a language of their own."""

from collections.abc import Iterable

from heartcli.model.records import Strings
from heartcli.text.folding import fold

# Families of languages. The countries of a group share a language, and so perhaps a film's title.
_FAMILIES = (
    (
        ("France", "Belgium"), ("Italy",), ("Spain", "Argentina", "Mexico", "Chile", "Colombia"),
        ("Portugal", "Brazil"), ("Romania",),
    ),
    (
        ("Germany", "Austria"), ("Netherlands",), ("Denmark",), ("Norway",), ("Sweden",),
        ("Finland",), ("Iceland",), ("United Kingdom", "Ireland"),
    ),
    (
        ("Poland",), ("Czech Republic", "Czechoslovakia", "Slovakia"), ("Hungary",),
        ("Russia", "Soviet Union"), ("Yugoslavia", "Serbia", "Croatia"), ("Bulgaria",),
    ),
    (
        ("Japan",), ("South Korea",), ("China", "Hong Kong", "Taiwan"), ("Thailand",),
        ("Vietnam",), ("India",),
    ),
)  # fmt: skip

# Groups of countries whose languages are easily confused.
_ALIKE = (
    frozenset(("Italy", "Spain", "Argentina", "Mexico", "Chile", "Colombia", "Portugal", "Brazil")),
    frozenset(("Denmark", "Norway", "Sweden")),
)


def sounds_alike(country: str, other: str) -> bool:
    """Whether players could mistake one country's language for the other's."""
    return any({country, other} <= group for group in _ALIKE)


def decoy_countries(country: str, proven: Iterable[str]) -> Strings:
    """Returns countries to offer beside this one, those with a similar language first.

    None if it isn't in the table.

    Those that are `proven` wrong may share its language; all others have one of their own.
    """
    for family in _FAMILIES:
        places = [place for group in family for place in group]
        if fold(country) in map(fold, places):
            near = [place for place in proven if place in places]
            foreign = [group[0] for group in family if fold(country) not in map(fold, group)]
            places = list(dict.fromkeys([*near, *foreign]))
            return tuple(sorted(places, key=lambda place: not sounds_alike(place, country)))
    return ()
