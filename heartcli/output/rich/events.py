"""Describes a record for a timeline: a sign for its kind, a text, and disputes about its date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from heartcli.model.records import Award, Edition, Figure, Release, Review
from heartcli.output.rich.palette import BAR, NAME, QUIET, RESULTS, STANCES
from heartcli.text.display import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text

    from heartcli.model.film import Film
    from heartcli.model.records import Record
    from heartcli.output.rich.page import Page

Sign = tuple[str, str]  # with its style
EVENT: Sign = ("├", QUIET)
_RELEASE: Sign = ("●", BAR)
_MONEY: Sign = ("$", NAME)
_MEANINGS = {
    "screenings and releases": (_RELEASE,), "reviews": tuple(STANCES.values()),
    "money": (_MONEY,), "awards": tuple(RESULTS.values()),
}  # fmt: skip
_A_YEAR = re.compile(r"\b(?:1[89]|20)[0-9]{2}\b")


def sign_of(record: Record) -> Sign:
    """Returns the sign for a record's kind."""
    if isinstance(record, Release | Edition):
        return _RELEASE
    if isinstance(record, Review):
        return STANCES[record.stance]
    if isinstance(record, Award):
        return RESULTS[record.result]
    return _MONEY if isinstance(record, Figure) and record.currency else EVENT


def legend(records: Iterable[Record], page: Page) -> list[Text]:
    """Returns the legend for the signs of these records."""
    used = {sign_of(record) for record in records}
    return [
        page.join([page.trusted(*sign) for sign in signs if sign in used])
        + page.trusted(f" {meaning}", QUIET)
        for meaning, signs in _MEANINGS.items()
        if used.intersection(signs)
    ]


def event_text(record: Record, film: Film, page: Page) -> Text:
    """Returns what happened, without the date."""
    if isinstance(record, Release):
        return _release_text(record, film, page)
    if isinstance(record, Edition):
        length = f": {record.minutes} minutes" if record.minutes else ""
        head = page.untrusted(record.name, NAME) + page.trusted(f"{length}.")
        return page.join([head, page.untrusted(record.text)])
    if isinstance(record, Review):
        names = (record.critic, record.publication)
        head = page.untrusted(f"{', '.join(filter(None, names)) or _name(record)}:")
        return page.join([head, page.quote(record.quote), page.untrusted(record.text)])
    return page.untrusted(record.sentence)


def _release_text(release: Release, film: Film, page: Page) -> Text:
    """Returns how and where the film was released, with the edition unless it's the first."""
    where = ", ".join(filter(None, (upper_first(release.medium_in_words), release.place)))
    by = f", by {release.by}" if release.by else ""
    is_first = film.editions[:1] and release.edition == film.editions[0].name
    edition = f": {release.edition}" if release.edition and not is_first else ""
    head = page.untrusted(where, NAME) + page.untrusted(f"{by}{edition}.")
    return page.join([head, page.untrusted(release.text)])


def reviewers_text(reviews: Sequence[Review], page: Page) -> Text:
    """Returns who praised the film, who was undecided and who panned it, each critic once."""
    groups = []
    for stance, sign in STANCES.items():
        by_name: dict[str, list[Review]] = {}
        for review in reviews:
            if review.stance == stance:
                by_name.setdefault(_name(review), []).append(review)
        names = [page.cited(_merged(same), page.untrusted(name)) for name, same in by_name.items()]
        if names:
            groups.append(page.trusted(*sign) + page.trusted(" ") + page.join(names, ", "))
    return page.trusted("Reviews: ") + page.join(groups, "; ")


def _name(review: Review) -> str:
    return review.critic or review.publication or "an unnamed critic"


def _merged(reviews: Sequence[Review]) -> Review:
    """Merges reviews by the same critic into one that cites all their sources."""
    return Review(
        stance=reviews[0].stance,
        critic=reviews[0].critic,
        publication=reviews[0].publication,
        sources=tuple(dict.fromkeys(name for review in reviews for name in review.sources)),
        doubtful=all(review.doubtful for review in reviews),
        spoiler=all(review.spoiler for review in reviews),
    )


def date_disputes(record: Record, page: Page) -> list[Text]:
    """Returns the disputes about a record's date: other dates, or sentences with a year."""
    disputes = [d for d in record.disputes if d.field == "date" or _A_YEAR.search(d.says)]
    return page.dispute_lines(record, disputes)
