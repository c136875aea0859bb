"""The screen of `heart compare`: films side by side or, without room, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.footnotes import source_of
from heartcli.output.rich.ink import UNKNOWN, spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.lookup import hidden_line
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import HEADING, NAME, QUIET
from heartcli.output.rich.table import Table
from heartcli.text.display import in_sentence_case, join_with_and, upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from heartcli.lookup.comparable import Fact
    from heartcli.lookup.compare import Comparison, Row
    from heartcli.lookup.credited import Shared
    from heartcli.model.film import Film
    from heartcli.model.records import Strings

_MIN_COLUMNS = 30  # columns of the page that each film needs, to put the films side by side
_MAX_LABEL = 0.32  # of the page's width
_BAR_WIDTH, _MIN_BAR_WIDTH = 16, 6
_MARK_WIDTH = 3  # of a footnote number
_MONEY = ("cost", "takings")
_FIGURES = (*_MONEY, "rating", "own rating", "award", "other awards")  # below an empty line
_IN_ALL = {2: "In both", 3: "In all three", 4: "In all four", 5: "In all five"}


def draw_comparison(result: Comparison, page: Page) -> None:
    films = result.films
    page.start_shared_footnotes(films, [_citations(result, i) for i in range(len(films))])
    page.head(_title(films, page), "compare")
    if _is_side_by_side(result, page):
        _draw_side_by_side(result, page)
    else:
        _draw_below_each_other(result, page)
    _draw_only(result, page)
    page.footer(_namesake_line(result, page), hidden_line(result.hidden, page))


def _is_side_by_side(result: Comparison, page: Page) -> bool:
    return page.width >= _MIN_COLUMNS * len(result.films)


def _citations(result: Comparison, film_number: int) -> list[list[Strings]]:
    """The sources of everything that the screen shows of one film, as one block."""
    facts = (row.values[film_number] for row in result.facts)
    people = (credited[film_number] for credited in (*result.people, *result.companies))
    return [[*(fact.sources for fact in facts), *(person.sources for person in people)]]


def _title(films: Sequence[Film], page: Page) -> Text:
    titles = [page.untrusted(f.title, HEADING) + page.trusted(f" ({f.year})") for f in films]
    return page.enumerate(titles, "and")


def _draw_side_by_side(result: Comparison, page: Page) -> None:
    """Draws a column for each film, at the same place in every block."""
    label_width = _label_width(result, page)
    count = len(result.films)
    width = (page.width - INDENT - label_width) // count - GAP
    table = Table(page, [], widths=(label_width, *[width] * count))
    cells = _Cells(result, page, width)
    first_figure = next((row for row in result.facts if row.kind in _FIGURES), None)
    table.draw([Text(), *(page.untrusted(title, NAME) for title in _titles(result.films))])
    for row in result.facts:
        if row == first_figure:
            page.blank()
        values = [cells.value(row, i) for i in range(count)]
        table.draw([page.untrusted(row.name, QUIET), *values])

    def draw_shared(group: Iterable[Shared]) -> None:
        for credited in group:
            roles = [cells.roles(credited, i) for i in range(count)]
            table.draw([page.untrusted(credited[0].name, NAME), *roles])

    _draw_in_all(result, page, draw_shared)


def _draw_below_each_other(result: Comparison, page: Page) -> None:
    """Draws a block for each film, then what they share."""
    label_width = _label_width(result, page)
    cells = _Cells(result, page, page.width - INDENT - label_width - GAP)
    titles = _titles(result.films)
    for i, title in enumerate(titles):
        page.section(title)
        facts = [(page.untrusted(row.name, QUIET), cells.value(row, i)) for row in result.facts]
        page.labelled(facts, label_width)

    def draw_shared(group: Iterable[Shared]) -> None:
        roles = [(page.untrusted(c[0].name, NAME), cells.all_roles(c, titles)) for c in group]
        page.labelled(roles, label_width)

    _draw_in_all(result, page, draw_shared)


class _Cells:
    """The values of a table whose amounts and scores line up within each film."""

    def __init__(self, result: Comparison, page: Page, width: int) -> None:
        self._page = page
        self._width = width
        films = range(len(result.films))
        money = [row for row in result.facts if row.kind in _MONEY and not page.is_narrow]
        self._money = [_widest(money, i, page) for i in films]
        scores = list(filter(_has_bars, result.facts))
        self._score = max(_widest(scores, i, page) for i in films)  # for bars of equal length

    def value(self, row: Row, film_number: int) -> Text:
        """A fact about one of the films."""
        page, fact = self._page, row.values[film_number]
        if not fact.text:
            return page.trusted(UNKNOWN)
        text = page.untrusted(in_sentence_case([fact.text]) if row.kind == "genres" else fact.text)
        if row.kind in _MONEY:
            text = spaces(self._money[film_number] - text.cell_len) + text
        elif _has_bars(row):
            text += self._bar(fact, self._score + GAP - text.cell_len)
        return self._marked(text, film_number, fact.sources, fact.others)

    def _bar(self, fact: Fact, gap: int) -> Text:
        """Draws a score as a bar on the scale that all scores share, if the bar fits."""
        width = min(_BAR_WIDTH, self._width - len(fact.text) - gap - _MARK_WIDTH)
        if fact.share is None or width < _MIN_BAR_WIDTH:
            return Text()
        return spaces(gap) + self._page.bar(fact.share, width, track=True)

    def roles(self, credited: Shared, film_number: int) -> Text:
        """Lists a person's jobs and characters, or a company's roles, in one film."""
        person = credited[film_number]
        text = self._page.untrusted(", ".join(person.roles))
        return self._marked(text, film_number, person.sources)

    def all_roles(self, credited: Shared, titles: Sequence[str]) -> Text:
        """Returns the roles in all films, listed once if they are the same."""
        if len({person.roles for person in credited}) == 1:
            return self.roles(credited, 0)
        lines = (
            self._page.untrusted(f"{title}:") + self._page.trusted(" ") + self.roles(credited, i)
            for i, title in enumerate(titles)
        )
        return Text("\n").join(lines)

    def _marked(self, text: Text, film_number: int, sources: Strings, others: str = "") -> Text:
        names = tuple(source_of(film_number, name) for name in sources)
        return self._page.with_mark(text, names, others)


def _label_width(result: Comparison, page: Page) -> int:
    names = [row.name for row in result.facts]
    names += [c[0].name for c in (*_with_roles(result.people), *result.companies)]
    longest = page.longest(names)
    return min(longest, int(page.width * _MAX_LABEL)) if _is_side_by_side(result, page) else longest


def _has_bars(row: Row) -> bool:
    """Whether there are scores to compare: a bar with nothing beside it says little."""
    return sum(value.share is not None for value in row.values) > 1


def _widest(rows: Sequence[Row], film_number: int, page: Page) -> int:
    return page.longest(row.values[film_number].text for row in rows)


def _draw_in_all(
    result: Comparison, page: Page, draw_shared: Callable[[Iterable[Shared]], None]
) -> None:
    """Draws what all films share: people, companies, then genres, countries and languages."""
    page.section(_IN_ALL[len(result.films)])
    draw_shared(_with_roles(result.people))
    _draw_cast(result, page)
    draw_shared(result.companies)
    if common := _facets_in_words(result.common):
        page.prose(page.untrusted(common))
    elif not (result.people or result.companies):
        page.prose(page.trusted("Nothing, as far as heart knows"))


def _with_roles(people: Iterable[Shared]) -> list[Shared]:
    """Returns the people with a known character or job in any of the films."""
    return [p for p in people if not all(person.is_only_in_cast for person in p)]


def _draw_cast(result: Comparison, page: Page) -> None:
    """Draws the names of all others in one row."""
    with_roles = _with_roles(result.people)
    others = [page.untrusted(p[0].name, NAME) for p in result.people if p not in with_roles]
    if others:
        names = page.join(others, ", ")
        _draw_rows([(page.trusted("In the cast", QUIET), names)], result, page)


def _draw_only(result: Comparison, page: Page) -> None:
    """Draws the genres, countries and languages that not every film has."""
    titles = map(page.untrusted, _titles(result.films))
    not_shared = map(result.not_shared, range(len(result.films)))
    texts = [page.untrusted(_facets_in_words(facets)) for facets in not_shared]
    rows = [(title, text) for title, text in zip(titles, texts, strict=True) if text]
    if not rows:
        return
    count = len(result.films)
    page.section("Only in one" if count == 2 else f"Not {_IN_ALL[count].lower()}")
    _draw_rows(rows, result, page)


def _draw_rows(rows: Sequence[tuple[Text, Text]], result: Comparison, page: Page) -> None:
    """Draws texts as wide as the page allows beside the column of labels."""
    if page.is_narrow:
        page.labelled(rows)
        return
    label_width = _label_width(result, page)
    table = Table(page, [], widths=(label_width, page.width - INDENT - label_width - GAP))
    table.draw_all(rows)


def _facets_in_words(facets: dict[str, Strings]) -> str:
    """Genres, countries and languages: "Drama; United States; in English and French"."""
    languages = f"in {join_with_and(facets['languages'])}" if facets["languages"] else ""
    parts = [in_sentence_case(facets["genres"]), ", ".join(facets["countries"]), languages]
    return upper_first("; ".join(filter(None, parts)))


def _titles(films: Sequence[Film]) -> list[str]:
    """The films' titles, each with its year if several films share one."""
    titles = [film.title for film in films]
    has_repeats = len(set(titles)) < len(titles)
    return [f"{film.title} ({film.year})" if has_repeats else film.title for film in films]


def _namesake_line(result: Comparison, page: Page) -> Text:
    """Says which people may be namesakes, since films identify people only by name."""
    if not result.possible_namesakes:
        return Text()
    names = join_with_and(result.possible_namesakes)
    return page.untrusted(f"Matched by name only, perhaps namesakes: {names}", QUIET)
