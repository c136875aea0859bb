"""How each section of a film looks: records → rows on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from heartcli.model.film import Film
from heartcli.model.records import (
    Award,
    CastMember,
    Certificate,
    Company,
    CrewMember,
    Edition,
    Figure,
    Rating,
    Release,
    Review,
    Song,
    Title,
)
from heartcli.output.rich.page import ACCENT, NAME, QUIET, Page, Row, blank_repeats

_STANCES = {"positive": ("+", "green"), "mixed": ("±", "yellow"), "negative": ("−", "red")}
_PLAIN_SIGNS = {"positive": "+", "mixed": "~", "negative": "-"}
_RELEASES = {
    "preview": "Previews",
    "premiere": "Premieres",
    "festival": "Festivals",
    "theatrical": "In cinemas",
    "re-release": "Back in cinemas",
    "home": "For the home",
    "broadcast": "On television",
}
_FIGURES = {
    "cost": "What it cost",
    "production": "In numbers",
    "box office": "Box office",
    "aftermath": "Afterwards",
}
_BAR = 24  # columns, on a page of 80; 12 on a narrow one
Records = Sequence[Any]


def _cast(members: Sequence[CastMember], film: Film, page: Page) -> None:
    parts = [member for member in members if member.character]
    main = [_part(member, page) for member in parts if not member.cameo]
    cameos = [_part(member, page) for member in parts if member.cameo]
    _in_columns([("", main), ("Cameos", cameos)], page)
    if others := [member for member in members if not member.character]:
        in_order = "In the cast, who is in most films of the catalogue first"
        counted = film.is_from_catalogue and not any(member.billing for member in members)
        page.section(in_order if counted and not parts else "Also in the cast")
        page.wrap_items(
            [page.body([page.untrusted(m.performer), page.untrusted(m.text)], m) for m in others],
            "  ",
        )


def _part(member: CastMember, page: Page) -> Row:
    who = [page.untrusted(member.performer, NAME), page.untrusted(member.character, ACCENT)]
    return who, page.body([page.untrusted(member.text)], member)


def _crew(members: Sequence[CrewMember], _: Film, page: Page) -> None:
    departments = [
        (department or "Crew", _labelled(group, "job", "name", page))
        for department, group in _grouped(members, "department")
    ]
    _in_columns(departments, page)


def _companies(companies: Sequence[Company], _: Film, page: Page) -> None:
    page.section("Companies")
    page.rows(_labelled(companies, "role", "name", page))


def _plot(beats: Records, _: Film, page: Page) -> None:
    page.rows(
        [
            ([page.trusted(f"{n:2}", ACCENT)], page.body([page.untrusted(b.text)], b))
            for n, b in enumerate(beats, 1)
        ]
    )


def _production(notes: Records, _: Film, page: Page) -> None:
    for topic, group in _grouped(notes, "topic"):
        page.section("How the music was made" if topic == "music" else topic)
        page.rows(_prose(group, page))


def _legacy(records: Records, _: Film, page: Page) -> None:
    page.section("Legacy")
    page.rows(_prose(records, page))


def _songs(songs: Sequence[Song], _: Film, page: Page) -> None:
    page.section("Songs")
    rows: list[Row] = []
    for song in songs:
        by = page.untrusted(", ".join(song.performers), ACCENT)
        cells = [page.trusted(f"{song.length:>5}", QUIET), page.untrusted(song.title, NAME)]
        rows.append((cells, page.body([by, page.untrusted(song.text)], song)))
    page.rows(rows)


def _editions(editions: Sequence[Edition], film: Film, page: Page) -> None:
    page.section("Editions and running times")
    longest = max((edition.minutes or 0 for edition in editions), default=0) or 1
    rows: list[Row] = []
    for edition in editions:
        others = list(edition.disputes_of("minutes"))
        length = page.values(f"{edition.minutes} min", others, film) if edition.minutes else Text()
        bar = page.bar((edition.minutes or 0) / longest, _bar_width(page) // 2)
        parts = [page.join([bar, length]), page.untrusted(edition.text)]
        when = page.untrusted(edition.date.words if edition.date else "", QUIET)
        rows.append(([page.untrusted(edition.name, NAME), when], page.body(parts, edition, others)))
    page.rows(rows)


def _releases(releases: Sequence[Release], _: Film, page: Page) -> None:
    for kind, group in _grouped(releases, "kind", _RELEASES):
        page.section(_RELEASES[kind])
        rows: list[Row] = []
        for release in group:
            what = page.join(
                [page.untrusted(part) for part in (release.edition, release.medium) if part], ", "
            )
            by = page.untrusted(f"by {release.by}" if release.by else "")
            said = page.join(
                [
                    page.join([what, by], ", ") + "." if what or by else Text(),
                    page.untrusted(release.text),
                ]
            )
            when = page.untrusted(release.date.words if release.date else "", QUIET)
            where = page.untrusted(release.place, NAME)
            dated = not said and not where  # and nothing else: the sources belong to the date
            cells = [] if dated else [when, where]
            rows.append((cells, page.body([when if dated else said], release)))
        page.rows(rows)


def _titles(titles: Sequence[Title], _: Film, page: Page) -> None:
    page.section("Titles abroad")
    page.rows(_labelled(titles, "place", "title", page))


def _certificates(certificates: Sequence[Certificate], _: Film, page: Page) -> None:
    page.section("Certificates")
    page.rows(_labelled(certificates, "place", "certificate", page))


def _figures(figures: Sequence[Figure], _: Film, page: Page) -> None:
    """Money and numbers with bars; what is counted in the same unit is drawn to one scale."""
    box_office = any(
        figure.topic == "box office" for figure in figures
    )  # beside what the film cost
    for topic, group in (
        [("box office", list(figures))] if box_office else _grouped(figures, "topic")
    ):
        page.section(_FIGURES[topic])
        most: dict[str, float] = {}
        for figure in group:
            unit = figure.currency + figure.unit
            most[unit] = max(most.get(unit, 0), abs(figure.amount))
        rows: list[Row] = []
        for figure in group:
            bar = page.bar(
                abs(figure.amount) / (most[figure.currency + figure.unit] or 1), _bar_width(page)
            )
            when = page.untrusted(figure.date.words if figure.date else "", QUIET)
            told = page.join([page.join([bar, when]), page.untrusted(figure.text)], "\n")
            rows.append(
                (
                    [
                        page.untrusted(figure.name, QUIET),
                        page.untrusted(figure.format_amount(figure.amount), NAME),
                    ],
                    page.body([told], figure),
                )
            )
        page.rows(rows)


def _reviews(reviews: Sequence[Review], film: Film, page: Page) -> None:
    """Reviews of the film's own time and since; an undated one goes with the one before it."""
    then: list[Review] = []
    since: list[Review] = []
    group = then
    for review in reviews:
        if review.date:
            group = since if review.date.first.year > film.year + 1 else then
        group.append(review)
    for heading, group in (("Reviews then", then), ("Reviews since", since)):
        if group:
            page.section(heading)
            _verdict(group, page)
            page.rows([_review(review, page) for review in group])


