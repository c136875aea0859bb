"""Questions about titles with a wrong letter."""

import re

from heartcli.quiz.questions.from_catalogue.misprints import _MISPRINTS, misprint
from tests.quiz.questions.made_up_pool import made_up_pool
from tests.quiz.questions.test_from_catalogue import SEEDS, questions_of


def differ(text: str, other: str) -> int:
    return sum(a != b for a, b in zip(text, other, strict=True))


def test_misprints_are_words_with_one_letter_changed() -> None:
    assert {differ(word, wrong) for word, wrong in _MISPRINTS.items()} == {1}


def test_the_longest_word_is_misprinted() -> None:
    assert misprint("The Bridge on the River Kwai") == "The Fridge on the River Kwai"
    assert misprint("The Wizard of Oz") == "The Lizard of Oz"
    assert misprint("Spider-Man") == misprint("Fear") == misprint("Charade") == ""


def test_only_one_title_is_a_letter_away() -> None:
    asked = 0
    for seed in SEEDS:
        titles = {film.title for film in made_up_pool(seed)._films.values()}
        for question in questions_of(seed):
            if question.template == "misprint":
                [text] = re.findall("“(.+)”", question.ask)
                close = [t for t in titles if len(t) == len(text) and differ(t, text) == 1]
                assert close == [question.answer.text]
                asked += 1
    assert asked
