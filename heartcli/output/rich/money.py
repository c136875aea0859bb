"""Draws figures: a film's cost and takings on one scale, then other figures."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from math import ceil

from rich.text import Text

from heartcli.lookup.money import is_cost, scale_of, share_of_cost, short_label, takings_label
from heartcli.model.records import Figure
from heartcli.output.rich.amounts import Amount, AmountColumns
from heartcli.output.rich.layout import GAP
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET

_HEADINGS = {"cost": "What it cost", "production": "In numbers", "aftermath": "Afterwards"}
_MIN_BAR = 12  # columns; shorter bars are hard to compare


def draw_box_office(figures: Sequence[Figure], page: Page) -> None:
    """Draws the cost and the takings with bars on one scale, then the other figures."""
    if not figures:
        return
    compared = _compared(figures)
    others = [f for f in figures if f not in compared and not _is_stated_elsewhere(f, figures)]
    with page.block("Box office", figures):
        labels = _labels([*compared, *others])
        wholes = [_whole(figure, labels[figure.id], page) for figure in compared]
        details = [_detail(figure, labels[figure.id], page) for figure in others]
        columns = AmountColumns(page, [*wholes, *details])
        for row in _with_bars(wholes, compared, columns.room, page):
            columns.draw(row)
        if wholes and details:
            page.blank()
        for row in details:
            columns.draw(row)


def draw_figures(figures: Sequence[Figure], page: Page) -> None:
    """Draws figures about the production by topic."""
    labels = _labels(figures)
    topics = {
        topic: [_detail(f, labels[f.id], page) for f in figures if f.topic == topic]
        for topic in _HEADINGS
    }
    columns = AmountColumns(page, [*chain.from_iterable(topics.values())])
    for topic, rows in topics.items():
        if rows:
            page.section(_HEADINGS[topic])
        for row in rows:
            columns.draw(row)


def _compared(figures: Sequence[Figure]) -> list[Figure]:
    """Groups the cost and the takings of the whole run by currency, the cost's currency first."""
    costs = [figure for figure in figures if is_cost(figure)]
    takings = [figure for figure in figures if takings_label(figure) and not figure.doubtful]
    scales = [*dict.fromkeys(map(scale_of, (*costs, *takings)))]
    return sorted((*costs, *takings), key=lambda figure: scales.index(scale_of(figure)))


def _is_stated_elsewhere(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether another figure's text states this one: "The film was on 41 screens"."""
    amount = figure.format_amount(figure.amount)
    return bool(figure.unit and figure.date and not figure.text and not figure.disputes) and any(
        other.date == figure.date
        and amount in other.text
        and set(figure.sources) <= set(other.sources)
        for other in others
    )


def _labels(figures: Sequence[Figure]) -> dict[str, str]:
    """A label for each figure by id: a short one or, if several would share it, the name."""
    short = {f.id: "Cost" if is_cost(f) else takings_label(f) or short_label(f) for f in figures}
    counts = Counter(short.values())
    return {f.id: short[f.id] if counts[short[f.id]] == 1 else f.name for f in figures}


def _whole(figure: Figure, label: str, page: Page) -> Amount:
    """Returns the row of a figure to compare; its bar is added later."""
    row = _detail(figure, label, page)
    row.amount.stylize(NAME)
    about = [text for text in (row.text, row.paragraph) if text]
    return row._replace(text=Text(), notes=[*about, *row.notes], paragraph=None)


def _detail(figure: Figure, label: str, page: Page) -> Amount:
    """Returns the row of a figure, with its unit and date beside it."""
    marked = page.with_mark(page.untrusted(label, QUIET), figure.sources)
    about = page.join([page.untrusted(figure.unit), page.date(figure.date)], ", ")
    texts = [text for text in (about, page.untrusted(figure.text)) if text] or [Text()]
    texts[-1] = page.flagged(figure, texts[-1])
    amount = page.untrusted(figure.format_money(figure.amount))
    paragraph = texts[1] if len(texts) > 1 else None
    return Amount(marked, amount, texts[0], page.dispute_lines(figure), paragraph)


def _with_bars(
    rows: Sequence[Amount], figures: Sequence[Figure], room: int, page: Page
) -> list[Amount]:
    """Adds bars on one scale, and how takings compare with the cost: behind the bar or below it."""
    ratios = [page.trusted(_ratio(figure, figures)) for figure in figures]
    shares = _shares(figures)
    width = max((w for w in range(_MIN_BAR, room + 1) if _fit(shares, ratios, w, room)), default=0)
    bars = [page.bar(share, width or room) for share in shares]
    if room < _MIN_BAR:
        bars = [Text()] * len(rows)
    return [
        row._replace(text=page.join([bar, ratio], " " * GAP))
        if width or not bar
        else row._replace(text=bar, notes=[ratio, *row.notes])
        for row, bar, ratio in zip(rows, bars, ratios, strict=True)
    ]


def _shares(figures: Sequence[Figure]) -> list[float]:
    """The length of each bar; only figures in the first currency that several share have one."""
    counts = Counter(map(scale_of, figures))
    shared = next((scale for scale, count in counts.items() if count > 1), None)
    highest = max((f.amount for f in figures if scale_of(f) == shared), default=0)
    return [f.amount / highest if scale_of(f) == shared and highest > 0 else 0 for f in figures]


def _fit(shares: Sequence[float], ratios: Sequence[Text], width: int, room: int) -> bool:
    """Whether each comparison has room behind its bar."""
    pairs = zip(shares, ratios, strict=True)
    return all(
        ceil(share * width) + GAP + ratio.cell_len <= room for share, ratio in pairs if ratio
    )


def _ratio(figure: Figure, figures: Sequence[Figure]) -> str:
    costs = (f.amount for f in figures if is_cost(f) and scale_of(f) == scale_of(figure))
    cost = next(costs, 0)
    has_ratio = not is_cost(figure) and cost > 0 and figure.amount > 0
    return share_of_cost(figure.amount, cost) if has_ratio else ""
