"""The screen of `heart scores`."""

from collections.abc import Sequence

from rich.text import Text

from heartcli.model.dates import Date
from heartcli.output.rich.page import ACCENT, HEADING, NAME, QUIET, WARN, Page, Row
from heartcli.quiz.progress.statistics import Accuracy, MissedQuestion, Stats
from heartcli.text.display import plural

_LEVELS, _ASCII_LEVELS = "▁▂▃▄▅▆▇█", "12345678"
_BAR_WIDTH = 10  # columns


def draw_scores(result: Stats, page: Page) -> None:
    total = result.overall
    page.head(page.trusted("Your scores", HEADING), "scores")
    if not total.answers:
        page.print(page.trusted("No rounds yet. Try: heart quiz"))
        return
    counts = f"{total.right:,} of {total.answers:,} right, {plural(result.rounds, 'round')}"
    page.rows([([page.trusted("all", NAME)], _accuracy(total, counts, page))])
    if len(total.history) > 1:
        levels = _LEVELS if page.unicode else _ASCII_LEVELS
        legend = f"Accuracy over time ({levels[0]} low, {levels[-1]} high)"
        page.print(page.trusted(legend, QUIET))
    days = f"Streak: {plural(result.current_streak, 'day')} (best: {result.longest_streak})"
    streaks = f"{days}. Longest run of right answers: {result.longest_right_streak}"
    page.print(page.trusted(streaks, QUIET))
    _draw_accuracies("By section", result.sections, page)
    _draw_accuracies("By difficulty", result.difficulties, page)
    _draw_due(result, page)
    _draw_recent(result, page)
    if result.missed:
        _draw_missed(result.missed, page)


def _draw_accuracies(heading: str, accuracies: Sequence[Accuracy], page: Page) -> None:
    page.section(heading)
    counts = [f"{accuracy.right:,} of {accuracy.answers:,}" for accuracy in accuracies]
    width = max(map(len, counts))
    rows: list[Row] = []
    for accuracy, count in zip(accuracies, counts, strict=True):
        body = _accuracy(accuracy, count.ljust(width), page)
        rows.append(([page.untrusted(accuracy.name, QUIET)], body))
    page.rows(rows)


def _accuracy(accuracy: Accuracy, counts: str, page: Page) -> Text:
    """A bar, the numbers, and a chart of accuracy over time."""
    bar = page.bar(accuracy.right / accuracy.answers, _BAR_WIDTH, track=True)
    levels, none = (_LEVELS, " ") if page.unicode else (_ASCII_LEVELS, ".")
    shares = accuracy.history if len(accuracy.history) > 1 else []
    chart = "".join(none if share is None else levels[min(7, int(share * 8))] for share in shares)
    return page.join([bar, page.trusted(counts), page.trusted(chart, ACCENT)], "  ")


def _draw_due(result: Stats, page: Page) -> None:
    page.section("Due")
    highest = max((count for _, count in result.due), default=0)
    rows: list[Row] = []
    for days, (day, count) in enumerate(result.due):
        name = ("today", "tomorrow")[days] if days < 2 else Date.from_value(day).words
        if count or days == 0:
            bar = page.bar(count / highest if highest else 0, _BAR_WIDTH, "magenta")
            rows.append(([page.trusted(name, QUIET)], page.join([page.trusted(f"{count:3}"), bar])))
    page.rows(rows)


def _draw_recent(result: Stats, page: Page) -> None:
    page.section("Last rounds")
    rows: list[Row] = []
    for played in result.recent_rounds:
        began = page.untrusted(played.began[:16].replace("T", " "), QUIET)
        score = page.trusted(f"{played.right} of {played.answers}")
        rows.append(([began, score], page.untrusted(played.command, ACCENT)))
    page.rows(rows)


def _draw_missed(questions: Sequence[MissedQuestion], page: Page) -> None:
    page.section("Missed most")
    has_several_films = len({missed.film for missed in questions}) > 1
    for missed in questions:
        film = page.untrusted(missed.film if has_several_films else "", QUIET)
        gone = page.trusted("(no longer in the film file)" if missed.gone else "", WARN)
        count = page.trusted(f"{missed.missed} of {missed.answers}", ACCENT)
        page.print(page.join([count, page.untrusted(missed.ask), film, gone], "  "))
