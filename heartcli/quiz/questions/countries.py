"""Countries as wrong options: near enough to be believed, but with a language of their own."""

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


def decoy_countries(country: str, proven: Iterable[str]) -> Strings:
    """Returns countries to offer beside this one; none if it isn't in the table.

    Those that are `proven` wrong may share its language; all others have one of their own.
    """
    for family in _FAMILIES:
        places = [place for group in family for place in group]
        if fold(country) in map(fold, places):
            near = [place for place in proven if place in places]
            foreign = [group[0] for group in family if fold(country) not in map(fold, group)]
            return tuple(dict.fromkeys([*near, *foreign]))
    return ()
