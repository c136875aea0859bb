"""Questions as Moodle's question bank has them, for the two formats that it imports."""

import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

from heartcli.export.quiz import CitedQuestion, Quiz, plain_digits
from heartcli.model.records import Strings
from heartcli.quiz.rounds.play import OPTION_LETTERS
from heartcli.text.folding import fold_words, strip_article

# Characters. Moodle takes 255 of a question's name, too, but shows it in a list.
_MAX_NAME, _MAX_CATEGORY, _MAX_ID_NUMBER = 80, 255, 100
_DIGEST_LENGTH = 16  # characters
_SEPARATORS = ("", " ", ",", ", ")  # between the letters of events, as people type them
_MIN_LETTERS = 3  # of a reply with a wildcard: C* would accept almost anything

Kind = Literal["multichoice", "truefalse", "numerical", "shortanswer"]


class BankAnswer(NamedTuple):
    """An option, a reply or a number."""

    text: str
    is_right: bool = True
    tolerance: str = ""  # of a number: how far off a guess may be


class BankQuestion(NamedTuple):
    """A question in the question bank; its texts may have several lines."""

    kind: Kind
    id_number: str
    name: str  # in the list that teachers see
    text: str
    answers: list[BankAnswer]  # the best of the right ones comes first
    feedback: str  # shown after an answer
    tags: Strings


def category_path(quiz: Quiz) -> str:
    """Returns the path of the category that the questions go into, named after the quiz."""
    # Two slashes are one in a name, but not beside a single one.
    escaped = quiz.title[:_MAX_CATEGORY].replace("/", "//")
    return f"$course$/top/{' ' * escaped.startswith('/')}{escaped}"


def make_bank_question(question: CitedQuestion) -> BankQuestion:
    """Returns a question for the question bank."""
    common = (_id_number(question), _name(question), _text(question))
    feedback, tags = _feedback(question), (question.section, question.difficulty)
    if question.form in ("choice", "true-false"):
        kind: Kind = "multichoice" if question.form == "choice" else "truefalse"
        options = [BankAnswer(text, text == question.answer) for text in question.options]
        return BankQuestion(kind, *common, options, feedback, tags)
    if question.numbers:
        numbers = [
            BankAnswer(plain_digits(value), tolerance=plain_digits(tolerance))
            for value, tolerance in question.numbers
        ]
        return BankQuestion("numerical", *common, numbers, feedback, tags)
    replies = [BankAnswer(reply) for reply in _replies(question)]
    return BankQuestion("shortanswer", *common, replies, feedback, tags)


def _id_number(question: CitedQuestion) -> str:
    """Returns the question's id; a digest replaces the end of a long one."""
    if len(question.id) <= _MAX_ID_NUMBER:
        return question.id
    digest = hashlib.sha256(question.id.encode()).hexdigest()[:_DIGEST_LENGTH]
    return f"{question.id[: _MAX_ID_NUMBER - _DIGEST_LENGTH - 1]}-{digest}"


def _name(question: CitedQuestion) -> str:
    if "<" in question.ask:  # Moodle removes from names what could be a tag
        return _id_number(question)
    is_long = len(question.ask) > _MAX_NAME
    return f"{question.ask[: _MAX_NAME - 1]}…" if is_long else question.ask


def _text(question: CitedQuestion) -> str:
    lines = [question.ask, *(f"{n}. {clue}" for n, clue in enumerate(question.clues, 1))]
    if question.form == "order":
        events = zip(OPTION_LETTERS, question.options, strict=False)
        lines += [f"{letter}. {event}" for letter, event in events]
        lines.append("Type the letters in the right order.")
    return "\n".join(lines)


def _feedback(question: CitedQuestion) -> str:
    lines = [f"{question.allowance}."] if question.allowance else []
    if question.form == "order":
        lines.append(f"In order: {'; '.join(question.events_in_order)}")
    return "\n".join([*lines, *question.feedback_lines])


def _replies(question: CitedQuestion) -> Strings:
    if question.form == "order":
        return tuple(separator.join(question.answer) for separator in _SEPARATORS)
    replies = (*question.rights, *question.short_replies)
    return tuple(dict.fromkeys(chain.from_iterable(map(_patterns, replies))))


def _patterns(reply: str) -> Iterator[str]:
    """Yields the patterns for a reply. Moodle ignores capitals in them, but not accents."""
    # An asterisk stands for any text. With it escaped, M*A*S*H is right; without, MASH is, too.
    yield reply.replace("*", r"\*")
    if sum(map(str.isalnum, reply)) >= _MIN_LETTERS:
        yield reply
        simple = " ".join(strip_article(fold_words(reply)))  # "The Café" -> "cafe"
        if simple not in ("", reply.casefold()):
            yield simple
