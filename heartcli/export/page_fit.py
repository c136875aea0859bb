"""Estimates how much room questions take in print, to choose a layout that fits on a page.

Lengths are in ems of the normal print (10.5 points). Fonts and paper differ, so letters are as wide
as in DejaVu Sans, and the page is as wide as A4 and as high as Letter.
"""

import math
from collections.abc import Sequence
from unicodedata import east_asian_width

from heartcli.export.quiz import CitedQuestion
from heartcli.model.records import Strings

_LETTER_WIDTHS = ((" Iijl.,:;'’|", 0.32), ("frtJ!?/()[]-", 0.42), ("mwMW@%&—…", 1.0))
_CAPITAL, _OTHER, _WIDE = 0.7, 0.62, 1.0
_BOLD = 1.1  # how much wider bold letters are
_WIDTH = 45.5  # of a page, less its margins and the numbers of the questions
_OPTION_EXTRA = 3.2  # the letter of an option in its circle, and the space beside it
_CLUE_EXTRA = 2.2  # its number
_PER_ROW = {"quarters": 4, "halves": 2, "pairs": 2, "rows": 1}  # options
# The height of a line, an option, a line to write on or a row of boxes, and the space before them.
_LINE, _OPTION_ROW, _WRITING_LINE = 1.25, 1.63, 2.2
_QUESTION_GAP, _LIST_GAP = 0.9, 0.3
# A heading, and the row below a long one for the team and its score.
_HEADING_SIZE, _HEADING_WIDTH, _RESULT_ROW = 1.4, 22.0, 2.5
# How high a round may be in normal print to fit on a page in each size.
_SIZES = {"large": 59.0, "normal": 66.0, "small": math.inf}


def columns(texts: Sequence[str]) -> str:
    """Returns how many options fit next to each other without wrapping, as a class."""
    widths = [_width(text) + _OPTION_EXTRA for text in texts]
    if max(widths) <= _WIDTH / 4:
        return "quarters"
    if max(widths) <= _WIDTH / 2:
        return "halves"
    is_pair = max(widths[::2]) + max(widths[1::2], default=0) <= _WIDTH
    return "pairs" if is_pair else "rows"


def print_size(heading: str, questions: Sequence[CitedQuestion]) -> str:
    """Returns how large a round's print may be to fit on a page, as a class."""
    is_long = _HEADING_SIZE * _width(heading) > _HEADING_WIDTH
    height = sum(map(_height, questions)) + (_RESULT_ROW if is_long else 0)
    return next(size for size, limit in _SIZES.items() if height <= limit)


def _height(question: CitedQuestion) -> float:
    height = _QUESTION_GAP + _LINE * _line_count(question.ask, _WIDTH / _BOLD)
    if question.clues:
        lines = sum(_line_count(clue, _WIDTH - _CLUE_EXTRA) for clue in question.clues)
        height += _LIST_GAP + _LINE * lines
    if question.options:
        height += _LIST_GAP + _options_height(question.options)
    if question.form == "order" or not question.options:
        height += _WRITING_LINE
    return height


def _options_height(options: Strings) -> float:
    row_count = math.ceil(len(options) / _PER_ROW[columns(options)])
    wrapped = sum(_line_count(option, _WIDTH - _OPTION_EXTRA) - 1 for option in options)
    return _OPTION_ROW * row_count + _LINE * wrapped


def _line_count(text: str, width: float) -> int:
    return math.ceil(_width(text) / width)


def _width(text: str) -> float:
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    for letters, width in _LETTER_WIDTHS:
        if letter in letters:
            return width
    if east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _OTHER
