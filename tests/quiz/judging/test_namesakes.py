"""Judging names from the bundled catalogue: namesakes of directors, and misspelled directors."""

import json
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from random import Random
from string import ascii_lowercase

import pytest

from heartcli.quiz.judging import Answer, judge
from heartcli.quiz.judging.word_lists import nicknames
from heartcli.storage import paths
from heartcli.text.folding import fold_words

MIN_POPULARITY = 300  # of all films together, for somebody to be well known
MAX_MISTAKEN = 0.001  # share of the namesakes that count as the director without an excuse
MIN_FORGIVEN = 0.985  # share of the misspellings that are still right; some are other names


@pytest.fixture(scope="module")
def popularity() -> tuple[dict[str, int], dict[str, int]]:
    """The names of everybody in the catalogue and of its directors, each with a popularity."""
    everybody, directors = Counter[str](), Counter[str]()
    uri = f"file:{paths.bundled_dir() / 'catalogue.db'}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        popularity = dict(connection.execute("SELECT id, popularity FROM entry"))
        names = dict(connection.execute("SELECT id, name FROM person"))
        for entry, credits_ in connection.execute("SELECT entry, json FROM credits"):
            for job, people in json.loads(credits_):
                for person in people:
                    name = names[person[0] if isinstance(person, list) else person]
                    everybody[name] += popularity[entry]
                    if job == "Director":
                        directors[name] += popularity[entry]
    return everybody, directors


def family_name(name: str) -> str:
    words = fold_words(name.partition(" (")[0])
    return words[-1] if len(words) > 1 else ""


def have_similar_first_names(name: str, other: str) -> bool:
    """Whether two people have the same first name, or one has a short form or its initial."""
    first, second = fold_words(name)[0], fold_words(other)[0]
    is_initial = first[0] == second[0] and 1 in (len(first), len(second))
    return first == second or is_initial or second in nicknames().get(first, ())


@pytest.mark.long
def test_namesakes_are_not_mistaken_for_directors(
    popularity: tuple[dict[str, int], dict[str, int]],
) -> None:
    everybody, directors = popularity
    known = defaultdict[str, list[str]](list)
    for name, points in everybody.items():
        if points >= MIN_POPULARITY and family_name(name):
            known[family_name(name)].append(name)
    pairs = [(n, other) for n in directors for other in known[family_name(n)] if other != n]

    mistaken = [
        (name, other)
        for name, other in pairs
        if judge(other, Answer(name, kind="person")).verdict == "right"
        and not have_similar_first_names(name, other)
    ]

    assert len(pairs) > 50_000
    assert len(mistaken) <= MAX_MISTAKEN * len(pairs), mistaken


@pytest.mark.long
def test_directors_misspelled_by_a_letter_are_right(
    popularity: tuple[dict[str, int], dict[str, int]],
) -> None:
    rng = Random(1)  # noqa: S311
    best_known = sorted(popularity[1], key=popularity[1].__getitem__, reverse=True)[:1500]

    replies = [(misspell_first_name(name, rng), name) for name in best_known if " " in name]

    wrong = [
        (reply, name)
        for reply, name in replies
        if judge(reply, Answer(name, kind="person")).verdict != "right"
    ]
    assert len(wrong) <= (1 - MIN_FORGIVEN) * len(replies), wrong


def misspell_first_name(name: str, rng: Random) -> str:
    """Leaves out, adds, replaces or swaps a letter of the first name, but not its first letter."""
    first, _, rest = name.partition(" ")
    i = rng.randrange(1, max(2, len(first)))
    letter = rng.choice(ascii_lowercase)
    slips = [first[:i] + letter + first[i:], first[:i] + letter + first[i + 1 :]]
    if len(first) > 4:
        slips += [first[:i] + first[i + 1 :], first[:i] + first[i : i + 2][::-1] + first[i + 2 :]]
    return f"{rng.choice(slips)} {rest}"
