"""Reviews: how many critics are for and against, and what each of them says."""

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from heartcli.lookup.critics import Critic, tally
from heartcli.model.dates import Date
from heartcli.model.records import Review, Stance
from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET, STANCES
from heartcli.output.rich.table import Table

_WORDS: dict[Stance, str] = {"positive": "for", "mixed": "mixed", "negative": "against"}
_MAX_SIGNS = 20  # one for each critic; more are hard to count
Tally = Counter[Stance]
Periods = Sequence[tuple[str, Sequence[Critic]]]  # on release and since


def draw_tally(periods: Periods, page: Page) -> None:
    """Draws how many critics are for and against, in each period."""
    counted = [(name, counts) for name, critics in periods if (counts := tally(critics))]
    page.section("Critics")
    digits = len(str(max(max(counts.values()) for _, counts in counted)))
    rows = [
        [page.trusted(name, QUIET), *(_count(counts, stance, digits, page) for stance in _WORDS)]
        for name, counts in counted
    ]
    table = Table(page, rows)
    if all(cell.cell_len <= table.widths[i] for row in rows for i, cell in enumerate(row)):
        table.draw_all(rows)
        return
    most = Counter({stance: max(counts[stance] for _, counts in counted) for stance in _WORDS})
    page.labelled([
        (page.trusted(name, QUIET), page.join(
            [_sign_row(counts, most, page), page.trusted(_tally_in_words(counts))], "\n"))
        for name, counts in counted
    ])  # fmt: skip


def _count(counts: Tally, stance: Stance, digits: int, page: Page) -> Text:
    number = page.trusted(f"{counts[stance]:{digits}}", NAME)
    return page.join([number, page.trusted(_WORDS[stance]), _signs(counts, stance, page)])


def _sign_row(counts: Tally, most: Tally, page: Page) -> Text:
    """Returns a sign for each critic, in columns as wide as the longest row; none if too many."""
    row = Text()
    for stance in filter(most.get, _WORDS):
        signs = _signs(counts, stance, page)
        row += signs + spaces(most[stance] - signs.cell_len + GAP)
    row.rstrip()
    fits = max(most.values()) <= _MAX_SIGNS and row.cell_len + INDENT * 2 <= page.width
    return row if fits else Text()


def _tally_in_words(counts: Tally) -> str:
    """Says how many critics are for and against: "5 for, 4 mixed, 8 against"."""
    return ", ".join(f"{counts[stance]} {_WORDS[stance]}" for stance in _WORDS if counts[stance])


def _signs(counts: Tally, stance: Stance, page: Page) -> Text:
    sign, style = STANCES[stance]
    return page.trusted(sign * counts[stance] if max(counts.values()) <= _MAX_SIGNS else "", style)


def draw_reviews(heading: str, critics: Sequence[Critic], page: Page, *, is_tallied: bool) -> None:
    """Draws what each critic says, below a tally if it isn't drawn elsewhere."""
    if not critics:
        return
    counts = tally(critics) if is_tallied else Tally()
    reviews = [review for critic in critics for review in critic.reviews]
    with page.block(heading, reviews, _tally_in_words(counts)):
        if counts:
            page.prose(_sign_row(counts, counts, page))
        for critic in critics:
            _draw_critic(critic, page)


def _draw_critic(critic: Critic, page: Page) -> None:
    sign, style = STANCES[critic.stance]
    first, *others = list(filter(None, (critic.name, *critic.publications))) or ["Unnamed critic"]
    who = page.join([page.untrusted(first, NAME), *map(page.untrusted, others)], ", ")
    texts = [text for review in critic.reviews if (text := _review_text(review, critic, page))]
    if not texts:
        who = page.cited(critic.reviews[0], who)
    page.at_edges(page.trusted(f"{sign} ", style) + who, page.date(critic.date))
    page.prose(page.join(texts))
    for review in critic.reviews:
        page.prose(*page.dispute_lines(review))


def _review_text(review: Review, critic: Critic, page: Page) -> Text:
    """Returns a review's quotation and text, and how it differs from the critic's other reviews."""
    text = page.join([page.quote(review.quote), page.untrusted(review.text)])
    if review.date and critic.date and not _includes(review.date, critic.date):
        text = page.join([page.date(review.date) + page.trusted(":"), text])
    if review.stance != critic.stance:
        sign, style = STANCES[review.stance]
        text = page.join([page.trusted(sign, style), text])
    return page.cited(review, text) if text or review.doubtful or review.spoiler else text


def _includes(date: Date, other: Date) -> bool:
    """Whether a date is the other one or a month or year around it."""
    return date.first <= other.first and other.last <= date.last
