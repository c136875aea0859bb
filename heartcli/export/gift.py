r"""Writes questions in GIFT, a text format of Moodle's question bank.

https://docs.moodle.org/en/GIFT_format

Texts are plain, so that Moodle doesn't look for markup or formulas in them. A new line in a text is
written as "\n", so that each line of the file starts with a symbol of the format.
"""

import re

from heartcli.export.question_bank import (
    BankAnswer,
    BankQuestion,
    category_path,
    make_bank_question,
)
from heartcli.export.quiz import CitedQuestion, Quiz

_SPECIAL = r"([\\~=#{}:])"
# Moodle replaces escapes with these codes, and later each code with its character.
_PLACEHOLDER = r"&&(?:010|(?:035|058|061|092|123|125|126);)"


def write(quiz: Quiz) -> bytes:
    """Returns a category with the questions; a comment above it states the terms."""
    terms = "\n".join(f"// {line}" for line in quiz.terms)
    # Moodle unescapes the backslash in a category, but nothing else.
    category = "$CATEGORY: " + category_path(quiz).replace("\\", "\\\\")
    questions = (_paragraph(make_bank_question(question)) for question in quiz.questions)
    return ("\n\n".join([terms, category, *questions]) + "\n").encode()


def problem(question: CitedQuestion) -> str:
    """Returns why GIFT can't hold a question, or ""."""
    bank = make_bank_question(question)
    texts = (bank.text, bank.feedback, *(answer.text for answer in bank.answers))
    if any(re.search(_PLACEHOLDER, text) for text in texts):
        return "with text that Moodle would change"
    # An arrow would make pairs to match, and can't be escaped.
    is_pair = any("->" in answer.text for answer in bank.answers if answer.is_right)
    return 'with "->" in a right answer' if is_pair else ""


def _paragraph(question: BankQuestion) -> str:
    tags = [f"[tag:{tag}]" for tag in question.tags]
    symbol = "#" if question.kind == "numerical" else ""
    lines = [
        " ".join([f"// [id:{question.id_number}]", *tags]),
        f"::{_escape(question.name)}::[plain]{_escape(question.text)} {{{symbol}",
    ]
    if question.kind == "truefalse":
        lines += [answer.text.upper() for answer in question.answers if answer.is_right]
    else:
        lines += map(_answer_line, question.answers)
    if question.feedback:
        lines.append(f"####{_plain(question.feedback)}")
    return "\n".join([*lines, "}"])


def _answer_line(answer: BankAnswer) -> str:
    tolerance = f":{answer.tolerance}" if answer.tolerance else ""
    return f"{'=' if answer.is_right else '~'}{_plain(answer.text)}{tolerance}"


def _plain(text: str) -> str:
    # Moodle could take the start for the name of a format, [html], or for a weight, %50%.
    prefix = "[plain]" if text.lstrip().startswith(("[", "%")) else ""
    return f"{prefix}{_escape(text)}"


def _escape(text: str) -> str:
    return re.sub(_SPECIAL, r"\\\1", text).replace("\n", r"\n")
