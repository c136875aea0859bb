"""Dates in columns, whole and below their year."""

import pytest

from heartcli.model.dates import Date
from heartcli.output.rich.date_column import DateColumn, date_lines, day_lines

DATES = [  # as written, whole, and below the year
    ("1982", ["1982"], [""]),
    ("1982-02", ["Feb 1982"], ["Feb"]),
    ("1982-02-11", ["11 Feb 1982"], ["11 Feb"]),
    ("1982~", ["c. 1982"], ["c."]),
    ("1982-11~", ["c. Nov 1982"], ["c. Nov"]),
    ("1983-07-01/1983-07-07", ["1–7 Jul 1983"], ["1–7 Jul"]),
    ("2023-08-30/2023-09-09", ["30 Aug–", "9 Sep 2023"], ["30 Aug", "–9 Sep"]),
    ("1980-10/1981-09", ["Oct 1980–", "Sep 1981"], ["Oct", "–Sep ’81"]),
    ("1895-12/1995-01", ["Dec 1895–", "Jan 1995"], ["Dec", "–Jan 1995"]),
    ("1999-12-30/2000-01-02~", ["30 Dec 1999–", "c. 2 Jan 2000"], ["30 Dec", "–c. 2 Jan ’00"]),
    ("2015/2016", ["2015–2016"], ["–2016"]),
    ("1982/1982-03", ["1982–", "Mar 1982"], ["–Mar"]),
    ("2003-11/..", ["Nov 2003–"], ["Nov–"]),
    ("1983/..", ["1983–"], ["1983–"]),
    ("1983~/..", ["c. 1983–"], ["c. 1983–"]),
]


@pytest.mark.parametrize(("text", "whole", "below"), DATES, ids=[row[0] for row in DATES])
def test_a_date_is_shown_whole_or_below_its_year(
    text: str, whole: list[str], below: list[str]
) -> None:
    date = Date.parse(text)

    assert [words + tail for words, tail in date_lines(date)] == whole
    assert [words + tail for words, tail in day_lines(date)] == below


def test_months_stand_below_each_other_whatever_hangs_over() -> None:
    cells = [day_lines(Date.parse(text)) for text in ("1980-03-25", "2003-11/..", "1980-10/1981")]
    column = DateColumn(cells)

    lines = [line for cell in cells for line in column.align(cell)]
    assert lines == ["25 Mar", "   Nov–", "   Oct", " –1981"]
