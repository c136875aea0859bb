"""The screen of `heart reception`."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from heartcli.lookup.critics import critics_of, tally
from heartcli.model.dates import exact_first
from heartcli.output.rich.amounts import Amount, AmountColumns
from heartcli.output.rich.date_column import DateColumn, date_lines
from heartcli.output.rich.entries import draw_notes
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.money import draw_box_office
from heartcli.output.rich.palette import NAME, QUIET, RESULTS
from heartcli.output.rich.reviews import draw_reviews, draw_tally
from heartcli.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from heartcli.lookup.sections import LookupResult
    from heartcli.model.records import Award, LegacyNote, Rating
    from heartcli.output.rich.page import Page

_BAR_WIDTH = 20  # columns
_MIN_BAR_WIDTH = 5


def draw(result: LookupResult, page: Page) -> None:
    sections = result.sections
    box_office = partial(draw_box_office, sections["figures"])
    honours = partial(_draw_honours, sections["ratings"], sections["awards"])
    on_release, since = critics_of(result.film, sections["reviews"])
    has_tally = sum(tally([*on_release, *since]).values()) > 1
    is_tallied = has_tally and page.is_wide
    first = partial(draw_reviews, "Reviews on release", on_release, is_tallied=is_tallied)
    later = partial(draw_reviews, "Reviews since", since, is_tallied=is_tallied)
    if page.is_wide:
        page.panels(box_office, honours)
        if sections["reviews"]:
            page.gap()
            page.panels(first, later)
    else:
        box_office(page)
        honours(page)  # what is short comes before the reviews
        if has_tally:
            draw_tally([("On release", on_release), ("Since", since)], page)
        first(page)
        later(page)
    _draw_legacy(sections["legacy"], page)


def _draw_honours(ratings: Sequence[Rating], awards: Sequence[Award], page: Page) -> None:
    _draw_ratings(ratings, page)
    _draw_awards(awards, page)


def _draw_ratings(ratings: Sequence[Rating], page: Page) -> None:
    if not ratings:
        return
    ratings = sorted(ratings, key=lambda rating: rating.score is None)
    with page.block("Ratings", ratings):
        scale_width = max(len(_scale(rating)) for rating in ratings)
        rows = [_rating_row(rating, scale_width, page) for rating in ratings]
        columns = AmountColumns(page, rows, note_room=page.width)
        for rating, row in zip(ratings, rows, strict=True):
            columns.draw(_with_bar(row, rating, columns.room, page))


def _scale(rating: Rating) -> str:
    return f"{rating.out_of:g}" if rating.out_of else ""


def _rating_row(rating: Rating, scale_width: int, page: Page) -> Amount:
    """The row of a rating; its bar is added later."""
    label = page.with_mark(page.untrusted(rating.by, QUIET), rating.sources)
    score = page.trusted("" if rating.score is None else f"{rating.score:g}", NAME)
    scale = f" of {_scale(rating):>{scale_width}}" if rating.out_of and score else ""
    votes = f"{rating.votes:,} votes" if rating.votes else ""
    beside = page.join([page.trusted(votes), page.date(rating.date)], ", ")
    text = page.join([page.quote(rating.quote), page.untrusted(rating.text)])
    beside, text = (
        (beside, page.flagged(rating, text)) if text else (page.flagged(rating, beside), text)
    )
    return Amount(label, score + page.trusted(scale), beside, [text, *page.dispute_lines(rating)])


def _with_bar(row: Amount, rating: Rating, room: int, page: Page) -> Amount:
    """Adds a bar on a scale of its whole length, with the votes behind it if there is room."""
    width = min(_BAR_WIDTH, room)
    if rating.score is None or not rating.out_of or width < _MIN_BAR_WIDTH:
        return row
    bar = page.bar(rating.score / rating.out_of, width, track=True)
    if width + GAP + row.text.cell_len > room:
        return row._replace(text=bar, notes=[row.text, *row.notes])
    return row._replace(text=page.join([bar, row.text], " " * GAP))


def _draw_awards(awards: Sequence[Award], page: Page) -> None:
    if not awards:
        return
    with page.block("Awards", awards):
        for award in awards:
            sign, style = RESULTS[award.result]
            name = page.untrusted(_award_name(award), NAME)
            about = page.untrusted(", ".join(filter(None, (*award.people, award.category))))
            text = page.sentences(about, page.untrusted(award.text))
            head = name if text else page.cited(award, name)
            page.at_edges(page.trusted(f"{sign} ", style) + head, page.date(award.date))
            page.text_and_disputes(award, text, INDENT)


def _award_name(award: Award) -> str:
    if award.result == "won" or "nominat" in fold(award.award):
        return award.award
    singular = award.award.removesuffix("s") if award.award.endswith("Awards") else award.award
    return f"{singular} nomination{'s' if singular != award.award else ''}"


def _draw_legacy(notes: Sequence[LegacyNote], page: Page) -> None:
    """Draws notes by date, each date once, and those without a date as paragraphs."""
    if not notes:
        return
    dated = sorted((note for note in notes if note.date), key=_when)
    with page.block("Legacy", notes):
        _draw_dated(dated, page)
        undated = [note for note in notes if not note.date]
        if dated and undated:
            page.blank()
        draw_notes(undated, page)


def _when(note: LegacyNote) -> str:
    return exact_first(note.date.text) if note.date else ""


def _draw_dated(notes: Sequence[LegacyNote], page: Page) -> None:
    if page.is_narrow:
        draw_notes(notes, page)
        return
    column = DateColumn([date_lines(note.date) for note in notes])
    for _, group in groupby(notes, key=_when):
        first, *others = group
        dates = [page.trusted(line) for line in column.align(date_lines(first.date))]
        draw_texts = partial(_draw_texts, [first, *others])
        page.with_margin(dates, draw_texts, INDENT + column.width + GAP)


def _draw_texts(notes: Sequence[LegacyNote], page: Page) -> None:
    for note in notes:
        page.text_and_disputes(note, page.untrusted(note.text), 0)
