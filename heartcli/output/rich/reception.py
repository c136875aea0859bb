"""The screen of `heart reception`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.output.rich.entries import draw_figures, draw_notes
from heartcli.output.rich.palette import BAD, DOUBT, GOOD, NAME

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page

_STANCES = {"positive": ("+", GOOD), "mixed": ("±", DOUBT), "negative": ("−", BAD)}


def draw(result: LookupResult, page: Page) -> None:
    draw_figures(result.sections["figures"], page)
    if reviews := result.sections["reviews"]:
        page.section("Reviews")
        for review in reviews:
            sign, style = _STANCES[review.stance]
            who = page.join(
                [page.untrusted(review.critic, NAME), page.untrusted(review.publication)], ", "
            )
            page.at_edges(page.trusted(f"{sign} ", style) + who, page.date(review.date))
            text = page.join([page.quote(review.quote), page.untrusted(review.text)])
            page.story(review, text, 2)
    if ratings := result.sections["ratings"]:
        page.section("Ratings")
        for rating in ratings:
            score = "" if rating.score is None else f"{rating.score:g}"
            score += f" of {rating.out_of:g}" if score and rating.out_of else ""
            bar = (
                page.bar((rating.score or 0) / rating.out_of, 20, track=True)
                if rating.out_of
                else Text()
            )
            parts = [
                page.trusted(score, NAME),
                bar,
                page.quote(rating.quote),
                page.untrusted(rating.text),
            ]
            page.labelled(
                [(page.untrusted(rating.by), page.body(rating, page.join(parts, "  ")))], 16
            )
    if awards := result.sections["awards"]:
        page.section("Awards")
        for award in awards:
            sign, style = ("★", GOOD) if award.result == "won" else ("☆", DOUBT)
            name = page.join(
                [page.untrusted(award.award, NAME), page.untrusted(award.category)], ", "
            )
            page.at_edges(page.trusted(f"{sign} ", style) + name, page.date(award.date))
            people = ", ".join(award.people)
            page.story(award, page.untrusted(". ".join(filter(None, (people, award.text)))), 2)
    if legacy := result.sections["legacy"]:
        page.section("Legacy")
        draw_notes(legacy, page)