def _verdict(reviews: Sequence[Review], page: Page) -> None:
    """How the critics fell out: a bar in three parts, and the same in words."""
    told, bar = [], Text()
    for stance, (sign, style) in _STANCES.items():
        count = sum(review.stance == stance for review in reviews)
        bar += page.bar(count / len(reviews), _bar_width(page), style, sign=_PLAIN_SIGNS[stance])
        told.append(page.trusted(f"{sign} {count} {stance}", style))
    page.print(bar + Text("  ") + page.join(told, "  "))
    page.blank()


def _review(review: Review, page: Page) -> Row:
    sign, style = _STANCES[review.stance]
    who = [
        page.untrusted(review.critic, NAME),
        page.untrusted(review.publication, "" if review.critic else NAME),
    ]
    when = page.untrusted(review.date.words, QUIET) if review.date else Text()
    head = page.join([page.join(who, ", "), when, page.trusted(review.stance, style)], "  ")
    said = page.join([page.quote(review.quote), page.untrusted(review.text)])
    return [page.trusted(sign, style)], page.join([head, page.body([said], review)], "\n")


def _ratings(ratings: Sequence[Rating], _: Film, page: Page) -> None:
    page.section("Ratings")
    rows: list[Row] = []
    for rating in ratings:
        score = "" if rating.score is None else f"{rating.score:g}"
        share = (rating.score or 0) / rating.out_of if rating.out_of else 0
        bar = page.bar(share, _bar_width(page), track=True) if rating.out_of else Text()
        votes = page.trusted(f"{rating.votes:,} votes", QUIET) if rating.votes else Text()
        parts = [bar, votes, page.quote(rating.quote), page.untrusted(rating.text)]
        outof = f" of {rating.out_of:g}" if score and rating.out_of else ""
        rows.append(
            (
                [page.untrusted(rating.by, QUIET), page.trusted(score + outof, NAME)],
                page.body(parts, rating),
            )
        )
    page.rows(rows)


