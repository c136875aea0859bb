"""Which of several spellings of a title is shown."""

import re
from collections.abc import Callable
from contextlib import closing

import pytest

from heartcli.catalogue.spelling import best_title
from heartcli.catalogue.store import FILE_NAME, Store
from heartcli.storage import paths
from heartcli.text.folding import fold

WORSE: dict[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "capitals": str.upper,
    "no capitals or accents": fold,
    "article at the end": lambda title: re.sub(r"^(The|A|An) (.*)", r"\2, \1", title),
    "no article": lambda title: re.sub(r"^(The|A|An) ", "", title),
    "underscores": lambda title: title.replace(" ", "_"),
    "ampersand": lambda title: title.replace(" and ", " & "),
    "a full stop": lambda title: f"{title}.",
    "typographic apostrophe": lambda title: title.replace("'", "’"),
    "plain dash": lambda title: title.replace("–", "-"),
}


@pytest.mark.parametrize("worsen", WORSE.values(), ids=WORSE)
def test_bundled_titles_are_preferred_to_worse_spellings(worsen: Callable[[str], str]) -> None:
    with closing(Store(paths.bundled_dir() / FILE_NAME)) as bundled:
        rows = bundled.rows("SELECT title FROM entry WHERE id % 20 = 0")
    replaced = [title for (title,) in rows if best_title([worsen(title), title]) != title]
    different = [title for title in replaced if best_title([title, worsen(title)]) == title]

    assert replaced == different  # such as "$9.99" and "9.99"


@pytest.mark.parametrize(
    ("titles", "best"),
    [
        (["zedx and annax", "Zedx and Annax"], "Zedx and Annax"),
        (["12.Years.a.Slave", "12 Years a Slave"], "12 Years a Slave"),
        (["M*A*S*H", "MASH"], "M*A*S*H"),
        (["WALL-E", "Wall-E"], "Wall-E"),
        (["Wall-E", "WALL-E"], "WALL-E"),
        (["Se7en", "Seven"], "Se7en"),  # a different title: the first one is kept
        (["東京物語", "東京物語"], "東京物語"),
    ],
)
def test_the_most_careful_spelling_of_the_first_title_is_shown(
    titles: list[str], best: str
) -> None:
    assert best_title(titles) == best
