"""A film's cost and takings: chooses the figures to compare, and words their labels."""

import re
from collections.abc import Sequence

from heartcli.model.records import Figure
from heartcli.text.display import format_number, upper_first, with_article
from heartcli.text.folding import fold, fold_words

_WHOLE_RUN = frozenset(  # words in the names of figures for a film's whole run
    ("box", "office", "gross", "takings", "revenue", "earnings", "total", "lifetime", "worldwide",
     "domestic", "in", "the")
)  # fmt: skip
_ADJECTIVE = re.compile("(?:an|ese|ish|ch|ic)$")  # American, Japanese, British, French
_SHORT_PLACES = {"United States": "the US", "United Kingdom": "the UK"}
_TIMES_ROUNDED = 10  # from this ratio on, "12 times the cost" has no decimal place


def is_cost(figure: Figure) -> bool:
    """Whether the figure is what the film cost as a whole; a loan, say, isn't."""
    return figure.topic == "cost" and fold(figure.name) == "budget"


def scale_of(figure: Figure) -> str:
    """Returns what comparable amounts share: a currency or, if that's unknown, a source."""
    return figure.currency or f"currency of {', '.join(figure.sources)}"


def takings_label(figure: Figure) -> str:
    """Returns the label of takings for a whole run; "" for other figures, such as a weekend's."""
    name, _, place = figure.name.partition(", ")  # Box office, Germany
    place = figure.place or place
    short = _SHORT_PLACES.get(place) or with_article(place)
    words = set(fold_words(name)) - _WHOLE_RUN.union(fold_words(place), fold_words(short))
    words = {word for word in words if not (place and _ADJECTIVE.search(word))}
    if figure.topic != "box office" or figure.unit or words:
        return ""
    if place:
        return f"Took in {short}"
    return figure.name if "domestic" in fold_words(name) else "Took worldwide"


def main_figures(figures: Sequence[Figure]) -> list[tuple[str, Figure]]:
    """Returns what a film cost and what it took in the same currency, each with its label."""
    costs = [("Cost", figure) for figure in figures if is_cost(figure)][:1]
    scales = {scale_of(figure) for _, figure in costs}
    takings = [
        (label, figure)
        for figure in figures
        if (label := takings_label(figure)) and not figure.doubtful
        if not scales or scale_of(figure) in scales
    ]
    return [*costs, *takings[:1]]


def short_label(figure: Figure) -> str:
    """Returns a figure's name without its unit: "First week" for "Gross of the first week"."""
    noun = re.escape(figure.unit) if figure.unit else "gross|takings"
    label = re.sub(rf"^(?:{noun}) (?:of|in|on|at) (?:the )?", "", figure.name, flags=re.IGNORECASE)
    return upper_first(label)


def share_of_cost(took: float, cost: float) -> str:
    """Compares takings with the cost: "2% of the cost", "5 times the cost"."""
    ratio = took / cost
    if ratio < 0.01:
        return "under 1% of the cost"
    if ratio < 0.995:
        return f"{ratio:.0%} of the cost"
    times = format_number(round(ratio, 1 if ratio < _TIMES_ROUNDED else 0))
    return "about the cost" if times == "1" else f"{times} times the cost"
