"""Columns of right-aligned dates, in which months and years line up."""

from collections.abc import Iterable

from rich.cells import cell_len

from heartcli.model.dates import Date, is_year, point_in_words

_YEAR, _MONTH, _DAY = len("1982"), len("1982-02"), len("1982-02-11")
_CENTURY = 100
DateLines = tuple[tuple[str, str], ...]  # each line: the words, and what hangs over on their right


def date_lines(date: Date | None) -> DateLines:
    """Returns a date in one line or, if it's a range, in two: 30 Aug– and 9 Sep 2023."""
    if date is None:
        return ()
    start, slash, end = date.text.partition("/")
    if not slash:
        return ((_point(start), ""),)
    if end == "..":
        return ((_point(start), "–"),)
    if _fits_one_line(start, end):
        return ((_first_part(start) + _point(end), ""),)
    has_same_year = start[:_YEAR] == end[:_YEAR] and not is_year(start.rstrip("~"))
    return (_point(start, with_year=not has_same_year), "–"), (_point(end), "")


def day_lines(date: Date) -> DateLines:
    """Returns a date without its year, which is shown elsewhere: 11 Feb, or Oct and –Sep ’81."""
    start, slash, end = date.text.partition("/")
    first = _point(start, with_year=False)
    if not slash:
        return ((first, ""),)
    if end == "..":
        return ((_point(start, with_year=is_year(start.rstrip("~"))), "–"),)
    if start[:_MONTH] == end[:_MONTH] and _fits_one_line(start, end):
        return ((_first_part(start) + _point(end, with_year=False), ""),)
    words = _point(end, with_year=False)
    last = (f"–{words}", _other_year(start, end)) if words else (f"–{_point(end)}", "")
    return ((first, ""), last) if first else (last,)


def _point(point: str, *, with_year: bool = True) -> str:
    """A day, month or year in words, with "c." if it's approximate."""
    words = point_in_words(point.rstrip("~"))
    words = words if with_year else words[:-_YEAR].rstrip()
    return f"c. {words}".rstrip() if point.endswith("~") else words


def _fits_one_line(start: str, end: str) -> bool:
    """Whether a range fits on one line, as 1–7 Jul 1983 and 2015–2016 do."""
    if len(start) == len(end) == _DAY:
        return start[:_MONTH] == end[:_MONTH]
    return is_year(start) and is_year(end)


def _first_part(start: str) -> str:
    return f"{start[_MONTH + 1 :].lstrip('0') or start}–"


def _other_year(start: str, end: str) -> str:
    """Returns the year in which a range ends, ’81 or 1981; "" if it starts in that year."""
    if start[:_YEAR] == end[:_YEAR]:
        return ""
    is_near = int(end[:_YEAR]) - int(start[:_YEAR]) < _CENTURY
    return f" ’{end[2:_YEAR]}" if is_near else f" {end[:_YEAR]}"


def in_one_line(lines: DateLines) -> str:
    """Returns a date on one line, for a page without room for a column of dates."""
    return "".join(words + tail for words, tail in lines)


class DateColumn:
    """A column of dates; a dash or a year may stick out on the right."""

    def __init__(self, cells: Iterable[DateLines], width: int = 0) -> None:
        lines = [line for cell in cells for line in cell]
        longest = max((cell_len(words) for words, _ in lines), default=0)
        self._overhang = int(any(tail for _, tail in lines))
        whole = [cell_len(words + tail) for words, tail in lines]
        self.width = max([width, longest + self._overhang, *whole])

    def align(self, lines: DateLines) -> list[str]:
        """Returns the lines of a date, padded on the left."""
        edge = self.width - self._overhang
        return [
            (words + tail).rjust(min(edge + cell_len(tail), self.width)) for words, tail in lines
        ]