def _awards(awards: Sequence[Award], _: Film, page: Page) -> None:
    page.section("Awards")
    rows: list[Row] = []
    for award in awards:
        sign, style = ("★", "green") if award.result == "won" else ("☆", "yellow")
        what = page.join([page.untrusted(award.award, NAME), page.untrusted(award.category)], ", ")
        when = page.untrusted(award.date.words, QUIET) if award.date else Text()
        head = page.join([what, when, page.trusted(award.result, style)], "  ")
        said = [page.untrusted(", ".join(award.people), ACCENT), page.untrusted(award.text)]
        body = page.join([head, page.body(said, award)], "\n" if any(said) else " ")
        rows.append(([page.trusted(sign if page.unicode else "*", style)], body))
    page.rows(rows)


def _labelled(records: Records, label: str, name: str, page: Page) -> list[Row]:
    """What is named, behind what it is; that is told once where it holds for several."""
    return blank_repeats(
        (
            [page.untrusted(getattr(record, label), QUIET)],
            page.body(
                [page.untrusted(getattr(record, name), NAME), page.untrusted(record.text)], record
            ),
        )
        for record in records
    )


def _in_columns(groups: Sequence[tuple[str, list[Row]]], page: Page) -> None:
    """Groups of rows under their headings, the columns of all below each other."""
    everything = [row for _, rows in groups for row in rows]
    for heading, rows in groups:
        if heading and rows:
            page.section(heading)
        page.rows(rows, aligned_with=everything)


def _prose(records: Records, page: Page) -> list[Row]:
    """Strings, each with its date before it."""
    bullet = page.trusted("·" if page.unicode else "-", QUIET)
    rows: list[Row] = []
    for record in records:
        when = page.untrusted(record.date.words if record.date else "", ACCENT)
        rows.append(([bullet], page.body([when, page.untrusted(record.text)], record)))
    return rows


def _grouped(
    records: Records, field: str, order: Iterable[str] = ()
) -> Iterator[tuple[str, list[Any]]]:
    """The records by the value of a field: in the given order, or as the values first come."""
    groups: dict[str, list[Any]] = {value: [] for value in order}
    for record in records:
        groups.setdefault(getattr(record, field), []).append(record)
    return ((value, group) for value, group in groups.items() if group)


def _bar_width(page: Page) -> int:
    return _BAR if page.width >= 76 else _BAR // 2


SECTION_VIEWS: dict[str, Callable[[Records, Film, Page], None]] = {
    "titles": _titles,
    "cast": _cast,
    "crew": _crew,
    "companies": _companies,
    "plot": _plot,
    "production": _production,
    "songs": _songs,
    "editions": _editions,
    "releases": _releases,
    "certificates": _certificates,
    "figures": _figures,
    "reviews": _reviews,
    "ratings": _ratings,
    "awards": _awards,
    "legacy": _legacy,
}
