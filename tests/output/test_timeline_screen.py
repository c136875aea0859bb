"""The screen of `heart timeline`."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from heartcli.model.film import Film
from heartcli.model.records import Review
from tests.conftest import Heart

SIGNS = tuple("├●$+±−☆★")
Screen = Callable[..., list[str]]


@pytest.fixture
def timeline(heart: Heart, tmp_path: Path) -> Screen:
    """Returns the lines of a timeline of a film file that has these records."""
    path = tmp_path / "film.toml"

    def run(records: str, *args: str, columns: int = 80) -> list[str]:
        path.write_text(
            'format = 1\ntitle = "F"\nyear = 1982\n[sources]\na = { title = "A Book" }\n' + records,
            encoding="utf-8",
        )
        return heart("timeline", str(path), *args, COLUMNS=str(columns)).lines[2:]

    return run


def note(date: str, text: str = "Text.") -> str:
    slug = re.sub("[^a-z0-9]+", "-", f"{text} {date}".lower()).strip("-")
    return f'[[legacy]]\nid = "{slug}"\ndate = "{date}"\ntext = "{text}"\n'


def review(critic: str, stance: str, rest: str = "date = 1982") -> str:
    return f'[[reviews]]\ncritic = "{critic}"\nstance = "{stance}"\n{rest}\n'


def test_each_year_appears_once_and_in_order(heart: Heart, film: Film) -> None:
    lines = heart("timeline").lines

    dated = [record.date for _, record in film.records() if record.date]
    years = [line[:4] for line in lines if re.match("[0-9]{4}  ", line)]
    assert years == sorted({date.text[:4] for date in dated})


def test_a_date_is_given_once(heart: Heart, timeline: Screen) -> None:
    shown = timeline(note("1982-02-11", "A.") + note("1982-02-11", "B.") + note("1983-02-11", "C."))
    assert shown[:4] == [
        "1982  ├  11 Feb  A.", "      ├          B.", "      │", "1983  ├  11 Feb  C.",
    ]  # fmt: skip

    for year in re.split(r"(?m)^(?=[0-9]{4}  )", heart("timeline").out)[1:]:
        days = [line[9:17].strip() for line in year.splitlines() if line[6:7] in SIGNS]
        days = [day for day in days if day]
        assert len(days) == len(set(days))


def test_entries_with_only_a_year_come_first_so_no_date_seems_to_apply_to_them(
    timeline: Screen,
) -> None:
    shown = timeline(note("1982~", "A.") + note("1982", "B.") + note("1982-01", "C."))

    assert shown[:3] == ["1982  ├       B.", "      ├   c.  A.", "      ├  Jan  C."]


def test_a_dotted_row_says_how_many_years_pass_if_there_are_five_or_more(timeline: Screen) -> None:
    shown = timeline(note("1895", "A.") + note("1899", "B.") + note("1904", "C.") + note("2030"))

    assert shown[:7] == [
        "1895  ├  A.", "      │", "1899  ├  B.", "      ┊  5 years", "1904  ├  C.",
        "      ┊  126 years", "2030  ├  Text.",
    ]  # fmt: skip


def award(name: str, result: str) -> str:
    return f'[[awards]]\naward = "{name}"\nresult = "{result}"\ndate = 1983\n'


def figure(rest: str) -> str:
    return f'[[figures]]\nname = "N"\ntopic = "cost"\namount = 1\ndate = 1982\n{rest}\n'


LEGENDS = {
    "a note": (note("1982"), ""),
    "a release": ('[[releases]]\nkind = "premiere"\ndate = 1982\n', "● screenings and releases"),
    "reviews": (review("A", "negative") + review("B", "positive"), "+ − reviews"),
    "money": (figure('currency = "EUR"'), "$ money"),
    "a number": (figure('unit = "days"'), ""),
    "awards": (award("A", "won") + award("B", "nominated"), "☆ ★ awards"),
}


@pytest.mark.parametrize(("records", "legend"), LEGENDS.values(), ids=LEGENDS)
def test_the_legend_has_the_signs_that_occur(timeline: Screen, records: str, legend: str) -> None:
    lines = timeline(records)

    assert [line for line in lines if re.match("[●$☆★+±−] ", line)] == ([legend] if legend else [])


def test_reviews_with_only_a_year_share_an_entry(timeline: Screen) -> None:
    records = (
        review("Ann", "positive", 'date = 1982\nquote = "Good."')
        + review("Bob", "negative", 'date = 1982\nid = "b"')
        + review("Bob", "negative", 'date = 1982\nid = "c"')
        + review("Cat", "negative", "date = 1982\ndoubtful = true")
        + review("Dan", "mixed", 'date = 1983\nquote = "So so."')
    )

    assert timeline(records)[:3] == [
        "1982  ├  Reviews: + Ann; − Bob, Cat (doubtful)",
        "      │",
        "1983  ±  Dan: “So so.”",
    ]


def test_only_disputes_about_dates_are_shown(timeline: Screen) -> None:
    disputes = """[
{ field = "date", value = 1983, sources = ["a"] }, { says = "It is from 1984." },
{ field = "minutes", value = 99 }, { says = "It is not a cut." },
]"""
    cut = f'[[editions]]\nname = "Cut"\ndate = 1982\nminutes = 98\ndisputes = {disputes}\n'

    assert timeline(cut)[:4] == [
        "1982  ●  Cut: 98 minutes.", "      │  but: 1983 ¹",
        "      │  but: It is from 1984.", "",
    ]  # fmt: skip


def test_a_release_has_its_kind_and_place_and_any_edition_but_the_first(timeline: Screen) -> None:
    records = (
        '[[editions]]\nname = "First cut"\n[[editions]]\nname = "Reprise"\n'
        '[[releases]]\nkind = "theatrical"\nplace = "Japan"\nby = "Toho"\nedition = "First cut"\n'
        'date = "1982-01"\n'
        '[[releases]]\nkind = "home"\nmedium = "DVD"\nedition = "Reprise"\ntext = "Two discs."\n'
        'date = "1982-02"\n'
    )

    assert timeline(records)[:2] == [
        "1982  ●  Jan  In cinemas, Japan, by Toho.",
        "      ●  Feb  DVD: Reprise. Two discs.",
    ]


@pytest.mark.parametrize("columns", [40, 80])
def test_nothing_with_a_date_is_left_out(heart: Heart, film: Film, columns: int) -> None:
    stop = 2 if columns == 40 else 19
    lines = heart("timeline", "--spoilers", COLUMNS=str(columns)).lines[2:]
    shown = "".join("".join(line[stop:].split()) for line in lines)

    for _, record in film.records():
        is_shared = isinstance(record, Review) and record.date and len(record.date.text) == 4
        if record.date and not is_shared:
            assert "".join(record.text.split()) in shown


def test_a_narrow_page_has_years_and_days_above_the_text(timeline: Screen) -> None:
    shown = timeline(note("1980-10/1981-09", "A.") + note("1982", "B."), columns=59)

    assert shown[:6] == ["1980", "├ Oct–Sep ’81", "│ A.", "│", "1982", "├ B."]


def test_hidden_spoilers_are_counted(timeline: Screen) -> None:
    records = note("1982", "A.") + "spoiler = true\n" + note("1983", "B.")

    assert "1 spoiler hidden: --spoilers" in timeline(records)
    assert timeline(records, "--spoilers")[0] == "1982  ├  A. (spoiler)"


def test_the_main_source_is_named_where_it_differs_unless_it_names_itself(timeline: Screen) -> None:
    dispute = 'disputes = [{{ says = "{}", sources = ["a"] }}]\n'
    records = (
        note("1982", "A.") + dispute.format("It was in 1983.")
        + note("1983", "B.") + dispute.format("Elsewhere A Book has 1984.")
        + note("1984", "C.") + 'sources = ["a"]\n'
    )  # fmt: skip

    assert "      │  but: A Book: It was in 1983." in timeline(records)
    assert "      │  but: Elsewhere A Book has 1984." in timeline(records)
